"""Eyes and brows."""

from math import cos, radians, sin
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnn_helpers.data.people.brush import Brush
from cnn_helpers.data.people.colours import WARM, mixed
from cnn_helpers.data.people.curves import ellipse, ribbon
from cnn_helpers.data.people.head import Head, surface
from cnn_helpers.data.people.shot import Mood
from cnn_helpers.data.scenes.colours import Colour, shaded


class Eyes(NamedTuple):
    """Where the eyes are, how wide and open, how far their outer ends rise in degrees; the brows above them."""

    up: float
    apart: float
    width: float
    open: float
    rise: float
    lashes: float
    crease: float
    brow_up: float
    brow_width: float
    brow_thick: float
    brow_arch: float
    brow_rise: float


RANGES = {
    "up": (-0.02, 0.12),
    "apart": (0.28, 0.38),
    "width": (0.14, 0.195),
    "open": (0.5, 0.85),
    "rise": (-10, 12),
    "lashes": (0.012, 0.04),
    "crease": (0.0, 1.0),
    "brow_up": (0.15, 0.25),
    "brow_width": (0.15, 0.24),
    "brow_thick": (0.03, 0.1),
    "brow_arch": (0.0, 0.09),
    "brow_rise": (-20, 5),
}
_ALONG = np.linspace(-1, 1, 13)
_LID = (1 - _ALONG**2) ** 0.8


def place(
    head: Head,
    eyes: Eyes,
    side: int,
    x: ArrayLike = 0.0,
    y: ArrayLike = 0.0,
    rise: float | None = None,
    up: float = 0.0,
    lift: float = 0.0,
) -> NDArray:
    """Return points (k, 3) from an eye's own (x outwards, y up); side: -1 for the left of the picture."""
    a = radians(eyes.rise if rise is None else rise)
    x, y = np.asarray(x, float), np.asarray(y, float)
    across = side * (eyes.apart + x * cos(a) - y * sin(a))
    return surface(head, across, eyes.up + up + x * sin(a) + y * cos(a), lift)


def paint_eyes(
    brush: Brush, head: Head, eyes: Eyes, iris: Colour, mood: Mood, lamp: tuple[float, float, float]
) -> None:
    """Paint both eyes; mood: see `Mood`; lamp: (x, y) of the light, for the spark in the eye."""
    width, height = eyes.width, eyes.width * eyes.open * mood.lids
    upper, lower = height * _LID, -0.55 * height * _LID * (1 - 0.35 * max(mood.smile, 0))
    for side in (-1, 1):
        hollow = place(head, eyes, side, _ALONG * width * 1.45, upper * 1.5 + 0.035)
        under = place(head, eyes, side, _ALONG * width * 1.4, lower * 1.6 - 0.02)
        brush.fill(np.concatenate([hollow, under[::-1]]), (*WARM, 26))
        rim = place(head, eyes, side, _ALONG * width, upper)
        white = np.concatenate([rim, place(head, eyes, side, _ALONG * width, lower)[::-1]])
        brush.fill(white, (244, 240, 234))
        gaze = side * mood.gaze[0] * width * 0.4, mood.gaze[1] * height * 0.3 + 0.1 * height
        for radius, colour in ((0.104, shaded(iris, 0.55)), (0.088, iris), (0.045, (16, 13, 14))):
            _round(brush, head, eyes, side, gaze, radius, colour, (upper, lower))
        if height > 0.03:
            u, v, w = place(
                head, eyes, side, gaze[0] + side * 0.03 * lamp[0], gaze[1] + 0.026 + 0.01 * lamp[1]
            )
            brush.fill(ellipse(u, v, w, 0.019, 0.019), (255, 255, 255))
        lash = eyes.lashes * (0.25 + _LID)
        brush.fill(ribbon(rim, lash), (38, 26, 24))
        if eyes.crease > 0.3:
            fold = place(head, eyes, side, _ALONG * width * 1.02, upper + 0.035 + 0.02 * eyes.crease)
            brush.fill(ribbon(fold[1:-1], 0.016), (*WARM, 110))


def _round(
    brush: Brush,
    head: Head,
    eyes: Eyes,
    side: int,
    middle: tuple[float, float],
    radius: float,
    colour: Colour,
    lids: tuple[NDArray, NDArray],
) -> None:
    """Paint a disc of the iris, as far as the lids leave it free."""
    disc = ellipse(*middle, 0, radius, radius)
    x = np.clip(disc[:, 0], -eyes.width, eyes.width)
    upper, lower = (np.interp(x, _ALONG * eyes.width, lid) for lid in lids)
    brush.fill(place(head, eyes, side, x, np.clip(disc[:, 1], lower, upper)), colour)


def brow_line(head: Head, eyes: Eyes, side: int, mood: Mood, x: float | NDArray) -> NDArray:
    """Return points of a brow's middle line at x, -1 at its inner end to 1 at its outer."""
    arch = eyes.brow_arch * (1 - (x - 0.25) ** 2)
    lift = eyes.brow_up + 0.06 * mood.brows + arch - 0.045 * mood.frown * (1 - x) / 2
    return place(head, eyes, side, x * eyes.brow_width + 0.01, lift, rise=0.5 * eyes.brow_rise)


def paint_brows(brush: Brush, head: Head, eyes: Eyes, hair: Colour, mood: Mood) -> None:
    """Paint both brows in the hair's colour, a little darker."""
    x = _ALONG[::2]
    thick = eyes.brow_thick * np.array([0.75, 1, 1, 0.95, 0.8, 0.6, 0.2])
    for side in (-1, 1):
        colour = shaded(mixed(hair, WARM, 0.2), 0.82)
        brush.fill(ribbon(brow_line(head, eyes, side, mood, x), thick), colour)
