"""Relations of the right numbers at other places, and of places that alone are wrong."""

from __future__ import annotations

from itertools import permutations

import numpy as np

from .pairs import ENOUGH, Held, Pair, axes_words, equal, tells

FARTHEST = 3  # places that numbers are looked for beside their own
MOST_AXES = 4
MOSTLY = 0.5  # of the numbers in places that are called wrong: a few may lie there by chance


def axes_exchanged(pair: Pair) -> Held:
    """The right numbers with axes exchanged, whatever the shape."""
    right, given = pair.right, pair.given
    if right.ndim != given.ndim or not 2 <= right.ndim <= MOST_AXES:
        return {}
    for order in permutations(range(right.ndim)):
        turned = right.transpose(order)
        if order != tuple(range(right.ndim)) and turned.shape == given.shape and equal(turned, given):
            moved = [axis for axis, other in enumerate(order) if axis != other]
            which = "rows and columns are" if right.ndim == 2 else f"axes {_listed(moved)} are"
            return {
                "transposed": f"The numbers of {pair.called} are right, and {which} exchanged: look for a "
                "transpose, or for two indices or two sizes in the wrong order."
            }
    return {}


def mirrored(pair: Pair) -> Held:
    if not pair.alike or pair.right.ndim > MOST_AXES:
        return {}
    axes = [axis for axis, size in enumerate(pair.right.shape) if size > 1]
    for chosen in [*[(axis,) for axis in axes], *[(a, b) for a in axes for b in axes if a < b]]:
        if equal(np.flip(pair.right, chosen), pair.given):
            words = _listed(list(chosen))
            return {
                "mirrored": f"The numbers of {pair.called} are right, and run backwards along axis {words}: "
                "look for a flip, a `[::-1]`, or an index counted from the end."
            }
    return {}


def other_order(pair: Pair) -> Held:
    """The right rows, channels or numbers in another order."""
    right, given = pair.right, pair.given
    if not pair.alike:
        return {}
    for axis, size in enumerate(right.shape):
        if not 1 < size <= 64 or right.size // size < 2:
            continue
        ours, theirs = np.moveaxis(right, axis, 0), np.moveaxis(given, axis, 0)
        found = [next((j for j in range(size) if equal(one, theirs[j])), None) for one in ours]
        if None not in found and len(set(found)) == size:
            return {
                f"other-order along {axis}": f"Along {axes_words(axis)} the parts of {pair.called} are right "
                "and in another order: look at the order in which they are made, stacked or sorted."
            }
    if not equal(np.sort(right, axis=None), np.sort(given, axis=None)):
        return {}
    if len(np.unique(right)) == 2:
        return {
            "other-places-set": f"As many places of {pair.called} are set as should be, and not the right ones: "
            "look at how the place is found."
        }
    return {
        "other-places": f"{pair.subject} holds the right numbers at other places: look for a reshape whose axes "
        "are in another order, or for indices that are wrong or exchanged."
    }


def moved(pair: Pair) -> Held:
    """The right numbers so many places further along an axis."""
    right, given = pair.right, pair.given
    if not pair.alike or right.size < 8:
        return {}
    for axis, size in enumerate(right.shape):
        ours, theirs = np.moveaxis(right, axis, 0), np.moveaxis(given, axis, 0)
        for by in range(1, min(FARTHEST, size - 2) + 1):
            for way, a, b in (
                ("further back", ours[:-by], theirs[by:]),
                ("too early", ours[by:], theirs[:-by]),
            ):
                if tells(a) and equal(a, b):
                    places = "place" if by == 1 else "places"
                    return {
                        f"moved along {axis}": f"Along {axes_words(axis)} the numbers of {pair.called} stand "
                        f"{by} {places} {way}: look at where the window, or the index, starts."
                    }
    return {}


