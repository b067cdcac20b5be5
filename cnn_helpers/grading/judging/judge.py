"""Judging one function by its answers: public cases while a student works, public and hidden ones when graded.

The answers come from `ask`, wherever the function is: in this process, or in a sandbox that this process does
not trust. Comparing happens here.
"""

from __future__ import annotations

import builtins
from collections.abc import Callable, Iterable, Mapping
from types import CodeType
from typing import Protocol

import numpy as np

from ..assignments.published import PublicFamily, PublicQuestion
from ..assignments.questions import Case
from ..values.answer_parts import TOGETHER
from ..values.answers import Outcome
from ..values.comparison import difference
from ..values.goals import Accuracy
from ..values.probes import global_names
from ..values.results import FamilyResult, QuestionResult
from .naming import known, named

NOT_WRITTEN = "not written yet: replace `raise NotImplementedError()` with your code"

# Errors that the course raises itself: their names say nothing to a student, their texts do.
OWN_ERRORS = "ArgumentChanged", "Delegated", "NoBatch", "NotInEveryModel", "PicturesAlone"

TAKE_AN_AXIS = "max", "min"

Cases = dict[
    str, tuple[tuple[Case, object], ...]
]  # by family: each case beside the right answer or its labels


class StudentFunctions(Protocol):
    """Someone whose functions can be asked for answers."""

    def ask(self, name: str, cases: list[tuple], mended: tuple[str, ...] = ()) -> list[Outcome]:
        """What the function answers to each case's arguments, while right versions stand in for `mended`."""

    def helpers_of(self, name: str) -> list[str]:
        """The questions whose functions this function calls."""

    def overwritten_in(self, name: str) -> list[str]:
        """The names of Python's own functions that this function uses, and that the notebook has overwritten."""


class AnswerKey(Protocol):
    """An assignment's questions with the right answers to all cases."""

    def public(self, name: str) -> PublicQuestion: ...

    def hidden(self, name: str) -> Cases: ...


def grade(answer_key: AnswerKey, name: str, functions: StudentFunctions) -> QuestionResult:
    """The result of one question on public and hidden cases.

    A wrong helper costs marks in its own question alone: what is right with right helpers is kept. So is what is
    right with the course's helpers where the student's are right by themselves and do not fit together.
    """
    result = name_overwritten(_public_and_hidden(answer_key, name, functions, ()), functions)
    helpers = () if result.right else tuple(functions.helpers_of(name))
    if not helpers:
        return result
    failing = _failing(answer_key, helpers, functions)
    mended = _public_and_hidden(answer_key, name, functions, failing or helpers)
    if failing and not known(result.mistake):
        result.mistake = result.hint = (
            ""  # what a wrong helper does to the answer is no mistake of its caller
        )
    if _worth(mended) <= _worth(result):
        return result
    at_fault = [one for helper in failing for one in _at_fault(answer_key, helper, functions)]
    mended.note = judged_with_right(dict.fromkeys(at_fault)) if failing else judged_with_ours(helpers)
    return mended


def _worth(result: QuestionResult) -> tuple[float, int]:
    """Its points, and how sure the name of its mistake is."""
    return result.points, 2 if known(result.mistake) else 1 if result.mistake else 0


def name_overwritten(result: QuestionResult, functions: StudentFunctions) -> QuestionResult:
    """The same result; where it is not right and one of Python's own functions is overwritten, that is the mistake."""
    names = [] if result.right else functions.overwritten_in(result.question)
    if names:
        result.mistake = "builtin-overwritten"
        result.hint = (
            f"{_written(names)} is Python's own no more: something in this notebook took the name. Rename that, "
            f"restart "
            "the kernel and run all cells again."
        )
    return result


def _failing(answer_key: AnswerKey, names: Iterable[str], functions: StudentFunctions) -> tuple[str, ...]:
    return tuple(name for name in names if not _public_and_hidden(answer_key, name, functions, ()).right)


def _at_fault(answer_key: AnswerKey, name: str, functions: StudentFunctions) -> list[str]:
    """Of a failing function and its helpers, those that are wrong themselves."""
    failing = _failing(answer_key, functions.helpers_of(name), functions)
    found = [one for helper in failing for one in _at_fault(answer_key, helper, functions)]
    right_with_right_ones = failing and _public_and_hidden(answer_key, name, functions, failing).right
    return found if right_with_right_ones else [name, *found]


def _public_and_hidden(
    answer_key: AnswerKey, name: str, functions: StudentFunctions, mended: tuple[str, ...]
) -> QuestionResult:
    """A family is won when all its public and hidden cases are right."""
    result = judge_public(answer_key.public(name), lambda cases: functions.ask(name, cases, mended))
    passed = [family.title for family in result.families if family.passed]
    lost = judge_hidden(
        answer_key.public(name),
        answer_key.hidden(name),
        lambda cases: functions.ask(name, cases, mended),
        passed,
    )
    for family in result.families:
        if family.title in lost:
            family.points = 0.0
            family.case, family.problem = lost[family.title]
            result.note = ""  # a remark is for those whose answer is right
    return result


