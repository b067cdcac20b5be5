"""A class of attackers and honest neighbours, graded by the engine in one run."""

from __future__ import annotations

import contextlib
import csv
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import nbformat

from cnn_helpers.grading.assignments import sample_class

from .attack import BASES, Attack, Outcome
from .undefended import found, hand_in, hand_in_secret, texts, witness
from .world import NEIGHBOUR, World

GRADE = """
import sys
from pathlib import Path
from cnn_helpers.grading.grading_a_class.runner import grade_class
if __name__ == "__main__":
    grade_class(Path(sys.argv[1]), 2, lambda grade: print(grade.student, grade.score, grade.status, flush=True))
"""
EVERY = 5  # so many attackers stand between two honest students
SECONDS = 600  # of one class: about a minute on an idle machine with two cores
HONEST = "right", "wrong", "witness"


def student_of(place: int, attack: Attack) -> str:
    """Students are graded in the order of their names."""
    return f"{place:03d}-{attack.name}"


def hand_all_in(attacks: list[Attack], released, world: World, right: dict[str, str]) -> dict[str, float]:
    """Write everyone's submissions; return the scores that honest students are to have."""
    submitted, honest = world.class_dir / "submitted", {}
    base, earned = BASES[world.assignment]
    hand_in_secret(released, world)
    honest[NEIGHBOUR] = 0
    notebooks = {
        "right": sample_class.fill(released, right),
        "wrong": sample_class.fill(released, base),
        "witness": witness(released, world, attacks, right),
    }
    for place, attack in enumerate(attacks):
        folder = submitted / student_of(place, attack) / world.assignment
        hand_in(folder, attack.handed_in(released, world))
        attack.beside(folder, world)
        if place % EVERY == EVERY - 1:
            kind = HONEST[place // EVERY % len(HONEST)]
            name = f"{place:03d}-zz-{kind}"
            hand_in(submitted / name / world.assignment, nbformat.writes(notebooks[kind]).encode())
            honest[name] = earned if kind == "wrong" else 100
    hand_in(submitted / "zz-witness" / world.assignment, nbformat.writes(notebooks["witness"]).encode())
    honest["zz-witness"] = 100
    return honest


def grade(world: World) -> tuple[str, float]:
    """Grade the class as a teacher would, in a process of its own; what came to harm, and the seconds taken."""
    world.add_to_gradebook()
    script = world.root / "grade.py"
    script.write_text(GRADE)
    began, log = time.monotonic(), world.root / "grade.log"
    with log.open("w") as said:
        run = subprocess.Popen(
            [sys.executable, str(script), str(world.class_dir)],
            cwd=world.root, env=world.environment, stdin=subprocess.DEVNULL, stdout=said, stderr=said,
            start_new_session=True,
        )  # fmt: skip
        try:
            code = run.wait(SECONDS)
            harm = f"grading ended with {code}" if code else ""
        except subprocess.TimeoutExpired:
            harm = f"grading did not end within {SECONDS} seconds"
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(run.pid, signal.SIGKILL)  # a worker that hangs would outlive the run
            run.wait()
    return f"{harm}\n{log.read_text(errors='replace')[-4000:]}" if harm else "", time.monotonic() - began


def outcomes(attacks: list[Attack], world: World) -> dict[str, Outcome]:
    """What is seen from outside of each attacker's submission."""
    rows = _rows(world.class_dir / "grades.csv")
    messages: dict[str, str] = {}
    for row in _table(world.class_dir / "questions.csv"):
        messages[row["student"]] = messages.get(row["student"], "") + " ".join(row.values()) + "\n"
    seen = frozenset().union(*(found(texts(_graded(world, name))) for name in rows if "witness" in name))
    report = world.class_dir / "report.html"
    shared = report.read_text(errors="replace") if report.exists() else ""
    made = {}
    for place, attack in enumerate(attacks):
        student = student_of(place, attack)
        row = rows.get(student, {})
        path = _path(world, "autograded", student, "ipynb")
        page = _text(_path(world, "feedback", student, "html"))
        earned = BASES[world.assignment][1] if attack.earned is None else attack.earned
        outcome = Outcome(attack.name, earned, seen=seen)
        if row:
            outcome.score, outcome.status = float(row["score"]), row["status"]
            outcome.reason, outcome.seconds = row["reason"], float(row["seconds"])
            outcome.remarks = " ".join(row.get(name, "") for name in ("remarks", "limits", "suspicious"))
        outcome.size = max(path.stat().st_size if path.exists() else 0, len(page))
        outcome.outputs = texts(_graded(world, student))
        outcome.pages = page + shared
        outcome.visible = "\n".join([_text(path), page, messages.get(student, ""), json.dumps(row)])
        made[attack.name] = outcome
    return made


def _path(world: World, folder: str, student: str, ending: str) -> Path:
    return world.class_dir / folder / student / world.assignment / f"{world.assignment}.{ending}"


def _rows(path: Path) -> dict[str, dict]:
    return {row["student"]: row for row in _table(path)}


def _table(path: Path) -> list[dict]:
    if not path.exists():
        return []
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _graded(world: World, student: str):
    try:
        return nbformat.read(_path(world, "autograded", student, "ipynb"), as_version=4)
    except (OSError, ValueError):
        return nbformat.v4.new_notebook()


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""


def evidence(attacks: list[Attack], released, world: World, right: dict[str, str]) -> dict:
    """Grade them all and judge from outside."""
    honest = hand_all_in(attacks, released, world, right)
    harm, seconds = grade(world)
    time.sleep(1)
    rows = _rows(world.class_dir / "grades.csv")
    seen = outcomes(attacks, world)
    return {
        "harm": harm,
        "seconds": round(seconds, 1),
        "submissions": len(os.listdir(world.class_dir / "submitted")),
        "rows": len(rows),
        "honest": {
            name: [float(rows[name]["score"]) if name in rows else None, honest[name]] for name in honest
        },
        "attacks": {
            attack.name: {
                "succeeded": bool(attack.succeeded(world, seen[attack.name])),
                "score": seen[attack.name].score,
                "status": seen[attack.name].status,
                "seconds": seen[attack.name].seconds,
                "said": f"{seen[attack.name].reason} {seen[attack.name].remarks}",
                "outputs": seen[attack.name].outputs[:600],
            }
            for attack in attacks
        },
    }
