"""Relations of numbers at the same places: another sign, whole numbers, an activation more or less."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from .pairs import Held, Pair, equal


def not_finite(pair: Pair) -> Held:
    """NaN or infinity where numbers belong."""
    strange = ~np.isfinite(pair.given)
    if not pair.alike or not strange.any() or not np.isfinite(pair.right).all():
        return {}
    kind = "NaN" if np.isnan(pair.given).any() else "infinity"
    where = [int(i) for i in np.argwhere(strange)[0]] if pair.given.ndim else []
    place = f", first at {where}" if where else ""
    return {
        kind.lower(): f"{int(strange.sum())} of {strange.size} numbers of {pair.called} are {kind}{place}: look "
        "for a division by 0, and for a logarithm or a root of a number that has none."
    }


def all_one_number(pair: Pair) -> Held:
    """Nothing but zeros, or one number everywhere, where the right ones differ."""
    if not pair.alike or pair.right.size < 2 or np.ptp(pair.given) > 1e-9 or np.ptp(pair.right) < 1e-3:
        return {}
    if not pair.given.any():
        return {
            "all-zero": f"Every number of {pair.called} is 0: what is computed never gets there. Is it stored "
            "in the array that is returned, after that array is made?"
        }
    return {
        "all-the-same": f"Every number of {pair.called} is {pair.given.flat[0]:.4g}; the right ones differ."
    }


def opposite_sign(pair: Pair) -> Held:
    if pair.alike and equal(pair.right, -pair.given):
        return {
            "negated": f"Every number of {pair.called} has the wrong sign: look for a minus too many, one that "
            "is missing, or a difference the other way round."
        }
    return {}


def sign_lost(pair: Pair) -> Held:
    if not pair.alike or not (pair.right < 0).any():
        return {}
    if equal(np.abs(pair.right), pair.given):
        return {"absolute": f"{pair.subject} holds the sizes of the right numbers: every minus sign is lost."}
    return {}


def whole_numbers(pair: Pair) -> Held:
    """The right numbers cut or rounded to whole ones, as an integer array stores them."""
    if not pair.alike or equal(np.round(pair.right), pair.right):
        return {}
    return {
        name: f"The numbers of {pair.called} are right but for what is behind the point: they are {how}. Is "
        "there an array of whole numbers, `//` or a rounding?"
        for name, how, cut in (
            ("truncated", "cut to whole numbers", np.trunc),
            ("rounded", "rounded to whole numbers", np.round),
            ("rounded-down", "rounded down to whole numbers", np.floor),
            ("rounded-up", "rounded up to whole numbers", np.ceil),
        )
        if equal(cut(pair.right), pair.given)
    }


def _softmax(x: np.ndarray, axis: int = -1) -> np.ndarray:
    powers = np.exp(x - x.max(axis=axis, keepdims=True))
    return powers / powers.sum(axis=axis, keepdims=True)


def _sigmoid(x: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-np.clip(x, -500, 500)))


ACTIVATIONS: dict[str, tuple[str, Callable[[np.ndarray], np.ndarray]]] = {
    "relu": ("ReLU", lambda x: np.maximum(x, 0)),
    "sigmoid": ("a sigmoid", _sigmoid),
    "tanh": ("tanh", np.tanh),
    "softmax": ("a softmax over the last axis", lambda x: _softmax(x) if x.ndim else x),
    "softmax-rows": ("a softmax over the first axis", lambda x: _softmax(x, 0) if x.ndim > 1 else x),
    "exponential": ("an exponential", lambda x: np.exp(np.clip(x, -500, 500))),
    "square": ("a square", np.square),
    "root": ("a square root", lambda x: np.sqrt(np.abs(x))),
    "logarithm": ("a logarithm", lambda x: np.log(np.maximum(np.abs(x), 1e-300))),
    "one-minus": ("1 minus each", lambda x: 1 - x),
    "reciprocal": ("1 divided by each", lambda x: 1 / np.where(x == 0, np.inf, x)),
}


def function_more(pair: Pair) -> Held:
    """The right numbers, and one function more."""
    if not pair.alike:
        return {}
    return {
        f"{name}-too-much": f"{pair.subject} is {words} of the right numbers: one step is there that does not "
        "belong, or it is done twice."
        for name, (words, of) in ACTIVATIONS.items()
        if equal(of(pair.right), pair.given) and not equal(pair.right, pair.given)
    }


def function_missing(pair: Pair) -> Held:
    """The right numbers before a function that is not applied."""
    if not pair.alike or not np.isfinite(pair.given).all():
        return {}
    return {
        f"{name}-missing": f"{words[0].upper() + words[1:]} of these numbers would be right: that step is "
        f"missing before {pair.called} comes back."
        for name, (words, of) in ACTIVATIONS.items()
        if equal(pair.right, of(pair.given))
    }
