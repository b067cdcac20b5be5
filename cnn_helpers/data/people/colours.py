"""Colours of people and of what they wear: red, green, blue from 0 to 255."""

from collections.abc import Sequence
from random import Random

from cnn_helpers.data.scenes.colours import CLOTHES, Colour, mixed

SKIN = (
    (255, 222, 196),
    (246, 204, 172),
    (232, 184, 146),
    (214, 160, 120),
    (190, 134, 94),
    (160, 108, 74),
    (126, 84, 58),
    (98, 66, 48),
)
HAIR = (
    (30, 26, 28),
    (54, 38, 30),
    (88, 56, 36),
    (128, 84, 48),
    (176, 126, 70),
    (222, 184, 118),
    (190, 98, 52),
    (140, 54, 38),
    (172, 170, 172),
    (226, 224, 220),
)
IRIS = (
    (66, 42, 30),
    (92, 60, 36),
    (122, 88, 48),
    (92, 116, 70),
    (76, 112, 134),
    (104, 140, 168),
    (98, 104, 110),
)
ROOMS = (
    (236, 226, 208),
    (210, 218, 222),
    (170, 190, 200),
    (128, 158, 170),
    (152, 176, 148),
    (104, 132, 110),
    (226, 196, 164),
    (204, 150, 122),
    (150, 118, 104),
    (92, 96, 112),
    (62, 70, 84),
    (238, 210, 150),
    (186, 166, 190),
)
FRAMES = ((30, 28, 30), (92, 54, 36), (150, 30, 40), (40, 60, 100), (176, 150, 90), (196, 198, 200))
WARM, BLUSH, LIPS = (96, 34, 22), (216, 82, 74), (178, 62, 66)
CLOTH = CLOTHES


def along(colours: Sequence[Colour], place: float) -> Colour:
    """Return the colour at a place from 0 to 1 along a row of colours.

    >>> along([(0, 0, 0), (100, 100, 100), (200, 0, 0)], 0.25)
    (50, 50, 50)
    """
    place *= len(colours) - 1
    first = min(int(place), len(colours) - 2)
    return mixed(colours[first], colours[first + 1], place - first)


def near(rng: Random, colour: Colour, spread: float) -> Colour:
    """Return a colour with each channel moved by up to `spread`."""
    red, green, blue = (max(0, min(255, int(value + rng.uniform(-spread, spread)))) for value in colour)
    return red, green, blue
