"""Declaring an assignment: its questions, the cases that judge them, and the mistakes that are recognised.

An assignment's folder `solutions/NAME/` holds `NAME.md` (the instructor's notebook; its solution cells are
the references) and `questions.py`, which declares one `Assignment` from the classes below.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from ..values import generated_arguments as made_values
from ..values import probes
from ..values.answer_parts import Part, entry, item, kinds, untouched
from ..values.answers import Outcome
from ..values.generated_arguments import made
from ..values.goals import Accuracy, accuracy
from ..values.keras_values import model, symbol
from ..values.limits import Limits

__all__ = [
    "Assignment",
    "Case",
    "Family",
    "Labelled",
    "Mistake",
    "Part",
    "Question",
    "Remark",
    "accuracy",
    "entry",
    "item",
    "kinds",
    "made",
    "model",
    "symbol",
    "untouched",
]

PUBLIC_SEED = 0  # public cases are the same for everyone; hidden ones are drawn from the class's own seed


@dataclass(frozen=True)
class Case:
    """One call: the arguments, and the same in words; `labels` are what a goal is judged by."""

    args: tuple
    words: str
    labels: object = None


@dataclass(frozen=True)
class Labelled:
    """What a family with a goal makes: the arguments of one call, and the labels, which no student's code sees."""

    args: tuple
    labels: object


@dataclass(frozen=True)
class Family:
    """Cases that test one thing, together worth a fixed share of the question's points.

    `make(rng, **parameters)` returns the arguments of one call. Shapes and settings stand in `public` and
    `hidden`; only values come from `rng`, so that the same code gets the same score under any seed.
    A family with a `goal` is won when the answers reach it, whatever the reference answers: its `make` returns
    `Labelled`, and what the function answers is judged by the labels.
    """

    title: str
    points: float
    make: Callable[..., tuple | Labelled]
    public: tuple[dict, ...]
    hidden: tuple[dict, ...]
    case: str = ""
    part: Part | None = None
    goal: Accuracy | None = None

    def cases(self, question: str, parameters: tuple[dict, ...], seed: int) -> list[Case]:
        """The cases for these parameter sets, with values drawn from `seed`."""
        drawn = []
        for number, chosen in enumerate(parameters):
            key = zlib.crc32(f"{question}/{self.title}/{number}".encode())
            given = self.make(np.random.default_rng([seed, key]), **chosen)
            if isinstance(given, Labelled) != (self.goal is not None):
                raise ValueError(f"{question}, {self.title!r}: labels and a goal are needed together")
            args, labels = (given.args, given.labels) if isinstance(given, Labelled) else (given, None)
            drawn.append(Case(tuple(args), self.case.format(**chosen) or self.title, labels))
        return drawn

    def take(self, outcome: Outcome) -> Outcome:
        return self.part.take(outcome) if self.part else outcome


@dataclass(frozen=True)
class Mistake:
    """A wrong version students write: the reference's text with `edits` made, or a `source` of its own."""

    name: str
    hint: str
    edits: tuple[tuple[str, str], ...] = ()
    source: str = ""

    def written(self, reference: str) -> str:
        """The wrong version's source. Raises ValueError when an edit finds nothing to replace."""
        if bool(self.source) == bool(self.edits):
            raise ValueError(f"mistake {self.name!r} needs either edits or a source of its own")
        text = self.source or reference
        for old, new in self.edits:
            if old not in text:
                raise ValueError(f"mistake {self.name!r}: {old!r} does not occur in the reference")
            text = text.replace(old, new)
        return text


@dataclass(frozen=True)
class Remark:
    """A sentence about right answers of one kind, which costs no points.

    It is said where all points are won and the answer to the first public case has this `value` as its `part`.
    """

    text: str
    part: Part
    value: str

    def said(self, outcome: Outcome) -> str:
        """The sentence, or an empty text where the answer is of another kind."""
        told = self.part.take(outcome).value
        return self.text if isinstance(told, str) and told == self.value else ""


@dataclass(frozen=True)
class Question:
    """One graded function, its points, families and known mistakes; `helpers` are questions it may call.

    `remarks` are said to those whose answer is right.
    `forbidden` modules are stubs here, beside those of the whole assignment. `probe(function, *args)`, where
    there is one, calls the student's function its own way and returns what is compared; it runs as text beside
    that function, so it imports inside itself all it uses.
    What it finds out there is believed, and code that knows the right text can send it. So a probe returns networks
    (`keras_values.plain_model` keeps one as it is before a change) and families look at the report on them, which is
    made where no student's code is. A dictionary that a student's function returns is never handed on: it could
    pass for the probe's own.
    """

    name: str
    points: float
    families: tuple[Family, ...]
    mistakes: tuple[Mistake, ...] = ()
    helpers: tuple[str, ...] = ()
    forbidden: tuple[str, ...] = ()
    probe: Callable | None = None
    remarks: tuple[Remark, ...] = ()
    probe_source: str | None = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "probe_source", probes.source_of(self.probe) if self.probe else None)
        total = sum(family.points for family in self.families)
        if abs(total - self.points) > 1e-9:
            raise ValueError(f"{self.name}: the families are worth {total} points; {self.points} are needed")
        for family in self.families:
            if not family.public or not family.hidden:
                raise ValueError(f"{self.name}, {family.title!r}: a public and a hidden case are needed")
        titles = [family.title for family in self.families]
        names = [mistake.name for mistake in self.mistakes]
        for kind, words in (("family", titles), ("mistake", names)):
            if len(set(words)) < len(words):
                raise ValueError(f"{self.name}: two of a kind ({kind}) share a name in {words}")

    def public_cases(self, family: Family) -> list[Case]:
        return family.cases(self.name, family.public, PUBLIC_SEED)

    def hidden_cases(self, family: Family, seed: int) -> list[Case]:
        """The cases, their `made(...)` arguments made: no recipe that tells the labels reaches a student."""
        cases = family.cases(self.name, family.hidden, seed)
        return [Case(*map(made_values.values, (case.args, case.words, case.labels))) for case in cases]


@dataclass(frozen=True)
class Assignment:
    """An assignment's questions; `forbidden` modules would answer them and raise when they are used.

    `files` are patterns ("*.png") of data files a student may hand in beside the notebook.
    """

    name: str
    title: str
    questions: tuple[Question, ...]
    forbidden: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    limits: Limits = field(default_factory=Limits)
    by_name: dict[str, Question] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_name", {question.name: question for question in self.questions})
        if len(self.by_name) < len(self.questions):
            raise ValueError(f"{self.name}: two questions share a name")
        for question in self.questions:
            unknown = set(question.helpers) - set(self.by_name)
            if unknown:
                raise ValueError(
                    f"{question.name}: helpers {sorted(unknown)} are no questions of {self.name}"
                )

    def question(self, name: str) -> Question:
        """The question called `name`. Raises ValueError that lists those there are."""
        if name not in self.by_name:
            raise ValueError(f"{self.name} has no question {name!r}; it has {', '.join(self.by_name)}")
        return self.by_name[name]

    def forbidden_in(self, name: str) -> tuple[str, ...]:
        """The modules that are stubs while the question `name` is answered: the assignment's and its own."""
        return tuple(dict.fromkeys(self.forbidden + self.question(name).forbidden))
