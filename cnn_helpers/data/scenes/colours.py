"""Colours of people, paint, walls and leaves: red, green, blue from 0 to 255."""

from collections.abc import Sequence
from random import Random
from typing import TypeAlias

Colour: TypeAlias = tuple[int, int, int]  # red, green, blue

SKIN = (
    (255, 224, 196),
    (241, 194, 160),
    (224, 172, 130),
    (198, 134, 96),
    (150, 98, 66),
    (110, 70, 48),
    (72, 46, 34),
)
HAIR = (
    (24, 20, 18),
    (52, 36, 26),
    (92, 60, 36),
    (150, 104, 58),
    (206, 170, 110),
    (150, 70, 36),
    (170, 168, 166),
)
CLOTHES = (
    (32, 42, 68),
    (54, 54, 58),
    (24, 24, 28),
    (98, 88, 76),
    (70, 92, 122),
    (172, 46, 46),
    (42, 106, 84),
    (212, 176, 60),
    (226, 224, 216),
    (120, 62, 110),
    (214, 112, 66),
    (84, 140, 190),
    (128, 128, 118),
    (196, 150, 160),
)
PAINT = (
    (222, 222, 218),
    (34, 36, 40),
    (128, 132, 138),
    (176, 182, 186),
    (168, 36, 36),
    (36, 66, 128),
    (52, 96, 76),
    (206, 150, 46),
    (96, 60, 48),
    (92, 152, 182),
    (200, 190, 166),
    (104, 40, 84),
)
WALLS = (
    (158, 96, 76),
    (178, 124, 96),
    (206, 192, 168),
    (222, 212, 196),
    (148, 148, 150),
    (112, 104, 100),
    (196, 162, 124),
    (170, 176, 164),
    (186, 146, 140),
    (140, 152, 168),
    (98, 84, 82),
)
LEAVES = ((58, 96, 50), (78, 112, 54), (46, 82, 60), (104, 122, 58), (120, 104, 50), (70, 104, 76))
TYRE, RUBBER, STEEL, CHROME = (28, 28, 31), (44, 44, 48), (122, 124, 128), (190, 192, 196)
GLASS, LAMP, TAIL = (58, 74, 90), (250, 242, 210), (196, 30, 28)


def shaded(colour: Colour, factor: float) -> Colour:
    """Return a colour times a factor, at most white.

    >>> shaded((100, 200, 40), 1.5)
    (150, 255, 60)
    """
    red, green, blue = colour
    return min(255, int(red * factor)), min(255, int(green * factor)), min(255, int(blue * factor))


def varied(rng: Random, colours: Sequence[Colour], spread: float = 14) -> Colour:
    """Return one of some colours, each channel moved by up to `spread`."""
    chosen = rng.choice(colours)
    red, green, blue = (max(0, min(255, int(value + rng.uniform(-spread, spread)))) for value in chosen)
    return red, green, blue


def mixed(one: Colour, other: Colour, share: float) -> Colour:
    """Return a colour between two; share: how much of the other.

    >>> mixed((0, 0, 0), (100, 200, 40), 0.5)
    (50, 100, 20)
    """
    red, green, blue = (int(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue
