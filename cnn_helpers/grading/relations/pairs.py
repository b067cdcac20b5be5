"""A wrong answer beside the right one, and when two arrays are taken for equal."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from ..values.array_models import ArrayModel
from ..values.comparison import TOLERANCE

ENOUGH = 4  # numbers: fewer agree by chance

Held = dict[str, str]  # names of what holds, from sure to vague, with a sentence for each


@dataclass(frozen=True)
class Pair:
    """The right numbers and the given ones of one case, with its arguments by name; `called` is what they are."""

    right: np.ndarray
    given: np.ndarray
    arguments: dict[str, object]
    called: str = "the answer"

    @property
    def alike(self) -> bool:
        """Whether both have one shape."""
        return self.right.shape == self.given.shape

    @property
    def subject(self) -> str:
        """What they are, as a sentence begins with it."""
        return begun(self.called)

    def numbers(self) -> Iterator[tuple[str, np.ndarray]]:
        """The arguments that hold numbers, and those inside of tuples and dicts, each with what to call it."""
        for name, value in self.arguments.items():
            yield from _numbers_in(f"`{name}`", value)


Relation = Callable[[Pair], Held]


def _numbers_in(name: str, value: object) -> Iterator[tuple[str, np.ndarray]]:
    if isinstance(value, np.ndarray | int | float) and not isinstance(value, bool):
        array = np.asarray(value)
        if array.dtype.kind in "iuf" and np.abs(array).max(initial=0) <= 1e9:
            yield name, array.astype(float)
    elif isinstance(value, tuple | list):
        for i, part in enumerate(value):
            yield from _numbers_in(f"{name[:-1]}[{i}]`", part)
    elif isinstance(value, dict):
        for key, part in value.items():
            yield from _numbers_in(f"{name[:-1]}[{key!r}]`", part)
    elif isinstance(value, ArrayModel):
        return


def begun(sentence: str) -> str:
    """A sentence with its first letter as it should be; a name in code stays as it is.

    >>> begun("the answer has four axes"), begun("dA_prev has four axes")
    ('The answer has four axes', 'dA_prev has four axes')
    """
    return (
        sentence[0].upper() + sentence[1:] if sentence.startswith(("the ", "part ", "channel ")) else sentence
    )


def equal(a: np.ndarray, b: np.ndarray) -> bool:
    """Whether two arrays of one shape agree as an answer agrees with the right one."""
    if a.shape != b.shape:
        return False
    limit = TOLERANCE * max(1.0, float(np.abs(a).max(initial=0.0)))
    return bool(np.all(np.abs(a - b) <= limit))


def tells(array: np.ndarray) -> bool:
    """Whether an array has enough different numbers that another equals it by no chance."""
    return array.size >= ENOUGH and len(np.unique(np.round(array, 6))) >= ENOUGH - 1


def evidence(right: object) -> float:
    """How much a relation with this value says: as much as it holds numbers that agree with others by no chance."""
    if not isinstance(right, np.ndarray | int | float):
        return ENOUGH
    array = np.asarray(right, float)
    if array.ndim == 0:
        return ENOUGH / 2 if simple(float(array)) else ENOUGH
    return sum(0.25 if simple(number) else 1.0 for number in array.ravel()[: 16 * ENOUGH].tolist())


def simple(number: float) -> bool:
    """Whether a number is a whole one or a plain fraction: those agree by chance.

    >>> simple(2.5), simple(1 / 3), simple(0.7318)
    (True, True, False)
    """
    return abs(number) > 1e4 or abs(number * 12 - round(number * 12)) < 1e-6


def axes_words(axis: int) -> str:
    """How a sentence says which axis is meant.

    >>> axes_words(0)
    'axis 0 (the first)'
    """
    place = ("first", "second", "third", "fourth", "fifth", "sixth")[axis] if axis < 6 else f"{axis + 1}th"
    return f"axis {axis} (the {place})"
