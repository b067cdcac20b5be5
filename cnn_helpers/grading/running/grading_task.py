"""Everything a worker needs to run and judge one assignment's submissions: cases, right answers, limits.

A grading task is drawn once for a class, from its seed; workers get it as it is and need no solutions folder.
"""

from __future__ import annotations

import ast
import hashlib
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from pathlib import Path

import nbformat

from ..assignments import published
from ..assignments.function_calls import asking
from ..assignments.published import PublicQuestion, right_answer
from ..assignments.questions import Case, Question
from ..assignments.solution import Solution
from ..judging.judge import Cases
from ..values.answers import Outcome
from ..values.limits import Limits

GRADING = Path(__file__).parents[1]
PACKAGE = GRADING.parent
UNRELATED = {"recording", "reporting", "handing_in"}  # these change how results are shown, not what they are
VERSIONS = ("numpy", "ipykernel", "nbclient", "nbgrader", "keras", "tensorflow")


@dataclass
class LocalAnswerKey:
    """An assignment's questions with the right answers; hidden ones are computed when they are first asked for."""

    solution: Solution
    seed: int
    _hidden: dict[str, Cases] = field(default_factory=dict)

    def public(self, name: str) -> PublicQuestion:
        return published.find(name, self.solution.assignment.name)

    def hidden(self, name: str) -> Cases:
        if name not in self._hidden:
            self._hidden[name] = _hidden_cases(self.solution, name, self.seed)
        return self._hidden[name]


@cache
def answer_key_of(solution: Solution, seed: int) -> LocalAnswerKey:
    """The answer key for a class's seed; made once a process."""
    return LocalAnswerKey(solution, seed)


def _hidden_cases(solution: Solution, name: str, seed: int) -> Cases:
    """The hidden cases beside what answers are compared with, made in this process.

    The labels of a goal stand in its cases, so the reference is not asked: it would train for half a minute, once
    for each notebook that nbgrader grades. A class's grading task asks it (`draw` with `answering`), once.
    """
    question = solution.assignment.question(name)
    seconds = max(60, 2 * solution.assignment.limits.call_seconds)
    answer_of = asking(question, solution.references[name], seconds)
    return {
        family.title: tuple(
            (case, case.labels if family.goal else right_answer(name, family, case, answer_of(case.args)))
            for case in question.hidden_cases(family, seed)
        )
        for family in question.families
    }


def _drawn(solution: Solution, name: str, seed: int) -> dict[str, list[Case]]:
    """A question's hidden cases by family."""
    question = solution.assignment.question(name)
    return {family.title: question.hidden_cases(family, seed) for family in question.families}


def _arguments(drawn: dict[str, list[Case]]) -> list[tuple]:
    return [case.args for cases in drawn.values() for case in cases]


def _beside(question: Question, drawn: dict[str, list[Case]], outcomes: list[Outcome]) -> Cases:
    """Cases beside the right answers (or labels). Raises ValueError when the reference failed on one."""
    left, answered = iter(outcomes), {}
    families = {family.title: family for family in question.families}
    for title, cases in drawn.items():
        pairs = [(case, next(left)) for case in cases]
        answered[title] = tuple(
            (case, right_answer(question.name, families[title], case, outcome)) for case, outcome in pairs
        )
    return answered


@dataclass(frozen=True)
class SandboxSettings:
    """What a sandbox is opened with, for one assignment.

    Where nothing but the sample class's notebooks is to run (`made_up`), it may do without walls if none holds.
    """

    preload: tuple[str, ...]
    forbidden: tuple[str, ...]
    limits: Limits
    unsafe: bool = False
    made_up: bool = False


def sandbox_settings(solution: Solution, unsafe: bool = False, made_up: bool = False) -> SandboxSettings:
    """The assignment's sandbox: `preload` are the modules that its import cell names."""
    assignment = solution.assignment
    return SandboxSettings(
        _imported(solution.cells[0]), assignment.forbidden, assignment.limits, unsafe, made_up
    )


@dataclass(frozen=True)
class GradingTask:
    """One assignment as workers get it.

    `released` is the student's notebook, `sources` the instructor's solution cells in order (they run only where
    no student's code is); `digest` changes with anything that could change a score. `own` are the digests of the
    sample class's notebooks, the only ones that may run without walls.
    """

    assignment: str
    questions: dict[str, PublicQuestion]
    answers: dict[str, Cases]
    released: str
    sources: tuple[str, ...]
    settings: SandboxSettings
    digest: str
    own: frozenset[str] = frozenset()

    @property
    def limits(self) -> Limits:
        return self.settings.limits

    @property
    def forbidden(self) -> tuple[str, ...]:
        return self.settings.forbidden

    def public(self, name: str) -> PublicQuestion:
        return self.questions[name]

    def hidden(self, name: str) -> Cases:
        return self.answers[name]


Answering = Callable[[dict[str, tuple[str | None, list[tuple]]]], dict[str, list[Outcome]]]


def draw(
    solution: Solution,
    seed: int,
    released: nbformat.NotebookNode,
    settings: SandboxSettings,
    answering: Answering | None = None,
) -> GradingTask:
    """The grading task of an assignment for a class's seed. Raises ValueError when a reference fails on a case.

    `answering` gives the right answers from somewhere else: for each question's name, its probe and cases, the
    outcomes. Without it the references run in this process.
    """
    questions = solution.assignment.by_name
    if answering:
        drawn = {name: _drawn(solution, name, seed) for name in questions}
        asked = {name: (questions[name].probe_source, _arguments(cases)) for name, cases in drawn.items()}
        given = answering(asked)
        answers = {name: _beside(questions[name], cases, given[name]) for name, cases in drawn.items()}
    else:
        answers = {name: answer_key_of(solution, seed).hidden(name) for name in questions}
    return GradingTask(
        solution.assignment.name,
        {name: published.find(name, solution.assignment.name) for name in questions},
        answers,
        nbformat.writes(released),
        solution.cells,
        settings,
        digest_of(solution, seed),
    )


def _rooms_named_in(files: list[Path]) -> list[Path]:
    """The Python files of the package's other rooms that these files name: pictures may be made there."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in files)
    rooms = {PACKAGE / name for name in re.findall(r"cnn_helpers\.(\w+)", text)} - {GRADING}
    return sorted(path for room in rooms for path in room.rglob("*.py"))


def _imported(source: str) -> tuple[str, ...]:
    """The modules that an import cell names, forbidden ones of this package aside."""
    names: list[str] = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.append(node.module)
    return tuple(dict.fromkeys(names))


def digest_of(solution: Solution, seed: int) -> str:
    """A digest of all that a score hangs on.

    The solution folder and the rooms of `cnn_helpers` that it names, feedback data, this package, versions, seed.
    """
    versions = " ".join([sys.version, *(version(name) for name in VERSIONS)])
    digest = hashlib.sha256(
        f"{solution.assignment.name} {seed} {versions} {solution.assignment.limits}".encode()
    )
    declared = sorted(path for path in solution.folder.rglob("*") if path.suffix in (".py", ".md"))
    sources = [
        *declared,
        *_rooms_named_in(declared),
        *sorted(PACKAGE.glob("*.py")),
        *sorted(p for p in GRADING.rglob("*.py") if not UNRELATED & set(p.relative_to(GRADING).parts)),
        published.folder() / f"{solution.assignment.name}.json",
    ]
    for path in sources:
        content = path.read_bytes()
        digest.update(f"{path.name} {len(content)} ".encode() + content)
    return digest.hexdigest()
