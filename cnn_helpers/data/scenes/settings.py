"""What street scenes hold, and how hard they are."""

from dataclasses import dataclass
from math import isfinite
from typing import Any

from cnn_helpers.checks import whole_number

CLASSES = ("pedestrian", "car", "motorcycle")
PIXEL_CLASSES = (
    "sky",
    "building",
    "road",
    "pavement",
    "tree",
    "furniture",
    "pedestrian",
    "car",
    "motorcycle",
)
LIGHTS = ("day", "overcast", "dusk")


@dataclass(frozen=True)
class Settings:
    """How street scenes are drawn; a range is (least, most), both included, and the seed chooses within it.

    objects: how many pedestrians, cars and motorcycles; fewer stand there when no room is left for them.
    kinds: names from CLASSES to choose from, each equally likely.
    distance: metres from the camera to an object; at 10 m a pedestrian of 1.75 m is about 0.22 of the
    picture's height high.
    least_visible: share of an object's pixels in the picture that nothing nearer may cover.
    most_cut: share of an object's width that may lie beyond the left or right edge of the picture.
    spread: share of the picture's width, around its middle, over which the objects stand.
    clutter: how many poles, bins, bushes, signs, boxes and trees stand about; they may cover objects too,
    and those that would cover too much are left out.
    light: names from LIGHTS to choose from. brightness: factor on all pixels. cast: the furthest that the
    gain of a colour channel moves from 1. noise: standard deviation, on the scale where white is 1.
    Raises ValueError for ranges that run backwards, values that cannot be and names that are not known.

    >>> Settings(objects=(2, 3), light=("dusk",)).objects
    (2, 3)
    """

    objects: tuple[int, int] = (1, 5)
    kinds: tuple[str, ...] = CLASSES
    distance: tuple[float, float] = (5.0, 18.0)
    least_visible: float = 0.4
    most_cut: float = 0.35
    spread: float = 1.0
    clutter: tuple[int, int] = (2, 6)
    light: tuple[str, ...] = LIGHTS
    brightness: tuple[float, float] = (0.75, 1.15)
    cast: float = 0.1
    noise: tuple[float, float] = (0.01, 0.05)

    def __post_init__(self) -> None:
        for name, highest in (("objects", 30), ("clutter", 60)):
            for value in _range(name, getattr(self, name)):
                if whole_number(name, value, least=0) > highest:
                    raise ValueError(f"{name} is {getattr(self, name)}; at most {highest} are needed")
        for name, least, most in (("distance", 2.0, 200.0), ("brightness", 0.1, 3), ("noise", 0, 0.5)):
            for value in _range(name, getattr(self, name)):
                _between(name, value, least, most)
        if self.distance[1] < 1.2 * self.distance[0]:
            raise ValueError(
                f"distance is {self.distance}; the second is needed to be at least 1.2 times the first"
            )
        for name, most in (("least_visible", 1.0), ("most_cut", 0.9), ("spread", 1.0), ("cast", 0.5)):
            _between(name, getattr(self, name), 0, most)
        for name, known in (("kinds", CLASSES), ("light", LIGHTS)):
            given = getattr(self, name)
            if not isinstance(given, tuple) or not given or set(given) - set(known):
                raise ValueError(f"{name} is {given!r}; a tuple of names from {known} is needed")


def _range(name: str, given: Any) -> tuple[float, float]:
    if not isinstance(given, tuple) or len(given) != 2 or not given[0] <= given[1]:
        raise ValueError(f"{name} is {given!r}; a tuple (least, most) is needed")
    return given


def _between(name: str, value: float, least: float, most: float) -> None:
    if not (isinstance(value, (int, float)) and isfinite(value) and least <= value <= most):
        raise ValueError(f"{name} is {value!r}; a number from {least} to {most} is needed")
