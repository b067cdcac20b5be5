"""Is an answer right, and if not, what is the first difference, in words."""

from __future__ import annotations

from typing import Any

import numpy as np

COUNT = " × "  # in every text of a counted list: "2 × Dense(units=3)"
TOLERANCE = 1e-4  # of the largest expected number (at least 1): work in float32 stays well below it


def difference(
    expected: Any, given: Any, name: str = "the answer", tolerance: float = TOLERANCE, whole: bool = True
) -> str | None:
    """Compare plain answers; None when they agree, else one sentence about the first difference.

    `whole`: this is all that came back, so that None means that nothing did.
    Arrays and numbers agree when every number is within `tolerance` × max(1, largest expected number), whole
    numbers (a count of parameters) within 0.25 at most; where a number is expected, an array that holds just one
    counts alike, and where several are expected together, an array of as many. Texts agree when they are equal.
    """
    if isinstance(expected, tuple):
        return _tuples(expected, given, name, tolerance, whole)
    if isinstance(expected, dict):
        return _dicts(expected, given, name, tolerance, whole)
    if expected is None or isinstance(expected, str):
        same = type(given) is type(expected) and given == expected
        return None if same else f"{name} is {_kind(given, whole)}; {expected!r} is needed"
    return _numbers(np.asarray(expected), given, name, tolerance, whole)


def _tuples(expected: tuple, given: Any, name: str, tolerance: float, whole: bool) -> str | None:
    if (
        isinstance(given, np.ndarray)
        and given.ndim == 1
        and all(isinstance(e, int | float) for e in expected)
    ):
        given = tuple(given.tolist())
    if not isinstance(given, tuple):
        needed = f"{len(expected)} things are to be returned together, as a tuple or a list"
        return f"{name} is {_kind(given, whole)}; {needed}"
    if _texts(expected) and _texts(given) and all(COUNT in text for text in expected + given):
        return _other_counts(expected, given, name)
    if len(given) != len(expected) and _texts(expected) and _texts(given):
        return _first_other_text(expected, given, name)
    if len(given) != len(expected):
        return f"{name} holds {len(given)} things; {len(expected)} are needed"
    parts = (
        difference(e, g, f"part {i + 1} of {name}", tolerance, whole=False)
        for i, (e, g) in enumerate(zip(expected, given, strict=True))
    )
    return next((part for part in parts if part), None)


def _texts(parts: tuple) -> bool:
    return all(isinstance(part, str) for part in parts)


def _other_counts(expected: tuple, given: tuple, name: str) -> str | None:
    """What one of two counted lists has and the other has not, whatever their order."""
    missing = [text for text in expected if text not in given]
    more = [text for text in given if text not in expected]
    if not missing and not more:
        return None
    needed = f"{missing[0]!r} is needed" if missing else f"{len(expected)} kinds are needed"
    return f"{name}: {more[0]!r} is there, {needed}" if more else f"{name}: {needed} and is not there"


def _first_other_text(expected: tuple, given: tuple, name: str) -> str:
    """Where two lists of texts, such as the layers of two networks, part."""
    place = next((i for i, pair in enumerate(zip(expected, given, strict=False)) if pair[0] != pair[1]), None)
    counts = f"{len(given)} are there, {len(expected)} are needed"
    if place is None:
        place = min(len(expected), len(given))
        if len(given) > place:
            return f"{name}: after number {place} comes {given[place]!r}; nothing more is needed ({counts})"
        return f"{name}: after number {place} {expected[place]!r} is missing ({counts})"
    return f"number {place + 1} of {name} is {given[place]!r}; {expected[place]!r} is needed ({counts})"


def _dicts(expected: dict, given: Any, name: str, tolerance: float, whole: bool) -> str | None:
    if not isinstance(given, dict):
        return f"{name} is {_kind(given, whole)}; a dictionary with {', '.join(sorted(expected))} is needed"
    if set(given) != set(expected):
        theirs, ours = (", ".join(sorted(keys)) or "none" for keys in (given, expected))
        return f"{name} has the keys {theirs}; {ours} are needed"
    parts = (
        difference(expected[key], given[key], f"{name}[{key!r}]", tolerance, whole=False) for key in expected
    )
    return next((part for part in parts if part), None)


def _numbers(expected: np.ndarray, given: Any, name: str, tolerance: float, whole: bool) -> str | None:
    if not isinstance(given, np.ndarray | int | float):
        return f"{name} is {_kind(given, whole)}; {_kind(expected)} is needed"
    given = np.asarray(given)
    if expected.ndim == 0 and given.size == 1:
        given = given.reshape(())
    if given.shape != expected.shape:
        return f"{name} is {_kind(given)}; {_kind(expected)} is needed"
    counts = expected.dtype.kind in "iu"
    # bool and unsigned numbers are compared as what they count for
    expected, given = expected.astype(float), given.astype(float)
    limit = tolerance * max(1.0, float(np.abs(expected).max(initial=0.0)))
    limit = min(limit, 0.25) if counts else limit
    wrong = ~(np.abs(given - expected) <= limit)  # written so that NaN is wrong
    if not wrong.any():
        return None
    where = tuple(int(i) for i in np.argwhere(wrong)[0])
    place = f" at {list(where)}" if where else ""
    count = f" ({int(wrong.sum())} of {wrong.size} numbers differ)" if wrong.size > 1 else ""
    digits = ".12g" if counts else ".6g"
    return f"{name} is {given[where]:{digits}}{place}; {expected[where]:{digits}} is needed{count}"


def _kind(value: object, whole: bool = True) -> str:
    """What a value is, in a few words; `whole` as in `difference`."""
    if value is None:
        return "None (is a return missing?)" if whole else "None"
    if isinstance(value, np.ndarray) and value.ndim:
        return f"an array of shape {value.shape}"
    if isinstance(value, tuple):
        return "a tuple or list of one thing" if len(value) == 1 else f"{len(value)} things together"
    if isinstance(value, dict):
        return "a dictionary"
    if isinstance(value, str):
        return f"the text {value[:120]!r}"
    return "a single number"
