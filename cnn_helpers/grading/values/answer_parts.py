"""Which part of an answer a family looks at: one of several returned things, one entry of a dict, or both in turn."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import Counter
from dataclasses import asdict, dataclass

from .answers import Outcome
from .comparison import COUNT

TOGETHER = "things are to be returned together"  # fingerprints hold this; `explain` adds how


class Part(ABC):
    """Takes something out of an outcome; `name` is what messages call it."""

    name: str

    @abstractmethod
    def _taken(self, value: object) -> Outcome:
        """The part of a value."""

    @abstractmethod
    def to_dict(self) -> dict:
        """The part as JSON holds it; `from_dict` reads it."""

    def take(self, outcome: Outcome) -> Outcome:
        """The part of an outcome, or an error outcome that says what was returned instead."""
        return outcome if outcome.error is not None else self._taken(outcome.value)

    def needed(self, value: object) -> object:
        """As little of a value as still has the same part: a report is long, and each family ships its own."""
        return value

    @property
    def inside(self) -> bool:
        """Whether it lies inside what is returned: where it is None, something was returned all the same."""
        return False

    def then(self, part: Part) -> Part:
        """This part first, and `part` of what it gives."""
        return Chain((self, part), part.name)


@dataclass(frozen=True)
class Item(Part):
    """One of several returned things, by its place."""

    index: int
    of: int
    name: str

    def _taken(self, value: object) -> Outcome:
        if not isinstance(value, tuple) or len(value) != self.of:
            return Outcome(error="NotPlain", text=f"{self.of} {TOGETHER}")
        return Outcome(value[self.index])

    @property
    def inside(self) -> bool:
        return True

    def to_dict(self) -> dict:
        return asdict(self)


@dataclass(frozen=True)
class Entry(Part):
    """One entry of a dict, or of the report on a Keras model."""

    key: str
    name: str

    def _taken(self, value: object) -> Outcome:
        if isinstance(value, dict) and self.key in value:
            return Outcome(value[self.key])
        if value is None:
            return Outcome(error="NotPlain", text="nothing is returned (is a return missing?)")
        if isinstance(value, dict):
            return Outcome(
                error="NotPlain", text=f"there is no {self.key!r} among {', '.join(sorted(value))}"
            )
        return Outcome(error="NotPlain", text=f"{self.name} cannot be told of what is returned")

    def needed(self, value: object) -> object:
        return {self.key: value[self.key]} if isinstance(value, dict) and self.key in value else value

    def to_dict(self) -> dict:
        return asdict(self)


@dataclass(frozen=True)
class Kinds(Part):
    """Of a list of operations those of some kinds, equal ones counted together, whatever their order."""

    kinds: tuple[str, ...]
    name: str

    def _taken(self, value: object) -> Outcome:
        if not isinstance(value, tuple) or not all(isinstance(text, str) for text in value):
            return Outcome(error="NotPlain", text=f"{self.name} cannot be told of what is returned")
        found = Counter(text for text in value if text.partition("(")[0].partition(",")[0] in self.kinds)
        return Outcome(tuple(f"{count}{COUNT}{text}" for text, count in sorted(found.items())))

    def to_dict(self) -> dict:
        return {"kinds": list(self.kinds), "name": self.name}


@dataclass(frozen=True)
class Chain(Part):
    """Parts of parts."""

    steps: tuple[Part, ...]
    name: str

    def _taken(self, value: object) -> Outcome:
        outcome = Outcome(value)
        for step in self.steps:
            outcome = step.take(outcome)
        return outcome

    @property
    def inside(self) -> bool:
        return any(step.inside for step in self.steps)

    def needed(self, value: object) -> object:
        first, *rest = self.steps
        kept = first.needed(value)
        if rest and isinstance(first, Entry) and isinstance(kept, dict) and first.key in kept:
            return {first.key: Chain(tuple(rest), self.name).needed(kept[first.key])}
        return kept

    def to_dict(self) -> dict:
        return {"steps": [step.to_dict() for step in self.steps], "name": self.name}


@dataclass(frozen=True)
class Untouched(Part):
    """The answer, or a part of it, of a call that leaves its arguments as they were."""

    part: Part | None
    name: str = "the answer, with the arguments as they were,"

    def take(self, outcome: Outcome) -> Outcome:
        if outcome.error is None and outcome.changed:
            text = (
                f"argument {outcome.changed} holds other numbers after the call than before, and whoever passed "
                f"it goes "
                "on with those: work on a copy, or make a new array"
            )
            return Outcome(error="ArgumentChanged", text=text)
        return super().take(outcome)

    def _taken(self, value: object) -> Outcome:
        return self.part.take(Outcome(value)) if self.part else Outcome(value)

    @property
    def inside(self) -> bool:
        return self.part is not None and self.part.inside

    def to_dict(self) -> dict:
        return {"untouched": self.part.to_dict() if self.part else None}


def untouched(part: Part | None = None) -> Part:
    """The answer, or a part of it, as long as the call changes no array among its arguments.

    >>> untouched().take(Outcome(3)).value, untouched().take(Outcome(3, changed=2)).error
    (3, 'ArgumentChanged')
    """
    return Untouched(part)


def item(index: int, of: int, name: str) -> Part:
    """The thing at `index` of `of` returned ones, called `name` in messages.

    >>> item(1, of=2, name="the cache").take(Outcome((3, 4))).value
    4
    """
    if not 0 <= index < of:
        raise ValueError(f"item {index} of {of} does not exist; the index runs from 0 to {of - 1}")
    return Item(index, of, name)


def entry(key: str, name: str) -> Part:
    """The entry `key` of a returned dict or of the report on a returned model, called `name` in messages.

    >>> item(1, of=2, name="the skip").then(entry("layers", "its layers")).take(Outcome((0, {"layers": 5}))).value
    5
    """
    return Entry(key, name)


def kinds(*names: str, name: str) -> Part:
    """The operations of these kinds among the "layers" of a report, called `name` in messages.

    >>> layers = "Input(None, 4)", "Dense(units=3)", "relu", "Dense(units=3)", "softmax"
    >>> kinds("Dense", "relu", name="its layers").take(Outcome(layers)).value
    ('2 × Dense(units=3)', '1 × relu')
    """
    return Kinds(names, name)


def from_dict(data: dict) -> Part:
    """The part that `to_dict` wrote."""
    if "untouched" in data:
        return Untouched(from_dict(data["untouched"]) if data["untouched"] else None)
    if "kinds" in data:
        return Kinds(tuple(data["kinds"]), data["name"])
    if "steps" in data:
        return Chain(tuple(from_dict(step) for step in data["steps"]), data["name"])
    return (Entry if "key" in data else Item)(**data)
