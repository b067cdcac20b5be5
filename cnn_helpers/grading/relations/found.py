"""The search: which relation holds for all wrong answers to a question, from sure to vague."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from ..values import errors
from ..values.answers import Outcome
from ..values.comparison import difference
from . import arguments, factors, places, shapes, texts, values_changed
from .pairs import ENOUGH, Held, Pair, Relation, begun, evidence
from .single_numbers import single

MARK = "answer: "  # what names of relations begin with; those of exceptions with errors.MARK
FACTORS = "divided by ", "times "
ANY_NUMBER = re.compile(r"(times|off by) -?\d")
SHORT = 60  # characters of two texts that a name holds
MOST = 200_000  # numbers: larger answers are compared no further
LARGEST = 1e9  # likewise, so that squares and exponentials stay numbers

RELATIONS: tuple[Relation, ...] = (
    values_changed.not_finite,
    values_changed.all_one_number,
    places.axes_exchanged,
    shapes.right_numbers_in_another_shape,
    values_changed.opposite_sign,
    values_changed.sign_lost,
    values_changed.whole_numbers,
    arguments.an_argument,
    places.mirrored,
    arguments.term_missing,
    factors.scaled,
    factors.moved_by_a_number,
    places.other_order,
    places.like_the_first,
    values_changed.function_missing,
    values_changed.function_more,
    places.moved,
    places.wrong_in_one_place,
    factors.scaled_somehow,
    shapes.rows_too_many_or_missing,
    shapes.summed_too_far,
    shapes.sum_missing,
    shapes.part_of_it,
    shapes.cut_or_widened,
    shapes.length_of_an_axis,
)


class Judged(Protocol):
    """A family of a question, as students have it."""

    @property
    def cases(self) -> tuple: ...

    @property
    def goal(self) -> object | None: ...

    @property
    def part(self) -> object | None: ...

    def take(self, outcome: Outcome) -> Outcome: ...


def told_of(lost: Sequence[tuple[Judged, list[Outcome]]], parameters: Sequence[str] = ()) -> tuple[str, str]:
    """Name and sentence of what holds for all wrong answers to these lost families, or two empty texts.

    `lost` are families with what came back in each of their public cases; `parameters` the names of the
    function's arguments.
    """
    return _held_by_all([one for family, outcomes in lost for one in _wrong(family, outcomes, parameters)])


@dataclass(frozen=True)
class Wrong:
    """One wrong answer: the right value and what came back, whole and as the family's part, with the arguments."""

    right: object
    taken: Outcome
    whole_right: object
    whole: Outcome
    arguments: dict[str, object]
    called: str


def _wrong(family: Judged, outcomes: list[Outcome], parameters: Sequence[str]) -> list[Wrong]:
    """The wrong answers of a family; none where a goal is missed, which no single answer tells of."""
    if family.goal:
        return []
    called = getattr(family.part, "name", "the answer")
    found: list[Wrong] = []
    for (case, answer), outcome in zip(family.cases, outcomes, strict=True):
        right, taken = family.take(Outcome(answer)).value, family.take(outcome)
        if taken.error is None and difference(right, taken.value) is None:
            continue
        names = [*parameters, *(f"argument {i + 1}" for i in range(len(parameters), len(case.args)))]
        arguments = dict(zip(names, case.args, strict=False))
        found.append(Wrong(right, taken, answer, outcome, arguments, called))
    return found


def _held_by_all(wrong: list[Wrong]) -> tuple[str, str]:
    """The first relation that holds for each of these answers."""
    if not wrong:
        return "", ""
    if any(one.whole.error is not None for one in wrong):
        return _raised([one.whole for one in wrong])
    for held in (_of_the_whole(wrong), _of_the_parts(wrong)):
        if held:
            name, sentence = next(iter(held.items()))
            return f"{MARK}{name}", begun(sentence) + _as_well(name, held)
    return "", ""


def _as_well(name: str, held: Held) -> str:
    """What else a factor may be: small sizes are often the same number."""
    way = next((way for way in FACTORS if name.startswith(way)), None)
    others = (
        [other.removeprefix(way) for other in held if other.startswith(way) and other != name] if way else []
    )
    others = [other for other in others if not other[0].isdigit() and not other.startswith("-")][:2]
    return f" (In these cases it may as well be {' or '.join(others)}.)" if others else ""


def _raised(outcomes: list[Outcome]) -> tuple[str, str]:
    """What all these exceptions have in common."""
    return errors.told_of(outcomes) if all(outcome.error is not None for outcome in outcomes) else ("", "")


