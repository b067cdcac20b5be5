"""Relations of a wrong answer with the arguments: it is one of them, or one of them is left out."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from .pairs import Held, Pair, equal, tells


def an_argument(pair: Pair) -> Held:
    """What comes back is an argument as it came in, or a part of one."""
    for name, array in pair.numbers():
        if tells(array) and array.shape == pair.given.shape and equal(array, pair.given):
            return {
                f"is {name}": f"{pair.subject} is {name}, as it came in: is the result stored under another "
                "name, or is the wrong one returned?"
            }
    return {}


def term_missing(pair: Pair) -> Held:
    """The right numbers without one argument, or with it once more, or divided by what they are multiplied by."""
    if not pair.alike or not np.isfinite(pair.given).all():
        return {}
    off = pair.right - pair.given
    held: Held = {}
    for name, array in pair.numbers():
        if array.size < 2:
            continue
        for spread in _spread(array, off.shape):
            if equal(off, spread):
                held[f"without {name}"] = (
                    f"{name} is missing from {pair.called}: with it added, all is right."
                )
            elif equal(-off, spread):
                held[f"with {name}"] = f"{name} is in {pair.called} once too often: without it, all is right."
            elif equal(off, 2 * spread):
                held[f"minus {name}"] = f"{name} is taken away from {pair.called} where it is to be added."
            elif equal(pair.given * spread, pair.right) and not equal(pair.given, pair.right):
                held[f"not times {name}"] = (
                    f"{pair.subject} is not multiplied by {name}: with that, all is right."
                )
            elif tells(pair.given) and equal(pair.right * spread, pair.given):
                held[f"times {name}"] = f"{pair.called} is multiplied by {name} once too often."
    return held


def _spread(array: np.ndarray, shape: tuple[int, ...]) -> Iterator[np.ndarray]:
    """An argument laid along each axis that it fits, as NumPy or a loop would."""
    for fitting in (array, np.squeeze(array)):
        try:
            yield np.broadcast_to(fitting, shape)
        except ValueError:
            continue
    flat = array.ravel()
    if flat.size == max(array.shape, default=1):
        for axis, size in enumerate(shape[:-1]):
            if size == flat.size:
                yield np.broadcast_to(
                    flat.reshape([-1 if other == axis else 1 for other in range(len(shape))]), shape
                )
