"""Numbers of a generated file that stay as they were committed, so that its digits hang on no processor.

Two processors add the same float32 numbers in another order, and the last of six digits differs. A number that
is made anew is written only where it is another one; everything beside numbers is always written anew.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ..values.comparison import TOLERANCE as COMPARED_WITHIN

# Of a number's size (at least 1). A quarter of what `comparison` forgives, so that a kept answer judges as a new
# one would; a fortieth of what `fingerprints` forgives, so that a kept one still tells two mistakes apart. One unit
# in the last of six digits is up to 1e-5; without oneDNN and AVX-512 the numbers of week 1 differ by 8e-6 at most.
TOLERANCE = COMPARED_WITHIN / 4
NAMES = "name", "title", "words"  # by one of these an entry of a list is known again


def keep_numbers(old: Any, new: Any) -> Any:
    """`new`, JSON data, where each number that is within TOLERANCE of the one in its place in `old` is the old one.

    Whole numbers, which count something, are kept where they are equal. A list's entries are matched by their names,
    so that one more among them changes no other; those without names by their places.

    >>> keep_numbers({"rate": 0.978039, "count": 3}, {"rate": 0.978038, "count": 4})
    {'rate': 0.978039, 'count': 4}
    """
    if isinstance(new, dict) and isinstance(old, dict):
        return {key: keep_numbers(old.get(key), value) for key, value in new.items()}
    if isinstance(new, list) and isinstance(old, list):
        return [keep_numbers(before, value) for before, value in _beside(old, new)]
    return old if _is_number(old) and _is_number(new) and _close(old, new) else new


def keep_numbers_of(path: Path, text: str) -> str:
    """`text`, indented JSON, with the numbers of the file at `path` where they are the same; alone if there is none."""
    try:
        old = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):  # none yet, or left in pieces: there is nothing to keep
        return text
    return as_text(keep_numbers(old, json.loads(text)))


def as_text(data: object) -> str:
    """The form in which generated data is committed."""
    return json.dumps(data, indent=1, ensure_ascii=False) + "\n"


def _is_number(value: object) -> bool:
    return type(value) in (int, float)


def _close(old: float, new: float) -> bool:
    if type(old) is type(new) is int:
        return old == new
    return abs(old - new) <= TOLERANCE * max(1.0, abs(new))


def _beside(old: list, new: list) -> list[tuple]:
    """Each new entry beside the old one with its name or, where not all have names, in its place."""
    for key in NAMES:
        before, after = _by(key, old), _by(key, new)
        if before is not None and after is not None:
            return [(before.get(name), entry) for name, entry in after.items()]
    return [(old[place] if place < len(old) else None, entry) for place, entry in enumerate(new)]


def _by(key: str, entries: list) -> dict | None:
    """The entries by this key; None unless each has one of its own."""
    named = {
        entry[key]: entry for entry in entries if isinstance(entry, dict) and isinstance(entry.get(key), str)
    }
    return named if len(named) == len(entries) else None
