"""Relations of one number with the right one; found's search asks that they hold in several cases."""

from __future__ import annotations

import numpy as np

from .factors import sizes
from .pairs import Held, Pair
from .values_changed import ACTIVATIONS

SINGLE = {name: one for name, one in ACTIVATIONS.items() if not name.startswith("softmax")}
CLOSE = 5e-6
MORE_THAN_ONE = 1.5  # below it 0 and 1 are whole numbers by chance


def _near(a: float, b: float) -> bool:
    return abs(a - b) <= CLOSE * max(abs(a), abs(b), 0.2)


def single(pair: Pair) -> Held:
    """What holds between two numbers."""
    right, given = float(pair.right), float(pair.given)
    if not np.isfinite(given):
        kind = "NaN" if np.isnan(given) else "infinity"
        return {
            kind.lower(): f"{pair.called} is {kind}: look for a division by 0, and for a logarithm or a root of "
            "a number that has none."
        }
    return (
        _plain(pair, right, given)
        | _with_arguments(pair, right, given)
        | _functions(pair, right, given)
        | _factors(pair, right, given)
    )


def _plain(pair: Pair, right: float, given: float) -> Held:
    held: Held = {}
    if given == 0:
        held["all-zero"] = (
            f"{pair.subject} is 0 where it should not be: is something taken away from itself, or cut to 0 by "
            f"`//` or an "
            "array of whole numbers, or is what was computed not returned?"
        )
    if right and _near(-right, given):
        held["negated"] = (
            f"{pair.subject} has the wrong sign: look for a minus too many, one that is missing, or a "
            "difference the other way round."
        )
    if abs(right) > MORE_THAN_ONE and right != round(right) and given == np.trunc(right):
        held["truncated"] = (
            f"{pair.subject} is right but for what is behind the point. Is there an array of whole numbers, "
            "`//` or a rounding?"
        )
    if abs(right) > MORE_THAN_ONE and right != round(right) and given == round(right):
        held["rounded"] = f"{pair.called} is the right number rounded to a whole one."
    return held


def _with_arguments(pair: Pair, right: float, given: float) -> Held:
    """An argument, or a part of one, is what comes back, or what is left out."""
    held: Held = {}
    for name, array in pair.numbers():
        if array.size != 1:
            continue
        number = float(array.flat[0])
        if abs(number) < 1e-9:
            continue
        for relation, wanted, said in (
            ("is", number, f"is {name}, as it came in"),
            ("without", right - number, f"is the right number without {name}, which is to be added"),
            (
                "with",
                right + number,
                f"is the right number plus {name}, which does not belong, or is taken away twice",
            ),
            ("minus", right - 2 * number, f"has {name} taken away where it is to be added"),
            ("times", right * number, f"is the right number times {name}"),
            ("divided by", right / number, f"is the right number divided by {name}"),
        ):
            if _near(wanted, given) and not (relation in ("times", "divided by") and _near(number, 1)):
                held[f"{relation} {name}"] = f"{pair.subject} {said}."
    return held


def _functions(pair: Pair, right: float, given: float) -> Held:
    """A function that is missing, or one that is there once too often."""
    held: Held = {}
    with np.errstate(all="ignore"):
        for name, (words, of) in SINGLE.items():
            if _near(float(of(np.array([given]))[0]), right) and not (name == "relu" and given >= 0):
                said = f"{words[0].upper() + words[1:]} of this number would be right: that step is missing."
                held[f"{name}-missing"] = said
        for name, (words, of) in SINGLE.items():
            if _near(float(of(np.array([right]))[0]), given) and not (name == "relu" and right >= 0):
                held[f"{name}-too-much"] = (
                    f"{pair.subject} is {words} of the right number: one step is there that does not belong, or "
                    "it is done twice."
                )
    return held


def _factors(pair: Pair, right: float, given: float) -> Held:
    if abs(right) < 1e-6 or abs(given) < 1e-6 or _near(right, given):
        return {}
    factor, held = given / right, {}
    for words, size in sizes(pair):
        if _near(factor, size):
            held[f"times {words.partition(' (')[0]}"] = (
                f"{pair.subject} is {size:g} times the right number: that is {words}. Is a division, or a mean "
                "in place of a sum, missing?"
            )
        elif _near(factor * size, 1):
            held[f"divided by {words.partition(' (')[0]}"] = (
                f"{pair.subject} is the right number divided by {size:g}: that is {words}. Is there a division, "
                "or a mean, too many?"
            )
    held[f"times {factor:.5g}"] = f"{pair.subject} is {factor:.4g} times the right number: look for a factor."
    held[f"off by {given - right:.5g}"] = (
        f"{pair.subject} is {abs(given - right):.4g} too {'large' if given > right else 'small'}: look for a "
        "term that is added once too often, or left out."
    )
    return held
