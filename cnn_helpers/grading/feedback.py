"""`check`, which students call in their notebook, and `judge`, which the graded copy calls.

>>> from cnn_helpers.grading.feedback import check
>>> import numpy as np
>>> def zero_pad(X, pad):
...     return np.pad(X, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
>>> check("zero_pad", zero_pad)
zero_pad: 5 of 5 points on the public cases. All right.
5.0
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from . import published
from .display import show
from .judging import helpers_called, judge_hidden, judge_public, references_for
from .results import QuestionResult
from .seeds import CLASS_VARIABLE, seed_for


class Points(float):
    """A number of points: nbgrader reads the number, and a page shows the box above it alone."""

    def _repr_html_(self) -> str:
        return "<span></span>"


def check(name: str, function: Callable) -> float:
    """Try `function` on the public cases of question `name`, show what is right and wrong; return the points.

    Raises ValueError when there is no such question, and TypeError when `function` cannot be called.
    """
    question = published.find(name)
    _callable(name, function)
    if os.environ.get("NBGRADER_EXECUTION") == "autograde":
        return 0.0  # `judge`, in the same cell, tries the public cases too
    result = judge_public(question, function)
    if not result.right and not result.mistake:
        helpers = _helpers(question, function)
        result.note = _mend_first(
            [h for h in helpers if not judge_public(published.find(h), helpers[h]).right]
        )
    show(result, "on the public cases")
    return Points(result.points)


def judge(name: str, function: Callable) -> float:
    """Points for `function` on public and hidden cases, for the instructor's copy of a notebook.

    Hidden cases come from CNN_COURSE_SOLUTIONS, their values from the seed of the class at CNN_COURSE_CLASS.
    A wrong helper costs marks in its own question alone: a family that is right with a right helper is kept.
    """
    from .solution import load

    question = published.find(name)
    _callable(name, function)
    class_dir = os.environ.get(CLASS_VARIABLE)  # unset when an instructor just tries the notebook
    seed = seed_for(Path(class_dir), question.assignment) if class_dir else 0
    result = grade(load(question.assignment), name, function, seed)
    show(result, "")
    return Points(result.points)


def grade(solution, name: str, function: Callable, seed: int) -> QuestionResult:
    """The result of one question on public and hidden cases."""
    result = _public_and_hidden(solution, name, function, seed)
    if result.right:
        return result
    helpers = _helpers(published.find(name), function)
    failing = [h for h in helpers if not _public_and_hidden(solution, h, helpers[h], seed).right]
    if failing:
        with references_for(failing, solution, function):
            mended = _public_and_hidden(solution, name, function, seed)
        if mended.points > result.points:
            mended.note = _mend_first(failing)
            return mended
    return result


def _public_and_hidden(solution, name: str, function: Callable, seed: int) -> QuestionResult:
    """The function as it stands; a family is won when all its public and hidden cases are right."""
    result = judge_public(published.find(name), function)
    passed = [family.title for family in result.families if family.passed]
    lost = judge_hidden(solution.assignment.question(name), solution, function, seed, passed)
    for family in result.families:
        if family.title in lost:
            family.points = 0.0
            family.case, family.problem = lost[family.title]
    return result


def _helpers(question, function: Callable) -> dict[str, Callable]:
    """The questions that this function calls, as the student wrote them."""
    return {name: function.__globals__[name] for name in helpers_called(function, question.helpers)}


def _mend_first(helpers: list[str]) -> str:
    if not helpers:
        return ""
    names = " and ".join(f"`{helper}`" for helper in helpers)
    return f"It calls your {names}: mend {names} first."


def _callable(name: str, function) -> None:
    if not callable(function):
        given = type(function).__name__
        raise TypeError(f"check({name!r}, ...) was given {given}; the function itself is needed, without ()")