def like_the_first(pair: Pair) -> Held:
    """Every part along an axis is the right one of a single place."""
    right, given = pair.right, pair.given
    if not pair.alike or not tells(given):
        return {}
    held: Held = {}
    for axis, size in enumerate(right.shape):
        theirs, ours = np.moveaxis(given, axis, 0), np.moveaxis(right, axis, 0)
        if size < 2 or not all(equal(theirs[0], one) for one in theirs[1:]):
            continue
        if all(equal(ours[0], one) for one in ours[1:]):
            continue
        place = next((j for j in range(size) if equal(ours[j], theirs[0])), None)
        if place is not None:
            which = {0: "first", size - 1: "last"}.get(place, f"number {place}")
            held[f"repeated along {axis}"] = (
                f"Along {axes_words(axis)} all parts of {pair.called} are the same, the right {which} one: is "
                "the loop's index used for reading, and is each part stored at its own place?"
            )
        else:
            held[f"same along {axis}"] = (
                f"Along {axes_words(axis)} all parts of {pair.called} are the same, and the right ones differ: "
                "is the loop's index used wherever it should be?"
            )
    return held


def wrong_in_one_place(pair: Pair) -> Held:
    """Right everywhere but in the first, the last or the outer places of an axis, or in nothing but those."""
    if not pair.alike or pair.right.size < 6:
        return {}
    limit = 1e-4 * max(1.0, float(np.abs(pair.right).max()))
    wrong = ~(np.abs(pair.right - pair.given) <= limit)
    for axis, size in enumerate(wrong.shape):
        if size < 2:
            continue
        at = wrong.any(axis=tuple(other for other in range(wrong.ndim) if other != axis))
        bad, zero = set(np.flatnonzero(at).tolist()), not pair.given[wrong].any()
        if wrong.mean() < MOSTLY * len(bad) / size:
            continue
        empty = " (they are 0: never written?)" if zero else ""
        axis_words = axes_words(axis)
        if bad == {size - 1} and size > 2:
            return {
                f"last-wrong along {axis}": f"All is right but the last place along {axis_words} of "
                f"{pair.called}{empty}: does the loop, or the window, stop one too early?"
            }
        if bad == {0} and size > 2:
            return {
                f"first-wrong along {axis}": f"All is right but the first place along {axis_words} of "
                f"{pair.called}{empty}: does the loop start one too late, or is there another rule for the "
                "first?"
            }
        if bad == set(range(1, size)) and not np.moveaxis(pair.given, axis, 0)[1:].any():
            return {
                f"first-alone along {axis}": f"Along {axis_words} of {pair.called} the first place alone is "
                "filled, and right; the others are 0: does the loop go on (a `return` inside of it ends it)?"
            }
        if bad == set(range(1, size)):
            return {
                f"first-right along {axis}": f"Along {axis_words} of {pair.called} the first place is right, "
                "and what is wrong lies in the others: look at how the index, or the window, moves on from "
                "there (a stride, a step, an index that stays 0)."
            }
        if bad == set(range(size - 1)) and size > 2:
            return {
                f"last-alone along {axis}": f"Along {axis_words} of {pair.called} the last place alone is "
                f"right{empty}: is what was computed before overwritten, or set back inside of the loop?"
            }
    return _border(pair, wrong)


def _border(pair: Pair, wrong: np.ndarray) -> Held:
    """Wrong on the outer rows and columns alone, or inside alone."""
    axes = {4: (1, 2), 3: (0, 1), 2: (0, 1)}.get(wrong.ndim)
    if axes is None or min(wrong.shape[axis] for axis in axes) < 3:
        return {}
    inner = np.zeros(wrong.shape, bool)
    inside = [slice(None)] * wrong.ndim
    for axis in axes:
        inside[axis] = slice(1, -1)
    inner[tuple(inside)] = True
    if inner.sum() < ENOUGH:
        return {}
    if not wrong[inner].any() and wrong[~inner].mean() >= MOSTLY:
        return {
            "border-wrong": f"Inside {pair.called} is right; its outermost rows and columns are wrong: look at "
            "the padding, and at windows that stick out over the border."
        }
    if not wrong[~inner].any() and wrong[inner].mean() >= MOSTLY:
        return {
            "inside-wrong": f"The outermost rows and columns of {pair.called} are right, and what lies inside "
            "is wrong: look at what happens where windows overlap (added up, or overwritten?)."
        }
    return {}


def _listed(numbers: list[int]) -> str:
    return " and ".join(map(str, numbers)) if len(numbers) < 3 else ", ".join(map(str, numbers))
