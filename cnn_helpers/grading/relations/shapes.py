"""Relations of arrays whose shape is not the right one."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from .pairs import Held, Pair, axes_words, equal, tells

REDUCTIONS: dict[str, Callable[..., np.ndarray]] = {"sum": np.sum, "mean": np.mean, "maximum": np.max}


def right_numbers_in_another_shape(pair: Pair) -> Held:
    right, given = pair.right, pair.given
    if pair.alike or right.size != given.size or right.size < 2 or not equal(right.ravel(), given.ravel()):
        return {}
    return {
        "another-shape": f"The numbers of {pair.called} are right, and their shape is {given.shape} in place of "
        f"{right.shape}: look for a reshape, a flatten, `keepdims` or an axis of length 1."
    }


def summed_too_far(pair: Pair) -> Held:
    """The right numbers summed, averaged or compared once more, over some axes."""
    right, given = pair.right, np.squeeze(pair.given)
    if right.size < 2 or pair.given.ndim > right.ndim or pair.given.ndim == right.ndim == 1 or pair.alike:
        return {}
    held: Held = {}
    for name, reduce in REDUCTIONS.items():
        for axis in (None, *range(right.ndim)):
            made = np.squeeze(reduce(right, axis=axis))
            if made.shape == given.shape and (tells(made) or axis is None) and equal(made, given):
                over = "all its numbers" if axis is None else axes_words(axis)
                held[f"{name} over {over}"] = (
                    f"{pair.subject} is the {name} of the right numbers over {over}: an `axis` is missing or "
                    f"another one, or there is one {name} too many."
                )
    return held


def sum_missing(pair: Pair) -> Held:
    """Numbers whose sum, mean or maximum over an axis would be right."""
    right, given = np.squeeze(pair.right), pair.given
    if pair.alike or given.ndim <= right.ndim or given.size <= max(1, right.size):
        return {}
    held: Held = {}
    for name, reduce in REDUCTIONS.items():
        for axis in (*range(given.ndim), None):
            made = np.squeeze(reduce(given, axis=axis))
            if made.shape == right.shape and equal(made, right):
                over = "of all these numbers" if axis is None else f"of these numbers over {axes_words(axis)}"
                held[f"{name}-missing {over}"] = (
                    f"The {name} {over} would be right: {pair.called} comes back before it is taken."
                )
    return held


def cut_or_widened(pair: Pair) -> Held:
    """The right numbers with rows around them, or without some of them."""
    right, given = pair.right, pair.given
    if right.ndim != given.ndim or pair.alike or not right.ndim:
        return {}
    more = [g - r for g, r in zip(given.shape, right.shape, strict=True)]
    large, small, word = (given, right, "wider") if all(n >= 0 for n in more) else (right, given, "smaller")
    if (not all(n >= 0 for n in more) and not all(n <= 0 for n in more)) or not tells(small):
        return {}
    sizes = [abs(n) for n in more]
    axes = [axis for axis, n in enumerate(sizes) if n]
    starts = {"at the end": [0] * len(sizes), "at the beginning": sizes}
    if not any(n % 2 for n in sizes):
        starts = {"around": [n // 2 for n in sizes]} | starts
    for where, start in starts.items():
        window = tuple(slice(a, a + n) for a, n in zip(start, small.shape, strict=True))
        if equal(large[window], small):
            if word == "wider":
                said = f"there are more {where}: is a padding not cut away, or does a loop run too far?"
            else:
                said = f"some are missing {where}: does a loop, or a slice, stop too early?"
            which = ", ".join(map(str, axes))
            return {
                f"{word} along {which}": f"The numbers of {pair.called} are right as far as they go, but along "
                f"axis {which} {said}"
            }
    return {}


def rows_too_many_or_missing(pair: Pair) -> Held:
    """A list of rows (boxes, points) with some more, some fewer, or some twice."""
    right, given = pair.right, pair.given
    if right.ndim not in (1, 2) or right.ndim != given.ndim or right.shape[1:] != given.shape[1:]:
        return {}
    if len(right) == len(given) or not len(right):
        return {}
    found = [any(equal(row, one) for one in right) for row in given]
    kept = [any(equal(row, one) for one in given) for row in right]
    if len(given) > len(right) and all(kept):
        if all(found):
            return {"twice": f"All right ones are in {pair.called}, and some stand there twice."}
        return {
            "too-many": f"All right ones are in {pair.called}, and {len(given) - len(right)} more, the first at "
            f"place {found.index(False)}: a condition lets too many through."
        }
    if len(given) < len(right) and all(found):
        first = kept.index(False) if False in kept else len(given)
        return {
            "some-missing": f"What is in {pair.called} is right, and {_are(len(right) - len(given))} missing, the "
            f"first of them the right one at place {first}: a condition drops too many, or the loop ends too "
            "early."
        }
    return {}


def _are(count: int) -> str:
    return "1 is" if count == 1 else f"{count} are"


def part_of_it(pair: Pair) -> Held:
    """The right numbers of one place along an axis alone, or with an axis in front."""
    right, given = pair.right, pair.given
    for axis, size in enumerate(right.shape):
        ours = np.moveaxis(right, axis, 0)
        for place in (0, size - 1):
            if size > 1 and given.shape == ours[place].shape and tells(given) and equal(ours[place], given):
                which = "first" if not place else "last"
                return {
                    f"{which} alone along {axis}": f"{pair.subject} is the {which} part of the right one along "
                    f"{axes_words(axis)}: are the others stored, and is the whole returned?"
                }
    return {}


def length_of_an_axis(pair: Pair) -> Held:
    """Which axes have another length than the right ones, and by how much."""
    right, given = pair.right.shape, pair.given.shape
    if right == given or not right:
        return {}
    if not given:
        return {"one-number": f"{pair.subject} is a single number; an array of shape {right} is needed."}
    if len(right) != len(given):
        return {
            f"{len(given)} axes for {len(right)}": f"{pair.subject} has {len(given)} axes, {given}; "
            f"{len(right)} are needed, {right}."
        }
    axes = [axis for axis, (a, b) in enumerate(zip(right, given, strict=True)) if a != b]
    by = {given[axis] - right[axis] for axis in axes}
    if sorted(right) == sorted(given) and len(axes) > 1:
        return {
            f"sizes exchanged {axes}": f"{pair.subject} has the shape {given}, and {right} is needed: two sizes "
            "stand in each other's place."
        }
    which = axes_words(axes[0]) if len(axes) == 1 else f"the axes {', '.join(map(str, axes))}"
    held: Held = {}
    if len(by) == 1:
        (off,) = by
        places = "place" if abs(off) == 1 else "places"
        held[f"length off by {off} along {axes}"] = (
            f"{pair.subject} has {abs(off)} {places} too {'many' if off > 0 else 'few'} along {which} ({given} "
            f"in place of {right}): look at how that size is computed."
        )
    return held | {
        f"length along {axes}": f"{pair.subject} has another length along {which} ({given} in place of "
        f"{right}): look at how that size is computed."
    }
