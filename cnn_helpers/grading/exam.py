"""Everything a worker needs to run and judge one assignment's submissions: cases, right answers, limits.

An exam is drawn once for a class, from its seed; workers get it as it is and need no solutions folder.
"""

from __future__ import annotations

import ast
import hashlib
import sys
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from pathlib import Path

import nbformat

from . import published
from .asking import asking
from .judging import Cases
from .limits import Limits
from .published import PublicQuestion
from .solution import Solution

HERE = Path(__file__).parent
UNRELATED = {"recording", "reporting", "handing_in"}  # these change how results are shown, not what they are
VERSIONS = ("numpy", "ipykernel", "nbclient", "nbgrader", "keras", "tensorflow")


@dataclass
class AnswerSheet:
    """An assignment's questions with the right answers; hidden ones are computed when they are first asked for."""

    solution: Solution
    seed: int
    _hidden: dict[str, Cases] = field(default_factory=dict)

    def public(self, name: str) -> PublicQuestion:
        return published.find(name)

    def hidden(self, name: str) -> Cases:
        if name not in self._hidden:
            self._hidden[name] = _hidden_cases(self.solution, name, self.seed)
        return self._hidden[name]


@cache
def paper_of(solution: Solution, seed: int) -> AnswerSheet:
    """The answer sheet for a class's seed; made once a process."""
    return AnswerSheet(solution, seed)


def _hidden_cases(solution: Solution, name: str, seed: int) -> Cases:
    question = solution.assignment.question(name)
    answer_of = asking(question, solution.references[name], seconds=60)
    hidden = {}
    for family in question.families:
        answered = []
        for case in question.hidden_cases(family, seed):
            outcome = answer_of(case.args)
            if outcome.error:
                raise ValueError(
                    f"{name}, {case.words}: the reference fails: {outcome.error}: {outcome.text}"
                )
            answered.append((case, outcome.value))
        hidden[family.title] = tuple(answered)
    return hidden


@dataclass(frozen=True)
class Exam:
    """One assignment as workers get it.

    `released` is the student's notebook, `sources` the instructor's solution cells in order (they run only where
    no student's code is), `preload` the modules that its import cell names; `digest` changes with anything that
    could change a score.
    """

    assignment: str
    questions: dict[str, PublicQuestion]
    answers: dict[str, Cases]
    released: str
    sources: tuple[str, ...]
    preload: tuple[str, ...]
    forbidden: tuple[str, ...]
    limits: Limits
    digest: str

    def public(self, name: str) -> PublicQuestion:
        return self.questions[name]

    def hidden(self, name: str) -> Cases:
        return self.answers[name]


def draw(solution: Solution, seed: int, released: nbformat.NotebookNode) -> Exam:
    """The exam of an assignment for a class's seed. Raises ValueError when a reference fails on a case."""
    paper, assignment = paper_of(solution, seed), solution.assignment
    names = [question.name for question in assignment.questions]
    return Exam(
        assignment.name,
        {name: paper.public(name) for name in names},
        {name: paper.hidden(name) for name in names},
        nbformat.writes(released),
        solution.cells,
        _imported(solution.cells[0]),
        assignment.forbidden,
        assignment.limits,
        _digest(solution, seed),
    )


def _imported(source: str) -> tuple[str, ...]:
    """The modules that an import cell names, forbidden ones of this package aside."""
    names: list[str] = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.append(node.module)
    return tuple(dict.fromkeys(names))


def _digest(solution: Solution, seed: int) -> str:
    """A digest of the solution folder, the feedback data, this package's code, versions and seed."""
    versions = " ".join([sys.version, *(version(name) for name in VERSIONS)])
    digest = hashlib.sha256(
        f"{solution.assignment.name} {seed} {versions} {solution.assignment.limits}".encode()
    )
    sources = [
        *sorted(path for path in solution.folder.rglob("*") if path.suffix in (".py", ".md")),
        *sorted(path for path in HERE.rglob("*.py") if not UNRELATED & set(path.relative_to(HERE).parts)),
        published.folder() / f"{solution.assignment.name}.json",
    ]
    for path in sources:
        content = path.read_bytes()
        digest.update(f"{path.name} {len(content)} ".encode() + content)
    return digest.hexdigest()
