"""Shapes in metres, and how they become pixels."""

from collections.abc import Iterable, Sequence
from itertools import chain
from math import cos, floor, hypot, pi, sin
from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from cnn_helpers.data.scenes.colours import Colour

Point: TypeAlias = tuple[float, float]  # x, y
Box: TypeAlias = tuple[int, int, int, int]  # left, top, right, bottom

ARCH = [(cos(pi * k / 10), sin(pi * k / 10)) for k in range(11)]


class Drawing:
    """Polygons and ellipses in painting order: metres, the origin on the ground, x forwards, y up.

    landmarks: {name: (x, y)}; lamps: (x, y, radius, colour) of those that glow at dusk.
    """

    def __init__(self) -> None:
        self.points: list[Point] = []
        self.shapes: list[
            tuple[int, int, Colour]
        ] = []  # (first point, last point + 1, colour); two points are an ellipse's corners
        self.landmarks: dict[str, Point] = {}
        self.lamps: list[tuple[float, float, float, Colour]] = []
        self._outline: tuple[NDArray, list[float], list[float]] | None = None

    def polygon(self, points: Iterable[Point], colour: Colour) -> None:
        """Add a filled polygon."""
        first = len(self.points)
        self.points.extend(points)
        self.shapes.append((first, len(self.points), colour))

    def ellipse(self, x: float, y: float, across: float, up: float, colour: Colour) -> None:
        """Add a filled ellipse from its centre and its two radii."""
        self.polygon(((x - across, y + up), (x + across, y - up)), colour)

    def disc(self, x: float, y: float, radius: float, colour: Colour) -> None:
        """Add a filled circle."""
        self.ellipse(x, y, radius, radius, colour)

    def box(self, left: float, bottom: float, right: float, top: float, colour: Colour) -> None:
        """Add a filled rectangle."""
        self.polygon(((left, bottom), (right, bottom), (right, top), (left, top)), colour)

    def arch(self, x: float, y: float, radius: float, colour: Colour) -> None:
        """Add the upper half of a disc."""
        self.polygon([(x + radius * c, y + radius * s) for c, s in ARCH], colour)

    def limb(self, points: Sequence[Point], width: float, colour: Colour, end: float | None = None) -> None:
        """Add a line with round joints and ends, `width` metres thick and `end` at its last point."""
        radius, last = width / 2, (width if end is None else end) / 2
        step = (last - radius) / (len(points) - 1)
        x, y = points[0]
        self.disc(x, y, radius, colour)
        for u, v in points[1:]:
            smaller = radius + step
            length = hypot(u - x, v - y) or 1.0
            a, b = (v - y) / length, (x - u) / length
            self.polygon(
                (
                    (x + a * radius, y + b * radius),
                    (u + a * smaller, v + b * smaller),
                    (u - a * smaller, v - b * smaller),
                    (x - a * radius, y - b * radius),
                ),
                colour,
            )
            self.disc(u, v, smaller, colour)
            x, y, radius = u, v, smaller

    def bar(self, x: float, y: float, u: float, v: float, width: float, colour: Colour) -> None:
        """Add a straight line with square ends from (x, y) to (u, v)."""
        half = width / 2 / (hypot(u - x, v - y) or 1.0)
        a, b = (v - y) * half, (x - u) * half
        self.polygon(((x + a, y + b), (u + a, v + b), (u - a, v - b), (x - a, y - b)), colour)

    def outline(self) -> tuple[NDArray, list[float], list[float]]:
        """Return (all points (n, 2), the least x and y, the largest x and y) of the finished drawing, in metres."""
        if self._outline is None:
            points = np.fromiter(chain.from_iterable(self.points), float, 2 * len(self.points)).reshape(-1, 2)
            self._outline = points, points.min(0).tolist(), points.max(0).tolist()
        return self._outline


class Sprite(NamedTuple):
    """A drawing as pixels of the fine canvas.

    tile: RGBA, opaque or empty everywhere; mask: its opacity; left, top: where the tile lies on the canvas;
    box: tight (left, top, right, bottom) of its opaque pixels on the canvas.
    """

    tile: Image.Image
    mask: Image.Image
    left: int
    top: int
    box: Box


def rounded(points: Sequence[Point], times: int = 2) -> Sequence[Point]:
    """Return a closed polygon with its corners cut off (Chaikin, An algorithm for high speed curve generation, 1974).

    >>> rounded([(0, 0), (4, 0), (4, 4), (0, 4)], times=1)[:3]
    [(1.0, 0.0), (3.0, 0.0), (4.0, 1.0)]
    """
    for _ in range(times):
        points = [
            point
            for (x, y), (u, v) in zip(points, [*points[1:], points[0]], strict=True)
            for point in (
                (0.75 * x + 0.25 * u, 0.75 * y + 0.25 * v),
                (0.25 * x + 0.75 * u, 0.25 * y + 0.75 * v),
            )
        ]
    return points


def rasterise(drawing: Drawing, x: float, y: float, scale: float, facing: int) -> Sprite:
    """Return the Sprite of a drawing whose origin stands at (x, y) of the canvas.

    scale: canvas pixels a metre; facing: 1 for forwards to the right, -1 to the left.
    """
    points, (start, bottom), (end, top) = drawing.outline()
    start, end = sorted((scale * facing * start, scale * facing * end))
    left, above = floor(x + start) - 1, floor(y - scale * top) - 1
    right, below = floor(x + end) + 2, floor(y - scale * bottom) + 2
    # Pillow numbers pixels by their centres, the labels by their edges.
    points = points * (scale * facing, -scale) + (x - left - 0.5, y - above - 0.5)
    flat = points.ravel().tolist()
    tile = Image.new("RGBA", (right - left, below - above))
    draw = ImageDraw.Draw(tile)
    for first, last, colour in drawing.shapes:
        values = flat[2 * first : 2 * last]
        if last > first + 2:
            draw.polygon(values, colour)
        else:
            if facing < 0:
                values[0], values[2] = values[2], values[0]
            if values[2] - values[0] > 1.5:  # a dot this small would come out too wide, and is not seen
                draw.ellipse(values, colour)
    mask = tile.getchannel("A")
    box = mask.getbbox()
    if box is None:  # nothing but dots that were too small: one pixel stands for them
        column, row = tile.width // 2, tile.height // 2
        draw.point((column, row), drawing.shapes[-1][2])
        mask, box = tile.getchannel("A"), (column, row, column + 1, row + 1)
    return Sprite(tile, mask, left, above, (left + box[0], above + box[1], left + box[2], above + box[3]))