def _of_the_whole(wrong: list[Wrong]) -> Held:
    """What holds for the whole answers: several things in another order, or fewer of them."""
    if all(one.taken.error == "ArgumentChanged" for one in wrong):
        return {"argument-changed": wrong[0].taken.text}
    if all(one.whole.value is None and one.whole_right is not None for one in wrong):
        return nothing("the answer")
    held: Held = {}
    for i, one in enumerate(wrong):
        if not isinstance(one.whole_right, tuple):
            return {}
        given = one.whole.value
        here = texts.together(one.whole_right, given, "the answer")
        held = here if not i else {name: said for name, said in held.items() if name in here}
    return held


def _of_the_parts(wrong: list[Wrong]) -> Held:
    """What holds between the parts that the families look at."""
    if any(one.taken.error is not None for one in wrong):
        return {}
    held: Held | None = None
    found: dict[str, float] = {}
    for one in wrong:
        here = held_between(one.right, one.taken.value, one.arguments, one.called)
        held = here if held is None else {name: said for name, said in held.items() if name in here}
        if not held:
            return {}
        alone = isinstance(one.right, float | int)
        found[repr(one.right) if alone else f"number {len(found)}"] = evidence(one.right)
    if not held or sum(found.values()) < ENOUGH:
        return {}
    if len(found) == 1:  # of one number, another is always so many times as large
        held = {name: said for name, said in held.items() if not ANY_NUMBER.match(name)}
    return held


def nothing(called: str) -> Held:
    return {
        "nothing": f"Nothing comes back for {called}: is a `return` missing, or does it stand inside of an `if`?"
    }


def held_between(right: object, given: object, args: dict, called: str = "the answer") -> Held:
    """All relations that hold between a right value and a given one, from sure to vague."""
    if given is None and right is not None:
        return nothing(called)
    if isinstance(right, tuple) and isinstance(given, tuple):
        return _together(right, given, args, called)
    if isinstance(right, dict) and isinstance(given, dict):
        return _entries(right, given, args, called)
    if isinstance(right, np.ndarray | int | float) and isinstance(given, np.ndarray | int | float):
        if np.asarray(given).dtype.kind == "b" != np.asarray(right).dtype.kind:
            return {
                "true-or-false": f"{called} is made of True and False, and numbers are needed: is a comparison "
                "returned?"
            }
        return _numbers(np.asarray(right, float), np.asarray(given, float), args, called)
    if isinstance(right, str) and isinstance(given, str):
        return (
            {f"{given} for {right}": f"{difference(right, given, called)}."}
            if len(given + right) < SHORT
            else {}
        )
    return {f"kind of {called}": f"{difference(right, given, called)}."}


def _numbers(right: np.ndarray, given: np.ndarray, args: dict, called: str) -> Held:
    finite = given[np.isfinite(given)]
    if (
        max(right.size, given.size) > MOST
        or max(np.abs(right).max(initial=0), np.abs(finite).max(initial=0)) > LARGEST
    ):
        return {}
    if not right.size or not given.size:
        return (
            {}
            if right.shape == given.shape
            else {"empty" if not given.size else "not-empty": f"{difference(right, given, called)}."}
        )
    if right.ndim == 0 and given.size == 1:
        given = given.reshape(())
    pair = Pair(right, given, args, called)
    with np.errstate(all="ignore"):
        if right.ndim == given.ndim == 0:
            return single(pair)
        return _union(relation(pair) for relation in RELATIONS)


def _together(right: tuple, given: tuple, args: dict, called: str) -> Held:
    if all(isinstance(one, str) for one in right + given):
        return texts.lists(right, given, called)
    if all(isinstance(one, int | float) for one in right + given):
        return held_between(np.array(right, float), np.array(given, float), args, called)
    found = texts.together(right, given, called)
    if found or len(right) != len(given):
        return found
    parts = (
        (one, other, f"part {i + 1} of {called}")
        for i, (one, other) in enumerate(zip(right, given, strict=True))
    )
    return _first_wrong(parts, args)


def _entries(right: dict, given: dict, args: dict, called: str) -> Held:
    if set(right) != set(given):
        missing, more = sorted(set(right) - set(given)), sorted(set(given) - set(right))
        words = [f"has no {key!r}" for key in missing] + [
            f"has {key!r}, which is not asked for" for key in more
        ]
        return {
            f"keys {missing} {more}": f"{called} {' and '.join(words)}: compare the keys with the contract."
        }
    return _first_wrong(((right[key], given[key], f"{called}[{key!r}]") for key in sorted(right)), args)


def _first_wrong(parts: Iterable[tuple[object, object, str]], args: dict) -> Held:
    for one, other, called in parts:
        if difference(one, other) is not None:
            return held_between(one, other, args, called)
    return {}


def _union(found: Iterable[Held]) -> Held:
    every: Held = {}
    for held in found:
        every |= {name: said for name, said in held.items() if name not in every}
    return every
