"""`check`, which students call in their notebook, and `judge`, which the graded copy calls.

A notebook says in its first code cell which assignment it is: two assignments may ask for functions of one name.

>>> from cnn_helpers.grading.feedback import check_for
>>> check = check_for("week1-step-by-step")
>>> import numpy as np
>>> def zero_pad(X, pad):
...     return np.pad(X, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
>>> check("zero_pad", zero_pad)
zero_pad: 5 of 5 points on the public cases. All right.
So far 5 of 100 points in this notebook; next: conv_single_step.
5.0
"""

from __future__ import annotations

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from .assignments import published
from .assignments.seeds import CLASS_VARIABLE, seed_for
from .judging.judge import grade as grade_student
from .judging.judge import judge_public, mend_first, name_overwritten
from .judging.local_functions import LocalFunctions
from .values.display import show
from .values.results import QuestionResult, points_text

if TYPE_CHECKING:
    from .assignments.solution import Solution


class Points(float):
    """A number of points: nbgrader reads the number, and a page shows the box above it alone."""

    def _repr_html_(self) -> str:
        return "<span></span>"


def check_for(assignment: str) -> Callable[[str, Callable], float]:
    """The `check` of one assignment's notebook."""
    return partial(check, assignment=assignment)


def check(name: str, function: Callable, assignment: str | None = None) -> float:
    """Try `function` on the public cases of question `name`, show what is right and wrong; return the points.

    `assignment` may be left out where one assignment alone has such a question, as notebooks did at first.
    Raises ValueError when there is no such question, or several, and TypeError when `function` cannot be called.
    """
    _callable(name, function)
    if os.environ.get("NBGRADER_EXECUTION") == "autograde":
        return 0.0  # the grader tries the public cases too
    question = published.find(name, assignment)
    student = LocalFunctions(name, function, assignment=question.assignment)
    result = name_overwritten(judge_public(question, lambda cases: student.ask(name, cases)), student)
    if not result.right and result.mistake != "builtin-overwritten":
        result.note = mend_first([h for h in student.helpers_of(name) if not _public(h, student).right])
    if result.note:
        result.mistake = result.hint = ""  # with a wrong helper another mistake may look like a known one
    show(result, "on the public cases", _so_far(question.assignment, result))
    return Points(result.points)


_won: dict[
    str, dict[str, float]
] = {}  # by assignment, in this kernel: the points of each question when last checked


def _so_far(assignment: str, result: QuestionResult) -> str:
    """The points of all questions that were checked in this kernel, and the next one after a right answer."""
    won = _won.setdefault(assignment, {})
    won[result.question] = result.points
    worth = published.points_of(assignment)
    left = [name for name in worth if name not in won or won[name] < worth[name]]
    said = f"So far {points_text(sum(won.values()))} of {points_text(sum(worth.values()))} points in this notebook"
    return f"{said}; next: {left[0]}." if result.right and left else f"{said}."


def judge(name: str, function: Callable, assignment: str | None = None) -> float:
    """Points for `function` on public and hidden cases, for the instructor's copy of a notebook.

    Hidden cases come from CNN_COURSE_SOLUTIONS, their values from the seed of the class at CNN_COURSE_CLASS.
    A wrong helper costs marks in its own question alone: a family that is right with a right helper is kept.
    """
    from .assignments.solution import load

    question = published.find(name, assignment)
    _callable(name, function)
    class_dir = os.environ.get(CLASS_VARIABLE)  # unset when an instructor just tries the notebook
    seed = seed_for(Path(class_dir), question.assignment) if class_dir else 0
    result = grade(load(question.assignment), name, function, seed)
    show(result, "")
    return Points(result.points)


def grade(solution: Solution, name: str, function: Callable, seed: int) -> QuestionResult:
    """The result of one question on public and hidden cases, asked in this process."""
    from .running.grading_task import answer_key_of

    return grade_student(answer_key_of(solution, seed), name, LocalFunctions(name, function, solution))


def _public(name: str, student: LocalFunctions) -> QuestionResult:
    return judge_public(student.public(name), lambda cases: student.ask(name, cases))


def _callable(name: str, function: object) -> None:
    if not callable(function):
        given = type(function).__name__
        raise TypeError(f"check({name!r}, ...) was given {given}; the function itself is needed, without ()")
