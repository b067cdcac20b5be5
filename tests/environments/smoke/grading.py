"""What a teacher does, in an environment of the course with the extra `grading`."""

import csv
import subprocess
from pathlib import Path


def course(*words: str) -> str:
    """What `cnn-course` says; it must succeed."""
    ran = subprocess.run(["cnn-course", *words], text=True, capture_output=True)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return " ".join(ran.stdout.split())


course("sample-class", "class", "--students", "8")
doctor = subprocess.run(["cnn-course", "doctor"], text=True, capture_output=True).stdout
trusted = (
    ["--unsafe"] if "refuses to run notebooks here" in " ".join(doctor.split()) else []
)  # made-up students
said = course("grade", "class", *trusted)
with Path("class/grades.csv").open(newline="") as file:
    grades = list(csv.DictReader(file))
assert len(grades) == 8
assert sum(grade["status"] == "graded" for grade in grades) >= 6, said
assert list(Path("class/feedback").rglob("*.html"))
assert "points" in course("report", "class")
