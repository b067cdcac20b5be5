"""Grading a class folder: every submission ends as a row, whatever is in it."""

from __future__ import annotations

import json
import multiprocessing
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import repeat
from pathlib import Path

import nbformat

from .class_config import write_config
from .display import RESULT_MIME
from .memory import key_of, recall, remember
from .nbgrader_setup import prepare_environment, settings
from .release import generate, quiet_log, write_sources
from .results import QuestionResult
from .seeds import seed_for
from .solution import assignment_names, load
from .tables import Grade, QuestionGrade, write


@dataclass(frozen=True)
class Submission:
    """One student's folder for one assignment."""

    student: str
    assignment: str
    notebook: Path


class CannotBeRun(Exception):
    """A submission that is no notebook, or that nbgrader cannot get through."""


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
            autograde(submission, config)
            results = judged(class_dir, submission)
        except CannotBeRun as problem:
            status, reason = "failed", str(problem)
    rows = [_question_grade(submission, question, results.get(question.name), reason) for question in asked]
    total, most = sum(row.score for row in rows), sum(question.points for question in asked)
    seconds = round(time.perf_counter() - started, 2)
    grade = Grade(submission.student, submission.assignment, total, most, status, reason, seconds)
    if status == "graded":
        remember(class_dir, key, grade, rows)
    return grade, rows


def readable(path: Path) -> None:
    """Raises CannotBeRun, with a reason for people, when the file is no notebook."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        notebook = nbformat.reads(json.dumps(data), as_version=4)
        nbformat.validate(notebook)
    except UnicodeDecodeError:
        raise CannotBeRun("the file is not text in UTF-8") from None
    except json.JSONDecodeError as problem:
        what = "the file is empty" if not path.stat().st_size else f"the file is not valid JSON: {problem}"
        raise CannotBeRun(what) from None
    except Exception as problem:
        first = str(problem).strip().splitlines()[0] if str(problem).strip() else type(problem).__name__
        raise CannotBeRun(f"the file is JSON but not a notebook: {first[:200]}") from None


def autograde(submission: Submission, config) -> None:
    """Stock nbgrader: sanitise, execute, record, and write the feedback page. Raises CannotBeRun."""
    import logging
    import warnings

    warnings.simplefilter("ignore")  # SQLAlchemy's advice to nbgrader's authors
    logging.getLogger("traitlets").setLevel(logging.CRITICAL)
    from nbgrader.converters import Autograde, GenerateFeedback
    from nbgrader.coursedir import CourseDirectory

    coursedir = CourseDirectory(config=config)
    coursedir.assignment_id, coursedir.student_id = submission.assignment, submission.student
    for kind in (Autograde, GenerateFeedback):
        converter = kind(coursedir=coursedir, config=config)
        converter.force = True
        converter.log = quiet_log()
        try:
            converter.start()
        except (Exception, SystemExit) as problem:
            cause = problem.__cause__ or problem.__context__ or problem
            first = str(cause).strip().splitlines()[0] if str(cause).strip() else ""
            raise CannotBeRun(f"nbgrader stopped: {type(cause).__name__}: {first[:200]}") from problem


def judged(class_dir: Path, submission: Submission) -> dict[str, tuple[float, QuestionResult, str]]:
    """For each question: nbgrader's points, what `judge` said of it, and the error its cell ended with."""
    from nbgrader.utils import determine_grade, is_grade

    path = class_dir / "autograded" / submission.student / submission.assignment / submission.notebook.name
    results = {}
    for cell in nbformat.read(path, as_version=4).cells:
        if not is_grade(cell):
            continue
        name = cell.metadata.nbgrader.grade_id.removesuffix("-check")
        said = [o.data[RESULT_MIME] for o in cell.outputs if RESULT_MIME in o.get("data", {})]
        points, most = determine_grade(cell)
        result = QuestionResult.from_dict(said[-1]) if said else QuestionResult(name, most)
        results[name] = (points, result, _error(cell))
    return results


def _error(cell) -> str:
    """The last line of what a cell raised, if it raised."""
    raised = [output for output in cell.outputs if output.output_type == "error"]
    return f"{raised[-1].ename}: {raised[-1].evalue}" if raised else ""


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
