"""From curves in head units to colours on the fine canvas."""

from math import cos, radians, sin

import numpy as np
from numpy.typing import ArrayLike, NDArray
from PIL import Image, ImageDraw


class Brush:
    """Paints outlines onto a canvas through a view of the head, and keeps what belongs to the person.

    colours: the RGB canvas; body: L, 255 where a person is painted; cover: L, 255 where hair and things lie over
    the face.
    """

    def __init__(self, colours: Image.Image) -> None:
        self.colours = colours
        self.body, self.cover = Image.new("L", colours.size), Image.new("L", colours.size)
        self._opaque, self._clear = ImageDraw.Draw(colours), ImageDraw.Draw(colours, "RGBA")
        self._body, self._cover = ImageDraw.Draw(self.body), ImageDraw.Draw(self.cover)
        self.look()

    def look(
        self,
        yaw: float = 0.0,
        nod: float = 0.0,
        roll: float = 0.0,
        scale: float = 1.0,
        place: ArrayLike = (0.0, 0.0),
    ) -> None:
        """Set the view: degrees to the right, upwards and clockwise, canvas pixels a unit, where the head is."""
        a, b, c = radians(yaw), radians(nod), radians(roll)
        turned = np.array([[cos(a), 0, sin(a)], [-sin(a) * sin(b), cos(b), cos(a) * sin(b)]])
        rolled = np.array([[cos(c), sin(c)], [sin(c), -cos(c)]])  # the canvas counts rows downwards
        self._matrix, self._place = scale * (rolled @ turned).T, np.array(place)

    def project(self, points: ArrayLike) -> NDArray:
        """Return canvas positions (k, 2) of points (k, 3)."""
        return np.asarray(points, float) @ self._matrix + self._place

    def fill(self, points: ArrayLike, colour: tuple[int, ...], **layers: bool) -> None:
        """Fill an outline in head units; see `fill_canvas`."""
        self.fill_canvas(self.project(points), colour, **layers)

    def fill_canvas(
        self, points: NDArray, colour: tuple[int, ...], body: bool = False, cover: bool = False
    ) -> None:
        """Fill an outline of canvas positions; a colour of four values lets what lies under it shine through.

        body: it is part of the person's outline, and takes the light; cover: it hides what lies under it.
        """
        flat = (points - 0.5).ravel().tolist()  # Pillow numbers pixels by their centres
        (self._opaque if len(colour) == 3 else self._clear).polygon(flat, colour)
        if body:
            self._body.polygon(flat, 255)
        if cover:
            self._cover.polygon(flat, 255)
