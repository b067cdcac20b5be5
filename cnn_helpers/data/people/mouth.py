"""The mouth, closed, smiling or open."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cnn_helpers.data.people.brush import Brush
from cnn_helpers.data.people.colours import LIPS, WARM, mixed
from cnn_helpers.data.people.curves import opened, ribbon
from cnn_helpers.data.people.head import Head, surface
from cnn_helpers.data.people.shot import Mood
from cnn_helpers.data.scenes.colours import Colour, shaded


class Mouth(NamedTuple):
    """How low it lies, half its width, the thickness of its lips, how deep its bow, how red the lips are."""

    low: float
    width: float
    upper: float
    lower: float
    bow: float
    red: float


RANGES = {
    "low": (-0.66, -0.54),
    "width": (0.18, 0.3),
    "upper": (0.025, 0.075),
    "lower": (0.035, 0.1),
    "bow": (0.0, 0.03),
    "red": (0.25, 0.75),
}


def corner(head: Head, mouth: Mouth, side: int, mood: Mood) -> NDArray:
    """Return the point of the mouth's corner; side: -1 for the left of the picture."""
    return surface(head, side * _width(mouth, mood), mouth.low + 0.07 * mood.smile)


def _width(mouth: Mouth, mood: Mood) -> float:
    return mouth.width * (1 + 0.22 * mood.smile - 0.12 * mood.jaw)


def paint_mouth(brush: Brush, head: Head, mouth: Mouth, skin: Colour, mood: Mood) -> None:
    """Paint the lips and what an open mouth shows."""
    w, y, bend = _width(mouth, mood), mouth.low, 0.07 * mood.smile
    gap = 0.2 * mood.jaw
    across = w * np.array([-1, -0.55, 0, 0.55, 1])
    edge = y + bend * np.array([1, 0.2, -0.12, 0.2, 1])
    meet_upper = edge + gap * np.array([0, 0.22, 0.25, 0.22, 0])
    meet_lower = edge - gap * np.array([0, 0.6, 0.75, 0.6, 0])
    top = (
        meet_upper + mouth.upper * np.array([0, 1, 0.92, 1, 0]) + mouth.bow * np.array([0, 0.5, -0.6, 0.5, 0])
    )
    foot = meet_lower - mouth.lower * np.array([0, 0.85, 1, 0.85, 0])
    lines = [opened(surface(head, across, line, 0.03)) for line in (top, meet_upper, meet_lower, foot)]
    lip = mixed(skin, LIPS, mouth.red)
    if gap > 0.02:
        brush.fill(np.concatenate([lines[1], lines[2][::-1]]), (84, 22, 26))
        teeth = surface(head, across * 0.86, meet_upper - min(0.42 * gap, 0.06), 0.03)
        brush.fill(np.concatenate([lines[1][1:-1], opened(teeth)[::-1]]), (246, 243, 236))
    brush.fill(np.concatenate([lines[0], lines[1][::-1]]), shaded(lip, 0.86))
    brush.fill(np.concatenate([lines[2], lines[3][::-1]]), lip)
    if gap <= 0.02:
        brush.fill(ribbon(lines[1], 0.02), (*WARM, 190))
    shine = surface(head, across[1:-1] * 0.6, (meet_lower + foot)[1:-1] / 2, 0.03)
    brush.fill(ribbon(opened(shine), mouth.lower * 0.3), (255, 255, 255, 40))
    under = surface(head, across[1:-1] * 0.8, foot[1:-1] - 0.035, 0.02)
    brush.fill(ribbon(opened(under), 0.03), (*WARM, 44))
    for side in (-1, 1):
        x, at, z = corner(head, mouth, side, mood)
        ends = [(x, at + 0.03, z), (x + side * (0.02 + 0.02 * max(mood.smile, 0)), at, z), (x, at - 0.03, z)]
        brush.fill(ribbon(opened(ends), 0.018), (*WARM, 90))
