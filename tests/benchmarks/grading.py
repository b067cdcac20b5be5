"""Grading beside stock nbgrader on the same submissions."""

import json
import os
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import nbformat
from rich.table import Table

from cnn_helpers.grading.assignments import published, release, sample_class, solution

PROJECT = Path(__file__).parents[2]
SUBMISSIONS, STOCK_SAMPLE = 64, 16
COMPARED = {  # {assignment: (where its sources lie, goal)}
    "tiny-keras": (PROJECT / "tests" / "grading" / "solutions", 8),
    "week2-resnet": (PROJECT / "solutions", 10),
}
STAGES = {
    "starting": "fork, shut in, connect",
    "cells": "the notebook's cells",
    "questions": "answers asked and judged",
    "ending": "kill and sweep",
}
GRADE = """
import json, resource, sys, threading, time
from pathlib import Path
import psutil

def watch(most, done):
    me = psutil.Process()
    while not done.wait(0.5):
        for child in me.children(recursive=True):
            try:
                if "spawn_main" in " ".join(child.cmdline()):
                    most["worker"] = max(most["worker"], child.memory_info().rss)
            except psutil.Error:
                pass

if __name__ == "__main__":
    from cnn_helpers.grading.grading_a_class.runner import grade_class
    most, done = {"worker": 0}, threading.Event()
    threading.Thread(target=watch, args=(most, done), daemon=True).start()
    began = time.monotonic()
    grades = grade_class(Path(sys.argv[1]), feedback=False)
    seconds = time.monotonic() - began
    done.set()
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    most["writer"] = 1024 * used[0].ru_maxrss
    scores = {grade.student: grade.score for grade in grades}
    processor = sum(part.ru_utime + part.ru_stime for part in used)
    print(json.dumps({"seconds": seconds, "processor": processor, "memory": most, "scores": scores}))
"""


def make_class(folder: Path, assignments: Path, name: str, count: int) -> None:
    """Submissions of right and wrong students, no two the same: equal ones would be run once only."""
    released = nbformat.read(assignments / name / f"{name}.ipynb", as_version=4)
    students = [s for s in sample_class.students(solution.load(name), count + 1) if s.raw is None]
    for number, student in enumerate(students):
        notebook = sample_class.fill(released, student.answers)
        notebook.cells.insert(0, nbformat.v4.new_markdown_cell(f"Student {number}"))
        path = folder / "submitted" / f"s{number:04d}" / name / f"{name}.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(nbformat.writes(notebook), encoding="utf-8")
    (folder / "seeds.json").write_text(json.dumps({name: 1}))


def ours(folder: Path) -> dict:
    """Grade a class in a fresh process; what it says of seconds, processor time, memory and scores."""
    script = folder / "grade.py"
    script.write_text(GRADE)
    began = time.monotonic()
    told = subprocess.run(
        [sys.executable, str(script), str(folder)], check=True, capture_output=True, text=True
    )
    return json.loads(told.stdout.splitlines()[-1]) | {"whole": time.monotonic() - began}


def stock(folder: Path, name: str) -> tuple[float, dict[str, float]]:
    """Seconds of `nbgrader autograde` beyond its own start, and the scores."""
    from nbgrader.api import Gradebook

    def nbgrader(*words) -> float:
        began = time.monotonic()
        root = f"--CourseDirectory.root={folder}"
        subprocess.run(
            [sys.executable, "-m", "nbgrader", *words, root], cwd=PROJECT, check=True, capture_output=True
        )
        return time.monotonic() - began

    nbgrader("generate_assignment", name)
    start = nbgrader("db", "student", "list")
    seconds = nbgrader("autograde", name) - start
    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as gradebook:
        return seconds, {s.student.id: s.score for s in gradebook.assignment_submissions(name)}


def tables():
    """Yield a table against stock nbgrader for each assignment, and where the time went."""
    for name, (sources, goal) in COMPARED.items():
        with tempfile.TemporaryDirectory() as scratch:
            yield from against_stock(Path(scratch), name, sources, goal)


def against_stock(scratch: Path, name: str, sources: Path, goal: float):
    before = dict(os.environ)
    os.environ |= {solution.SOLUTIONS_VARIABLE: str(sources)}
    os.environ |= {published.FOLDER_VARIABLE: str(scratch / "published")}
    try:
        release.release(name, scratch / "assignments", scratch / "published")
        make_class(scratch / "ours", scratch / "assignments", name, SUBMISSIONS)
        make_class(scratch / "stock", scratch / "assignments", name, SUBMISSIONS)
        for path in sorted((scratch / "stock" / "submitted").iterdir())[STOCK_SAMPLE:]:
            path.rename(scratch / path.name)
        seconds, scores = stock(scratch / "stock", name)
        told = ours(scratch / "ours")
    finally:
        os.environ.clear()
        os.environ.update(before)
    assert {student: told["scores"][student] for student in scores} == scores, "scores differ from stock's"
    whole = seconds / len(scores) * SUBMISSIONS
    table = Table(
        title=f"grading {SUBMISSIONS} submissions of {name}, sandbox on, feedback pages not counted",
        caption=f"Stock: {len(scores)} of them, without its start. Ours: all, with everything. Equal scores. "
        f"Goal: {goal}.",
    )
    for heading in ("", "seconds", "a submission", "ratio"):
        table.add_column(heading, justify="right")
    table.add_row("nbgrader autograde", f"{whole:.0f}", f"{whole / SUBMISSIONS:.2f}", "1")
    us = told["whole"]
    table.add_row("cnn-course grade", f"{us:.1f}", f"{us / SUBMISSIONS:.2f}", f"{whole / us:.1f}")
    yield table
    yield where_time_goes(scratch / "ours", told)


def where_time_goes(folder: Path, told: dict) -> Table:
    stages: Counter = Counter()
    results = [json.loads(path.read_text()) for path in (folder / "results").glob("*.json")]
    for result in results:
        stages.update(result["stages"])
    workers = len(os.sched_getaffinity(0))
    table = Table(
        title="where the time goes, all submissions together",
        caption="Seconds of worker time; sanitising and recording happen meanwhile in the writer.",
    )
    for heading in ("stage", "seconds", "share"):
        table.add_column(heading, justify="right")
    total = workers * told["whole"]
    for stage, words in STAGES.items():
        table.add_row(words, f"{stages[stage]:.1f}", f"{stages[stage] / total:.0%}")
    rest = total - sum(stages.values())
    table.add_row("starting Dask, sandboxes, gradebook; waiting", f"{rest:.1f}", f"{rest / total:.0%}")
    return table
