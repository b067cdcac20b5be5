"""Relations of lists of texts, such as the layers of a network, and of several things together."""

from __future__ import annotations

import re
from collections import Counter

from ..values.comparison import COUNT, difference
from .pairs import Held


def lists(right: tuple, given: tuple, called: str) -> Held:
    """How two lists of texts differ: one is missing, one too many, other order, one with another setting."""
    ours, theirs = Counter(_counted(right)), Counter(_counted(given))
    missing, more = list((ours - theirs).elements()), list((theirs - ours).elements())
    if not missing and not more:
        place = next(i for i, pair in enumerate(zip(right, given, strict=True)) if pair[0] != pair[1])
        return {
            "other-order": f"What is in {called} is right, and stands in another order: number {place + 1} is "
            f"{given[place]}, where {right[place]} is needed."
        }
    if not more:
        return {f"missing {_kind(missing[0])}": f"In {called}: {_some(missing)} missing."}
    if not missing:
        return {f"too many {_kind(more[0])}": f"In {called}: {_some(more)} too many."}
    if len(missing) != len(more):
        return {}
    if all(_kind(a) == _kind(b) for a, b in zip(missing, more, strict=True)):
        return _other_setting(missing[0], more[0], called)
    kinds = {(_kind(a), _kind(b)) for a, b in zip(missing, more, strict=True)}
    if len(kinds) > 1:
        return {}
    ((needed, there),) = kinds
    times = "" if len(more) == 1 else f", {len(more)} times"
    return {f"{there} for {needed}": f"In {called}: {more[0]} stands where {missing[0]} is needed{times}."}


def _other_setting(needed: str, there: str, called: str) -> Held:
    """Of two texts of one kind, what is set otherwise."""
    ours, theirs, kind = _settings(needed), _settings(there), _kind(needed)
    keys = [key for key in dict.fromkeys([*ours, *theirs]) if ours.get(key) != theirs.get(key)]
    what = "" if any(key.isdigit() for key in keys) else f" {', '.join(keys)}"
    return {
        f"setting{what} of {kind}": f"In {called}: the kinds are right; of {kind} the setting{what} is another "
        f"one: {there} is there, {needed} is needed."
    }


def _counted(texts: tuple) -> list[str]:
    """The texts of a list, those of a counted one as often as it says."""
    every: list[str] = []
    for text in texts:
        count, mark, rest = text.partition(COUNT)
        every += [rest] * min(int(count), 1000) if mark and count.isdigit() else [text]
    return every


def _kind(text: str) -> str:
    """What a layer's text begins with: Conv2D of Conv2D(filters=8)."""
    found = re.match(r"[\w ./-]+", text)
    return found[0].strip() if found else text[:20]


def _settings(text: str) -> dict[str, str]:
    """The settings of a layer's text; those without a name go by their place."""
    inside = text.partition("(")[2].rpartition(")")[0] or text.partition(",")[2]
    parts = re.split(r",\s*(?![^()\[\]]*[)\]])", inside)
    found = {}
    for i, part in enumerate(parts):
        key, mark, value = part.strip().partition("=")
        found[key if mark else str(i)] = value if mark else key
    return found


def _some(texts: list[str]) -> str:
    return f"{texts[0]} is" if len(texts) == 1 else f"{texts[0]} and {len(texts) - 1} more are"


def together(right: tuple, given: object, called: str) -> Held:
    """Several things: in another order, or not as many as are needed."""
    if given is None:
        return {"nothing": f"Nothing comes back: {len(right)} things are needed. Is a `return` missing?"}
    if not isinstance(given, tuple):
        place = next((i for i, one in enumerate(right) if difference(one, given) is None), None)
        which = "" if place is None else f", the right number {place + 1}"
        return {f"one for {len(right)}": f"Of {len(right)} things to return one alone comes back{which}."}
    found = [
        next((i for i, one in enumerate(right) if difference(one, other) is None), None) for other in given
    ]
    if len(given) == len(right):
        order = [i for i in found if i is not None]
        if sorted(order) != list(range(len(right))) or order == sorted(order):
            return {}
        return {
            "exchanged": f"The {len(right)} things that {called} holds are right, and stand in each other's "
            "place: they are returned, or unpacked, in another order."
        }
    kept = set(found)
    missing = [f"number {i + 1}" for i in range(len(right)) if i not in kept]
    if len(given) < len(right) and None not in found:
        said = f"those are right, and {' and '.join(missing)} {'is' if len(missing) == 1 else 'are'} missing"
    elif len(given) > len(right) and not missing:
        said = (
            f"the right ones are there, and number {found.index(None) + 1} is not asked for"
            if None in found
            else ("some are there twice")
        )
    else:
        said = "compare them with what the contract asks for"
    return {
        f"{len(given)} for {len(right)} in {called}": f"{called} holds {len(given)} things where {len(right)} "
        f"are needed: {said}."
    }
