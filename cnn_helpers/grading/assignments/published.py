"""What students get of a question: its public cases with their answers, and fingerprints of known mistakes.

`cnn-course release` writes one JSON file an assignment into this package. It holds numbers, titles and hints:
no reference, no hidden case and no mistake's code.
"""

from __future__ import annotations

import inspect
import json
import os
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from ..values import answer_parts, goals
from ..values.answers import Outcome, from_json, to_json
from ..values.fingerprints import fingerprint
from ..values.goals import Accuracy
from ..values.limits import Limits
from .function_calls import asking
from .kept_numbers import as_text
from .questions import Case, Family, Mistake, Part, Question, Remark

if TYPE_CHECKING:  # it reads notebooks, which a student's `check` has no need to import
    from .solution import Solution

FOLDER_VARIABLE = "CNN_COURSE_PUBLISHED"
ASSIGNMENT_VARIABLE = "CNN_COURSE_ASSIGNMENT"  # which one a notebook is that does not say so itself


def folder() -> Path:
    """Where the files are: CNN_COURSE_PUBLISHED, or inside this package."""
    return Path(os.environ.get(FOLDER_VARIABLE) or Path(__file__).parent / "published")


@dataclass(frozen=True)
class PublicFamily:
    """A family as students have it: each case beside the right answer, or the labels where there is a goal."""

    title: str
    points: float
    part: Part | None
    cases: tuple[tuple[Case, object], ...]
    goal: Accuracy | None = None

    def take(self, outcome: Outcome) -> Outcome:
        return self.part.take(outcome) if self.part else outcome


@dataclass(frozen=True)
class PublicQuestion:
    """A question as students have it; `mistakes` are (name, hint, fingerprints, one for each public case).

    `forbidden` holds the assignment's modules and the question's own; `probe_source` the text of its probe;
    `parameters` are the names of the function's arguments.
    """

    assignment: str
    name: str
    points: float
    helpers: tuple[str, ...]
    forbidden: tuple[str, ...]
    families: tuple[PublicFamily, ...]
    mistakes: tuple[tuple[str, str, list], ...]
    probe_source: str | None = None
    call_seconds: float = Limits.call_seconds
    remarks: tuple[Remark, ...] = ()
    parameters: tuple[str, ...] = ()

    def remark(self, outcomes: list[list[Outcome]]) -> str:
        """What is said about a right answer of this kind; mostly nothing."""
        return " ".join(filter(None, (remark.said(outcomes[0][0]) for remark in self.remarks)))


def told_apart_by(family: Family | PublicFamily, expected: object, outcome: Outcome) -> Outcome:
    """What of an outcome tells one mistake from another; `expected` are the labels where there is a goal."""
    taken = family.take(outcome)
    return family.goal.verdict(expected, taken) if family.goal else taken


def right_answer(name: str, family: Family | PublicFamily, case: Case, outcome: Outcome) -> object:
    """What answers to a case are compared with: the reference's answer, or the labels where there is a goal.

    Raises ValueError when the reference failed, has no such part or missed the goal.
    """
    problem = outcome.error and f"the reference fails: {outcome.error}: {outcome.text}"
    taken = family.take(outcome)
    if not problem and taken.error:
        problem = f"the reference's answer has no such part: {taken.text}"
    if not problem and family.goal:
        missed = family.goal.problem(case.labels, taken.value, "the answer")
        problem = missed and f"the reference misses the goal: {missed}"
    if problem:
        raise ValueError(f"{name}, {case.words}: {problem}")
    return case.labels if family.goal else outcome.value


def publish(solution: Solution) -> str:
    """The text of the assignment's JSON file; its last digits may hang on the processor (see `kept_numbers`)."""
    questions = []
    for question in solution.assignment.questions:
        call = _answering(solution, question, solution.references[question.name])
        families = []
        for family in question.families:
            cases = []
            for case in question.public_cases(family):
                answer = right_answer(question.name, family, case, call(case.args))
                if family.part and not family.goal:
                    answer = family.part.needed(answer)
                cases.append({"args": to_json(case.args), "words": case.words, "answer": to_json(answer)})
            part = family.part.to_dict() if family.part else None
            declared = {"title": family.title, "points": family.points, "part": part}
            goal = {"goal": family.goal.to_dict()} if family.goal else {}
            families.append(declared | goal | {"cases": cases})
        mistakes = [
            {
                "name": mistake.name,
                "hint": mistake.hint,
                "fingerprints": fingerprints_of(solution, question, mistake),
            }
            for mistake in question.mistakes
        ]
        questions.append(
            {"name": question.name, "points": question.points, "helpers": list(question.helpers)}
            | {"parameters": list(inspect.signature(solution.references[question.name]).parameters)}
            | _own_rules(question)
            | {"families": families, "mistakes": mistakes}
            | _remarks(question)
        )
    data: dict = {"assignment": solution.assignment.name, "title": solution.assignment.title}
    if solution.assignment.limits.call_seconds != Limits.call_seconds:
        data |= {"call_seconds": solution.assignment.limits.call_seconds}
    if solution.assignment.files:
        data |= {"files": list(solution.assignment.files)}
    data |= {"forbidden": list(solution.assignment.forbidden), "questions": questions}
    return as_text(data)


