"""Relations of numbers that are all so many times too large, or off by one and the same number."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from .pairs import Held, Pair, equal, simple

LEAST = 1e-2  # of the largest right number: what is smaller agrees with anything


def _factor(pair: Pair) -> float | None:
    """What the right numbers are multiplied by, where that is one number."""
    if not pair.alike or not np.isfinite(pair.given).all() or np.abs(pair.right).max(initial=0.0) < LEAST:
        return None
    norm = float(np.sum(pair.right**2))
    factor = float(np.sum(pair.right * pair.given)) / norm
    if abs(factor - 1) < 1e-3 or abs(factor) < 1e-6 or not equal(pair.given, factor * pair.right):
        return None
    return factor


def sizes(pair: Pair) -> Iterator[tuple[str, float]]:
    """Numbers that a factor may be, each with what it is in words."""
    for name, array in pair.numbers():
        if array.size == 1 and abs(float(array.flat[0])) > 1e-9:
            number = float(array.flat[0])
            yield f"{name} ({number:g})", number
            yield f"{name} squared ({number**2:g})", number**2
            if not simple(number):
                yield f"1 + {name} ({1 + number:g})", 1 + number
                yield f"1 - {name} ({1 - number:g})", 1 - number
    for name, array in pair.numbers():
        for axis, size in enumerate(array.shape):
            if size > 1:
                yield f"the length of axis {axis} of {name} ({size})", size
        if array.ndim >= 2 and array.shape[-2] == array.shape[-3 if array.ndim > 2 else -1]:
            size = array.shape[-2]
            yield f"the numbers in a window of {name} ({size} × {size})", size * size
        if array.ndim > 1 and array.size > 1:
            yield f"the count of numbers in {name} ({array.size})", array.size
    if pair.right.ndim:
        for axis, size in enumerate(pair.right.shape):
            if size > 1:
                yield f"the length of its own axis {axis} ({size})", size
        yield f"the count of its own numbers ({pair.right.size})", pair.right.size
    yield "2", 2.0


def scaled(pair: Pair) -> Held:
    """All numbers are so many times too large or too small; by which size, where one fits."""
    factor = _factor(pair)
    if factor is None:
        return {}
    held: Held = {}
    for words, size in sizes(pair):
        plainly = words.partition(" (")[0]
        for sign in (1, -1):
            wrong_sign = ", with the wrong sign" if sign < 0 else ""
            if abs(sign * factor - size) < 1e-3 * size:
                held[f"times {plainly}{wrong_sign}"] = (
                    f"Every number of {pair.called} is {size:g} times the right one{wrong_sign}: that is "
                    f"{words}. Is something multiplied or added up that often, or a division missing?"
                )
            elif size and abs(sign * factor * size - 1) < 1e-3:
                held[f"divided by {plainly}{wrong_sign}"] = (
                    f"Every number of {pair.called} is the right one divided by {size:g}{wrong_sign}: that is "
                    f"{words}. Is there a division, or a mean, too many?"
                )
    held[f"times {factor:.4g}"] = (
        f"Every number of {pair.called} is {factor:.4g} times the right one: look for a factor too many or missing."
    )
    return held


def scaled_somehow(pair: Pair) -> Held:
    """The same, where the factor is another one in each case."""
    factor = _factor(pair)
    if factor is None:
        return {}
    return {
        "scaled": f"Every number of {pair.called} is the same number of times too large or too small (here "
        f"{factor:.4g} times), another one in each case: look for a factor, a sum or a mean that goes with a "
        "size."
    }


def moved_by_a_number(pair: Pair) -> Held:
    """All numbers are off by one and the same number."""
    if not pair.alike or not pair.right.size:
        return {}
    off = pair.given - pair.right
    if (
        not np.isfinite(off).all()
        or not equal(off, np.full_like(off, off.flat[0]))
        or abs(off.flat[0]) < 1e-3
    ):
        return {}
    number = float(off.flat[0])
    held = {
        f"{how} {name}": f"Every number of {pair.called} is the right one {how} {name}."
        for name, array in pair.numbers()
        if array.size == 1
        for how, sign in (("plus", 1), ("minus", -1))
        if abs(number - sign * float(array.flat[0])) < 1e-4 * max(1.0, abs(number))
    }
    more = "too large" if number > 0 else "too small"
    return held | {
        f"off by {number:.4g}": f"Every number of {pair.called} is {abs(number):.4g} {more}: look for a term "
        "that is added once, or left out."
    }
