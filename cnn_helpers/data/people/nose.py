"""The nose: a lit ridge, a shaded side, wings and nostrils."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnn_helpers.data.people.brush import Brush
from cnn_helpers.data.people.colours import WARM
from cnn_helpers.data.people.curves import closed, ellipse, opened, ribbon
from cnn_helpers.data.people.head import Head, surface
from cnn_helpers.data.scenes.colours import Colour


class Nose(NamedTuple):
    """How low its tip lies, half its width at the wings and at the bridge, how round its tip, how strong its shade."""

    low: float
    wings: float
    bridge: float
    tip: float
    hook: float


RANGES = {
    "low": (-0.36, -0.2),
    "wings": (0.1, 0.2),
    "bridge": (0.035, 0.08),
    "tip": (0.05, 0.1),
    "hook": (-0.04, 0.05),
}
STANDS_OUT = 0.2  # how far the tip stands before the face


def tip(head: Head, nose: Nose) -> NDArray:
    """Return the point of the nose's tip."""
    return surface(head, 0.0, nose.low, STANDS_OUT)


def paint_nose(brush: Brush, head: Head, nose: Nose, up: float, side: int, skin: Colour) -> None:
    """Paint the nose; up: where the eyes are; side: 1 when the light comes from the right, -1 from the left."""
    w, low = nose.wings, nose.low
    shade = [
        (-side * nose.bridge * 1.6, up + 0.16, 0.0),
        (-side * nose.bridge, up - 0.02, 0.08),
        (-side * nose.tip, low + 0.07, 0.18),
        (-side * w * 1.02, low + 0.02, 0.05),
        (-side * w * 1.05, low - 0.05, 0.05),
        (-side * w * 1.15, low + 0.1, 0.0),
        (-side * nose.bridge * 2.3, up - 0.03, 0.0),
    ]
    brush.fill(closed(_lifted(head, shade)), (*WARM, 52))
    wings = [
        (-w, low + 0.035, 0.05),
        (-w * 1.02, low - 0.03, 0.06),
        (-w * 0.55, low - 0.05, 0.1),
        (0.0, low - 0.075 - nose.hook, 0.18),
        (w * 0.55, low - 0.05, 0.1),
        (w * 1.02, low - 0.03, 0.06),
        (w, low + 0.035, 0.05),
    ]
    brush.fill(ribbon(opened(_lifted(head, wings)), 0.024), (*WARM, 150))
    for way in (-1, 1):
        x, y, z = surface(head, way * w * 0.5, low - 0.04, 0.1)
        brush.fill(ellipse(x, y, z, w * 0.24, 0.02), (*WARM, 190))
    ridge = [
        (side * 0.01, up - 0.02, 0.1),
        (side * 0.012, low + 0.1, 0.19),
        (side * 0.015, low + 0.03, STANDS_OUT),
    ]
    brush.fill(ribbon(opened(_lifted(head, ridge)), nose.tip * 0.55), (255, 244, 226, 46))


def _lifted(head: Head, points: ArrayLike) -> NDArray:
    x, y, lift = np.array(points).T
    return surface(head, x, y, lift)
