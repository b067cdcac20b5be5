"""A few numbers that tell one answer from another, so that known mistakes ship without their code.

A fingerprint is the answer's structure as text and, for each array in it, its size and three projections on
fixed random directions. Two different arrays share a fingerprint with probability zero; equal ones computed
in another order or in float32 share it within the tolerance. Texts and large whole numbers are part of the
structure, so they are told apart exactly; a long structure is kept as its hash. A number counts as whole where a
sum in another order, as another processor adds it up, leaves it so: its last digits change no structure.
"""

from __future__ import annotations

import hashlib
from typing import Any

import numpy as np

from . import errors
from .answers import Outcome

DIRECTIONS = 3
TOLERANCE = 1e-3
LARGE = 500  # from here on TOLERANCE would not tell a whole number from its neighbour
ROUNDING = 1e-6  # of its size a floating number may be off (by 0.25 at most), and is whole still
NEVER = -1.0  # no floating number counts as whole
WHOLE_BELOW = 2**24  # from here on float32 holds nothing but whole numbers: integers alone are taken for such
RAISES = (
    "raises "  # what the fingerprint of an exception begins with; of one of a known kind, the kind follows
)
LONGEST = 100  # characters of a structure that are kept as they are; more would describe a mistake


def fingerprint(outcome: Outcome, rounding: float = ROUNDING) -> list:
    """[structure, numbers...] of one outcome; an exception's is its type and kind (see `errors`), what cannot "
    "be judged goes by its reason."""
    if outcome.error == "NotPlain":
        return [f"not plain: {hashlib.sha256(outcome.text.encode()).hexdigest()[:16]}"]
    if outcome.error is not None:
        kind = errors.kind_of(outcome)
        return [f"{RAISES}{outcome.error}: {kind.name}" if kind else f"{RAISES}{outcome.error}"]
    numbers: list[float] = []
    structure = _walk(outcome.value, numbers, rounding)
    if len(structure) > LONGEST:
        structure = "hash " + hashlib.sha256(structure.encode()).hexdigest()[:16]
    return [structure, *(_significant(n) for n in numbers)]


def variants(outcome: Outcome) -> list[list]:
    """The fingerprints of one outcome as other processors may compute it.

    A floating number that is nearly whole is so on one of them and not on another.
    """
    found = [fingerprint(outcome)]
    for rounding in (NEVER, 10 * ROUNDING) if _holds_a_large_float(outcome.value) else ():
        one = fingerprint(outcome, rounding)
        found += [one] if one not in found else []
    return found


def _holds_a_large_float(value: Any) -> bool:
    if isinstance(value, tuple):
        return any(map(_holds_a_large_float, value))
    if isinstance(value, dict):
        return any(map(_holds_a_large_float, value.values()))
    if not isinstance(value, float) and not (isinstance(value, np.ndarray) and value.size == 1):
        return False
    return bool(np.all(np.abs(value) >= LARGE * (1 - ROUNDING)))


def tells(prints: list[list]) -> bool:
    """Whether these fingerprints tell a mistake: the class alone of an exception, in every case, may come of anything.

    A class of the course's own (a probe's) tells, and so does a known kind of exception, which follows the class.
    """
    return not all(
        one[0].startswith(RAISES) and errors.anybodys(one[0].removeprefix(RAISES)) for one in prints
    )


def same(first: list, second: list) -> bool:
    """Whether two fingerprints belong to the same answer, within the tolerance of single precision."""
    if len(first) != len(second) or first[0] != second[0]:
        return False
    a, b = np.array(first[1:], float), np.array(second[1:], float)
    return bool(np.all(np.abs(a - b) <= TOLERANCE * np.maximum(1.0, np.abs(a))))


def _walk(value: Any, numbers: list[float], rounding: float) -> str:
    if isinstance(value, tuple):
        return "(" + ",".join(_walk(part, numbers, rounding) for part in value) + ")"
    if isinstance(value, dict):
        return "{" + ",".join(f"{key}:{_walk(value[key], numbers, rounding)}" for key in sorted(value)) + "}"
    if value is None or isinstance(value, str):
        return repr(value)
    array = np.asarray(value, dtype=float)
    if array.size == 1:
        array = array.reshape(())  # a number and an array that holds just one count alike
        whole = _large_whole(float(array), np.asarray(value).dtype.kind in "iu", rounding)
        if whole is not None:
            return f"={whole}"
    strange = int(array.size - np.isfinite(array).sum())
    flat = np.where(np.isfinite(array), array, 0.0).ravel()
    directions = np.random.default_rng([len(numbers), array.size]).normal(size=(DIRECTIONS, array.size))
    projected = directions @ flat / np.sqrt(max(array.size, 1))
    numbers += [float(np.sqrt(np.mean(flat**2))) if flat.size else 0.0, *map(float, projected)]
    return f"{'x'.join(map(str, array.shape))}" + (f"!{strange}" if strange else "")


def _large_whole(number: float, integer: bool, rounding: float) -> int | None:
    """The large whole number that this is, but for what rounding leaves of it; None where it is none."""
    if not np.isfinite(number) or abs(number) < LARGE * (1 - ROUNDING):
        return None
    whole = round(number)
    near = abs(number - whole) <= min(rounding * abs(number), 0.25) and abs(number) < WHOLE_BELOW
    return whole if integer or near else None


def _significant(number: float, digits: int = 6) -> float:
    return float(f"{number:.{digits}g}")
