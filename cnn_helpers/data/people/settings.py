"""What changes from one photograph of a person to the next, and how much."""

from dataclasses import dataclass
from math import isfinite

COVERS = ("scarf", "hand", "hat")


@dataclass(frozen=True)
class Settings:
    """How photographs of one person differ; a range is (least, most), and the seed chooses within it.

    yaw, nod, tilt: the most that a head turns to a side, up or down, and onto a shoulder, in degrees.
    shift: how far the head's middle may lie from its usual place, as a share of the picture's side.
    scale: factor on the head's size. expression: how far smiles, mouths, brows and lids move, 1 being natural.
    brightness: factor on all pixels. cast: how much warmer or cooler the light may be.
    slant: how much darker the side away from the light is, 0 to 1. noise: standard deviation, white being 1.
    glasses, covered: shares of the photographs with glasses, and with one of `covers` over a part of the head.
    Raises ValueError for ranges that run backwards, values that cannot be and names that are not known.

    >>> Settings(yaw=0, glasses=0.5).glasses
    0.5
    """

    yaw: float = 24.0
    nod: float = 10.0
    tilt: float = 14.0
    shift: float = 0.07
    scale: tuple[float, float] = (0.84, 1.1)
    expression: float = 1.0
    brightness: tuple[float, float] = (0.75, 1.2)
    cast: float = 0.14
    slant: tuple[float, float] = (0.15, 0.65)
    noise: tuple[float, float] = (0.005, 0.04)
    glasses: float = 0.25
    covered: float = 0.2
    covers: tuple[str, ...] = COVERS

    def __post_init__(self) -> None:
        most = {"yaw": 35, "nod": 20, "tilt": 45, "shift": 0.3, "expression": 1.5, "cast": 0.5}
        for name, value in {**most, "glasses": 1, "covered": 1}.items():
            _between(name, getattr(self, name), 0, value)
        for name, least, value in (
            ("scale", 0.4, 1.5),
            ("brightness", 0.1, 3),
            ("slant", 0, 1),
            ("noise", 0, 0.5),
        ):
            given = getattr(self, name)
            if not isinstance(given, tuple) or len(given) != 2:
                raise ValueError(f"{name} is {given!r}; a tuple (least, most) is needed")
            for end in given:
                _between(name, end, least, value)
            if given[0] > given[1]:
                raise ValueError(f"{name} is {given!r}; a tuple (least, most) is needed")
        if not isinstance(self.covers, tuple) or not self.covers or set(self.covers) - set(COVERS):
            raise ValueError(f"covers is {self.covers!r}; a tuple of names from {COVERS} is needed")


def _between(name: str, value: float, least: float, most: float) -> None:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not isfinite(value):
        raise ValueError(f"{name} is {value!r}; a number from {least} to {most} is needed")
    if not least <= value <= most:
        raise ValueError(f"{name} is {value!r}; a number from {least} to {most} is needed")
