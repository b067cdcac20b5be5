"""Judging one function: public cases while a student works, public and hidden ones when it is graded."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager

from .answers import Caller, Outcome
from .comparison import difference
from .delegation import without
from .published import PublicQuestion
from .questions import Question
from .results import FamilyResult, QuestionResult
from .solution import Solution

NOT_WRITTEN = "not written yet: replace `raise NotImplementedError()` with your code"


def judge_public(question: PublicQuestion, function: Callable) -> QuestionResult:
    """Points won on the public cases, and the recognised mistake."""
    result = QuestionResult(question.name, question.points)
    outcomes, call = [], Caller(function)
    with without(question.forbidden, _namespace(function)):
        for family in question.families:
            given = [call(case.args) for case, _ in family.cases]
            judged = zip(family.cases, given, strict=True)
            lost = _first_problem(family, ((case, answer, outcome) for (case, answer), outcome in judged))
            result.families.append(_family_result(family, lost))
            outcomes.append(given)
    if not result.right:
        result.mistake, result.hint = question.recognise(outcomes)
    return result


def judge_hidden(
    question: Question, solution: Solution, function: Callable, seed: int, families: Iterable[str]
) -> dict[str, tuple[str, str]]:
    """Of the families named, those lost on hidden cases drawn from `seed`: title -> (case, problem)."""
    lost = {}
    call, answer_of = Caller(function), Caller(solution.references[question.name])
    with without(solution.assignment.forbidden, _namespace(function)):
        for family in question.families:
            if family.title not in families:
                continue
            cases = question.hidden_cases(family, seed)
            given = [call(case.args) for case in cases]
            expected = [family.take(answer_of(case.args)).value for case in cases]
            judged = ((c, e, g) for c, e, g in zip(cases, expected, given, strict=True))
            problem = _first_problem(family, judged, taken=True)
            if problem:
                lost[family.title] = problem
    return lost


def _first_problem(family, judged, taken: bool = False) -> tuple[str, str] | None:
    """The first wrong case of a family: in words, and what was different."""
    for case, answer, outcome in judged:
        expected = answer if taken else family.take(Outcome(answer)).value
        problem = explain(expected, family.take(outcome), family.part.name if family.part else "the answer")
        if problem:
            return case.words, problem
    return None


def explain(expected, outcome: Outcome, name: str) -> str | None:
    """What is different about one answer; None when it is right."""
    if outcome.error == "NotImplementedError":
        return NOT_WRITTEN
    if outcome.error == "TimeLimit":
        return f"{outcome.text}: is there a loop that never ends?"
    if outcome.error == "NotPlain":
        return f"what comes back cannot be judged: {outcome.text}"
    if outcome.error:
        return f"it raises {outcome.error}: {outcome.text}"
    return difference(expected, outcome.value, name)


def _family_result(family, lost) -> FamilyResult:
    if lost:
        return FamilyResult(family.title, 0.0, family.points, *lost)
    return FamilyResult(family.title, family.points, family.points)


def _namespace(function: Callable) -> dict:
    """The globals a function was written among: a notebook's variables."""
    return getattr(function, "__globals__", {})


def helpers_called(function: Callable, helpers: tuple[str, ...]) -> list[str]:
    """Which of `helpers` the function's own code names."""

    def names(code) -> set[str]:
        inner = (constant for constant in code.co_consts if hasattr(constant, "co_names"))
        return set(code.co_names).union(*(names(constant) for constant in inner))

    code = getattr(function, "__code__", None)
    return [helper for helper in helpers if code and helper in names(code) and helper in _namespace(function)]


@contextmanager
def references_for(helpers: list[str], solution: Solution, function: Callable) -> Iterator[None]:
    """While this lasts, the function calls right versions of `helpers` in place of the student's."""
    namespace = _namespace(function)
    own = {helper: namespace[helper] for helper in helpers}
    namespace.update({helper: solution.references[helper] for helper in helpers})
    try:
        yield
    finally:
        namespace.update(own)
