"""Ten kills at random moments, of a worker, of the grader, or of all: the grades end as if nothing had happened."""

import os
import random
import shutil
import signal
import time
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from cnn_helpers.grading.class_files.tables import Grade, QuestionGrade, read

pytestmark = pytest.mark.sandbox
STUDENTS, KILLS = 24, 10
SEED_VARIABLE = "KILLED_RUNS_SEED"


def ended_as(folder: Path) -> tuple:
    """All that a finished class holds: rows without their times, the gradebook's scores, the pages there are."""
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as gradebook:
        book = {s.student.id: (s.score, s.max_score) for s in gradebook.assignment_submissions("tiny")}
    pages = sorted(path.parts[-3] for path in (folder / "feedback").rglob("*.html"))
    rows = [replace(row, seconds=0.0) for row in read(folder / "grades.csv", Grade)]
    return rows, read(folder / "questions.csv", QuestionGrade), book, pages


def descendants(process) -> list[psutil.Process]:
    try:
        return psutil.Process(process.pid).children(recursive=True)
    except psutil.NoSuchProcess:
        return []


def workers_of(process) -> list[psutil.Process]:
    found = []
    for child in descendants(process):
        try:
            if any("spawn_main" in word for word in child.cmdline()):
                found.append(child)
        except psutil.Error:
            continue
    return found


def kill_something(process, rng) -> str:
    """Kill -9 a worker (the grader while there is none), the grader, or everything it started; says which."""
    workers = workers_of(process)
    what = rng.choice(["a worker" if workers else "the grader", "the grader", "all"])
    if what == "a worker":
        rng.choice(workers).kill()
    elif what == "all":
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()
    return what


def gone(processes: list[psutil.Process], seconds: float = 30) -> list:
    return psutil.wait_procs(processes, timeout=seconds)[1]


def test_grades_are_the_same_after_ten_kills(make_class, start_grading):
    seed = int(os.environ.get(SEED_VARIABLE) or random.randrange(2**32))
    print(f"The moments and victims are drawn from {SEED_VARIABLE}={seed}", flush=True)
    calm, killed = make_class("calm", STUDENTS, 0.3), make_class("killed", STUDENTS, 0.3)
    began = time.monotonic()
    undisturbed = start_grading(calm)
    said, _ = undisturbed.communicate(timeout=400)
    assert undisturbed.returncode == 0, said[-2000:]
    whole = time.monotonic() - began

    rng, kills, first_seen = random.Random(seed), [], {}
    process = start_grading(killed)
    while len(kills) < KILLS:
        time.sleep(rng.uniform(0.1, 0.6 * whole))
        if process.poll() is not None:  # it came to its end before this kill: everything is run anew
            for folder in ("results", "autograded", "feedback"):
                shutil.rmtree(killed / folder, ignore_errors=True)
            (killed / "gradebook.db").unlink(missing_ok=True)
            first_seen.clear()
            process = start_grading(killed)
            continue
        family = descendants(process)
        kills.append(kill_something(process, rng))
        for path in (killed / "results").glob("*.json"):
            first_seen.setdefault(path.name, path.stat().st_mtime_ns)
        if kills[-1] != "a worker" or process.poll() is not None:
            process.wait()
            assert not gone(family), f"processes outlive the grader (seed {seed})"
            process.stdout.close()
            process = start_grading(killed)
    said, _ = process.communicate(timeout=400)
    assert process.returncode == 0, f"seed {seed}: {said[-2000:]}"

    assert ended_as(killed) == ended_as(calm), f"seed {seed}, killed {kills}"
    again = {name: (killed / "results" / name).stat().st_mtime_ns for name in first_seen}
    assert again == first_seen, f"finished work was repeated (seed {seed})"
    assert not list(killed.rglob("*.part"))


def test_worker_killed_while_it_starts_does_not_end_the_run(make_class, start_grading):
    process = start_grading(make_class("class", 4))
    while not (workers := workers_of(process)):
        assert process.poll() is None, process.stdout.read()[-2000:]
        time.sleep(0.02)
    workers[0].kill()
    said, _ = process.communicate(timeout=300)
    assert process.returncode == 0, said[-2000:]
    assert sorted(said.split()) == ["s00", "s01", "s02", "s03"]
