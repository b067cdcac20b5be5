"""Grading a class folder: every submission ends as a row, whatever is in it."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path

from .class_config import write_config
from .memory import forget_without_gradebook, key_of, recall, remember
from .nbgrader_setup import prepare_environment, settings
from .release import generate, write_sources
from .seeds import seed_for
from .solution import assignment_names, load
from .stock import CannotBeRun, autograde, judged, readable
from .tables import Grade, QuestionGrade, write


@dataclass(frozen=True)
class Submission:
    """One student's folder for one assignment."""

    student: str
    assignment: str
    notebook: Path


def submissions(class_dir: Path) -> list[Submission]:
    """What is under submitted/STUDENT/: one for each student and each assignment anyone handed in.

    Raises FileNotFoundError when there is no such folder, ValueError when it holds no known assignment.
    """
    root = class_dir / "submitted"
    if not root.is_dir():
        raise FileNotFoundError(f"{root} does not exist; put notebooks at submitted/STUDENT/NAME/NAME.ipynb")
    students = sorted(folder for folder in root.iterdir() if folder.is_dir())
    handed_in = {folder.name for student in students for folder in student.iterdir() if folder.is_dir()}
    known = [name for name in assignment_names() if name in handed_in]
    if not known:
        raise ValueError(f"{root} holds none of the assignments {', '.join(assignment_names())}")
    return [
        Submission(student.name, name, student / name / f"{name}.ipynb")
        for student in students
        for name in known
    ]


def grade_class(
    class_dir: Path, workers: int = 1, progress: Callable[[Grade], None] = lambda grade: None
) -> list[Grade]:
    """Grade everything under `class_dir`; write grades.csv, questions.csv, gradebook, autograded and feedback.

    `workers` submissions run at a time; `progress` is called after each. Raises what `submissions` raises.
    """
    class_dir = Path(class_dir).resolve()
    every = submissions(class_dir)
    prepare_environment(class_dir)
    forget_without_gradebook(class_dir)
    config = settings(class_dir)
    write_sources(class_dir / "source")
    write_config(class_dir)
    for name in sorted({submission.assignment for submission in every}):
        seed_for(class_dir, name)
        generate(name, config)
    grades, questions = [], []
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(workers, len(every)), mp_context=spawn) as pool:
        for grade, rows in pool.map(grade_one, every, repeat(class_dir), repeat(config)):
            grades.append(grade)
            questions += rows
            progress(grade)
    write(class_dir / "grades.csv", Grade, grades)
    write(class_dir / "questions.csv", QuestionGrade, questions)
    return grades


def grade_one(submission: Submission, class_dir: Path, config) -> tuple[Grade, list[QuestionGrade]]:
    """One submission's row and its questions' rows."""
    started = time.perf_counter()
    asked = load(submission.assignment).assignment.questions
    status, reason, results = "graded", "", {}
    if not submission.notebook.exists():
        status, reason = "missing", f"no {submission.notebook.name}"
    else:
        key = key_of(submission.notebook, submission.assignment, seed_for(class_dir, submission.assignment))
        page = class_dir / "feedback" / submission.student / submission.assignment
        known = recall(class_dir, key, submission.student, page / f"{submission.assignment}.html")
        if known:
            return known
        try:
            readable(submission.notebook)
            autograde(submission.student, submission.assignment, config)
            results = judged(
                class_dir / "autograded" / submission.notebook.relative_to(class_dir / "submitted")
            )
        except CannotBeRun as problem:
            status, reason = "failed", str(problem)
    rows = [_question_grade(submission, question, results.get(question.name), reason) for question in asked]
    total, most = sum(row.score for row in rows), sum(question.points for question in asked)
    seconds = round(time.perf_counter() - started, 2)
    grade = Grade(submission.student, submission.assignment, total, most, status, reason, seconds)
    if status == "graded":
        remember(class_dir, key, grade, rows)
    return grade, rows


def _question_grade(submission, question, judged, reason) -> QuestionGrade:
    score, mistake, message = 0.0, "", reason
    if judged:
        score, result, error = judged
        mistake, message = result.mistake, error or result.message
    return QuestionGrade(
        submission.student,
        submission.assignment,
        question.name,
        float(score),
        float(question.points),
        mistake,
        message,
    )