def _own_rules(question: Question) -> dict:
    """What a question forbids beside its assignment, and how its function is called, where it says so."""
    rules = {"forbidden": list(question.forbidden), "probe": question.probe_source}
    return {name: rule for name, rule in rules.items() if rule}


def _remarks(question: Question) -> dict:
    """The remarks of a question that has any."""
    told = [{"text": one.text, "part": one.part.to_dict(), "value": one.value} for one in question.remarks]
    return {"remarks": told} if told else {}


def _answering(solution: Solution, question: Question, function: Callable) -> Callable[..., Outcome]:
    """What gives the function's outcome for a case's arguments; what the function prints is dropped."""
    call = asking(question, function, solution.assignment.limits.call_seconds)

    def answer(args: tuple) -> Outcome:
        with open(os.devnull, "w") as nowhere, redirect_stdout(nowhere), redirect_stderr(nowhere):
            return call(args)

    return answer


def fingerprints_of(solution: Solution, question: Question, mistake: Mistake) -> list[list]:
    """What tells a known mistake: one fingerprint for each public case."""
    call = _answering(solution, question, solution.mistaken(question, mistake))
    return [
        fingerprint(told_apart_by(family, case.labels, call(case.args)))
        for family in question.families
        for case in question.public_cases(family)
    ]


@cache
def find(name: str, assignment: str | None = None) -> PublicQuestion:
    """The published question `name` of an assignment.

    Where none is named it is that of the only assignment with such a question or, of several, the one that
    CNN_COURSE_ASSIGNMENT names. Raises ValueError that says what there is, or what to write.
    """
    data, question = _found(name, assignment)
    families = tuple(
        PublicFamily(
            family["title"],
            family["points"],
            answer_parts.from_dict(family["part"]) if family["part"] else None,
            tuple((Case(from_json(c["args"]), c["words"]), from_json(c["answer"])) for c in family["cases"]),
            goals.from_dict(family["goal"]) if "goal" in family else None,
        )
        for family in question["families"]
    )
    mistakes = tuple((m["name"], m["hint"], m["fingerprints"]) for m in question["mistakes"])
    return PublicQuestion(
        data["assignment"],
        name,
        question["points"],
        tuple(question["helpers"]),
        tuple(dict.fromkeys(data["forbidden"] + question.get("forbidden", []))),
        families,
        mistakes,
        question.get("probe"),
        data.get("call_seconds", Limits.call_seconds),
        tuple(
            Remark(one["text"], answer_parts.from_dict(one["part"]), one["value"])
            for one in question.get("remarks", [])
        ),
        tuple(question["parameters"]),
    )


def points_of(assignment: str) -> dict[str, float]:
    """The questions of a published assignment, in their order, with what each is worth."""
    data = json.loads((folder() / f"{assignment}.json").read_text(encoding="utf-8"))
    return {question["name"]: question["points"] for question in data["questions"]}


def _found(name: str, assignment: str | None) -> tuple[dict, dict]:
    """The assignment's data and the question's."""
    paths = sorted(folder().glob("*.json"))
    if assignment and assignment not in (path.stem for path in paths):
        there_are = ", ".join(path.stem for path in paths) or "none"
        raise ValueError(f"there is no assignment {assignment!r}; there are: {there_are}")
    read = [json.loads(path.read_text(encoding="utf-8")) for path in paths if assignment in (None, path.stem)]
    every = [(data, question) for data in read for question in data["questions"]]
    found = {data["assignment"]: (data, question) for data, question in every if question["name"] == name}
    if not found:
        there_are = ", ".join(question["name"] for _, question in every) or "none"
        of_it = f" in {assignment}" if assignment else ""
        raise ValueError(f"there is no question {name!r}{of_it}; there are: {there_are}")
    chosen = next(iter(found)) if len(found) == 1 else os.environ.get(ASSIGNMENT_VARIABLE)
    if chosen not in found:
        raise ValueError(
            f"{name!r} is a question of several assignments: {', '.join(found)}. Say which is meant, for "
            f'example in a cell of your own: check = check_for("{next(iter(found))}"), after '
            "from cnn_helpers.grading.feedback import check_for"
        )
    return found[chosen]