def judge_public(question: PublicQuestion, ask: Callable[[list[tuple]], list[Outcome]]) -> QuestionResult:
    """Points won on the public cases, and the recognised mistake."""
    result = QuestionResult(question.name, question.points)
    given = iter(ask([case.args for family in question.families for case, _ in family.cases]))
    outcomes = [[next(given) for _ in family.cases] for family in question.families]
    for family, answered in zip(question.families, outcomes, strict=True):
        result.families.append(_family_result(family, _first_problem(family, family.cases, answered)))
    if result.right:
        result.note = question.remark(outcomes)
    else:
        lost = [not family.passed for family in result.families]
        result.mistake, result.hint, result.group = named(question, outcomes, lost)
    return result


def judge_hidden(
    question: PublicQuestion,
    hidden: Cases,
    ask: Callable[[list[tuple]], list[Outcome]],
    titles: Iterable[str],
) -> dict[str, tuple[str, str]]:
    """Of the families named, those lost on hidden cases: title -> (case, problem)."""
    asked = [family for family in question.families if family.title in titles]
    given = iter(ask([case.args for family in asked for case, _ in hidden[family.title]]))
    lost = {}
    for family in asked:
        cases = hidden[family.title]
        problem = _first_problem(family, cases, [next(given) for _ in cases])
        if problem:
            lost[family.title] = problem
    return lost


def _first_problem(
    family: PublicFamily, cases: tuple[tuple[Case, object], ...], outcomes: list[Outcome]
) -> tuple[str, str] | None:
    """The first wrong case of a family: in words, and what was different."""
    name = family.part.name if family.part else "the answer"
    for (case, answer), outcome in zip(cases, outcomes, strict=True):
        expected = answer if family.goal else family.take(Outcome(answer)).value
        inside = family.part is not None and family.part.inside
        problem = explain(expected, family.take(outcome), name, family.goal, whole=not inside)
        if problem:
            return case.words, problem
    return None


def explain(
    expected: object, outcome: Outcome, name: str, goal: Accuracy | None = None, whole: bool = True
) -> str | None:
    """What is different about one answer (or how it misses its goal); None when it is right.

    `whole`: the outcome is all that came back, and no part of it.
    """
    if outcome.error == "NotImplementedError":
        return NOT_WRITTEN
    if outcome.error == "TimeLimit":
        return f"{outcome.text}: is there a loop that never ends, or far more work than is needed?"
    if outcome.error == "NotPlain":
        how = ", as a tuple or a list" if outcome.text.endswith(TOGETHER) else ""
        return f"what comes back cannot be judged: {outcome.text}{how}"
    if outcome.error == "NotAsked" or outcome.error in OWN_ERRORS:
        return outcome.text
    if outcome.error:
        where = f" (in `{outcome.line}`)" if outcome.line else ""
        return f"it raises {outcome.error}: {outcome.text}{where}"
    if goal:
        return goal.problem(expected, outcome.value, name)
    return difference(expected, outcome.value, name, whole=whole)


def _family_result(family: PublicFamily, lost: tuple[str, str] | None) -> FamilyResult:
    if lost:
        return FamilyResult(family.title, 0.0, family.points, *lost)
    return FamilyResult(family.title, family.points, family.points)


def mend_first(helpers: Iterable[str]) -> str:
    """What to say when a function fails because of those it calls; empty when there are none."""
    names = _written(helpers)
    return f"It calls your {names}: mend {names} first; a grader judges it with right ones." if names else ""


def judged_with_right(helpers: Iterable[str]) -> str:
    """What to say of a result that wrong helpers had no part in."""
    return f"It was judged with a right {_written(helpers)} in place of yours."


def judged_with_ours(helpers: Iterable[str]) -> str:
    """What to say of a result that the student's helpers, right by themselves, had no part in."""
    return (
        f"What it gets from your {_written(helpers)} is right but does not fit, such as a list where an array is "
        "used: it was judged with the course's own."
    )


def _written(names: Iterable[str]) -> str:
    return " and ".join(f"`{name}`" for name in names)


def overwritten_in(function: Callable | None, namespace: Mapping[str, object]) -> list[str]:
    """The names of Python's own functions that this one's code calls by name, and that stand for something else.

    What is no function any more, and NumPy's `max` and `min`, which take an axis where Python's take a number.
    """
    code = getattr(function, "__code__", None)
    used = dict.fromkeys(global_names(code)) if isinstance(code, CodeType) else {}
    return [
        name
        for name in used
        if name in namespace
        and callable(getattr(builtins, name, None))
        and (not callable(namespace[name]) or (name in TAKE_AN_AXIS and namespace[name] is getattr(np, name)))
    ]


def helpers_called(function: Callable | None, helpers: tuple[str, ...]) -> list[str]:
    """Which of `helpers` the function's own code names, or that of functions beside it which it names."""

    def names(code: CodeType) -> set[str]:
        inner = (constant for constant in code.co_consts if hasattr(constant, "co_names"))
        return set(code.co_names).union(*(names(constant) for constant in inner))

    found: set[str] = set()
    waiting, seen = [function], set()
    while waiting:
        code = getattr(function := waiting.pop(), "__code__", None)
        if not isinstance(code, CodeType) or code in seen:
            continue
        seen.add(code)
        named = names(code)
        found |= named
        beside = getattr(function, "__globals__", {})
        waiting += [beside[name] for name in named - set(helpers) if name in beside]
    return [helper for helper in helpers if helper in found]
