"""The empty street: sky, buildings, pavements, road."""

from dataclasses import dataclass
from random import Random

import numpy as np
from PIL import Image, ImageDraw

from cnn_helpers.data.scenes.camera import Camera, draw_camera
from cnn_helpers.data.scenes.colours import CLOTHES, SKIN, WALLS, Colour, mixed, shaded, varied
from cnn_helpers.data.scenes.light import Light
from cnn_helpers.data.scenes.settings import PIXEL_CLASSES, Settings

SKY, BUILDING, ROAD, PAVEMENT = map(PIXEL_CLASSES.index, ("sky", "building", "road", "pavement"))

STONES = (
    (158, 152, 146),
    (136, 134, 132),
    (172, 160, 144),
    (200, 194, 184),
    (108, 104, 100),
    (176, 140, 120),
)
TARS = ((84, 85, 88), (104, 102, 100), (66, 68, 74), (132, 130, 128), (164, 160, 152), (122, 108, 98))


@dataclass(frozen=True)
class Street:
    """Where things stand: distances in metres of the near kerb, the far kerb and the house fronts."""

    camera: Camera
    near_kerb: float
    far_kerb: float
    fronts: float


def draw_street(rng: Random, settings: Settings, aspect: float) -> Street:
    """Return a Street whose road and pavements fill the settings' range of distances."""
    nearest, farthest = settings.distance
    span = farthest - nearest
    return Street(
        camera=draw_camera(rng, nearest, aspect),
        near_kerb=nearest + rng.uniform(0.08, 0.3) * span,
        far_kerb=nearest + rng.uniform(0.65, 0.85) * span,
        fronts=farthest * 1.08 + 0.3,
    )


class Backdrop:
    """The canvas of colours and the one of classes, drawn together; `tall` fine pixels high."""

    def __init__(self, street: Street, light: Light, rng: Random, width: int, tall: int) -> None:
        self.street, self.light, self.rng = street, light, rng
        self.width, self.tall = width, tall
        self.camera = street.camera
        self.colours = _sky(light.sky, width, tall, street.camera.horizon)
        self.classes = Image.new("L", (width, tall), SKY)
        self.draw, self.mark = ImageDraw.Draw(self.colours), ImageDraw.Draw(self.classes)

    def box(
        self, left: float, top: float, right: float, bottom: float, colour: Colour, kind: int | None = None
    ) -> None:
        """Fill a rectangle given in fine pixels; what lies outside the canvas is cut off."""
        if right >= left and bottom >= top:
            self.draw.rectangle((left, top, right, bottom), fill=colour)
            if kind is not None:
                self.mark.rectangle((left, top, right, bottom), fill=kind)

    def x(self, metres: float, distance: float) -> float:
        """Return the fine column of a point at a distance."""
        return self.tall * self.camera.column(metres, distance)

    def y(self, distance: float, high: float = 0.0) -> float:
        """Return the fine row of a point `high` metres above the ground at a distance."""
        return self.tall * (self.camera.ground(distance) - high * self.camera.scale(distance))


def draw_backdrop(street: Street, light: Light, rng: Random, width: int, tall: int) -> Backdrop:
    """Return the Backdrop of an empty street."""
    drop = Backdrop(street, light, rng, width, tall)
    _clouds(drop)
    _skyline(drop)
    _houses(drop)
    _ground(drop)
    return drop


def _sky(colours: tuple[Colour, Colour], width: int, tall: int, horizon: float) -> Image.Image:
    share = np.clip(np.arange(tall) / (horizon * tall + 1), 0, 1)[:, None]
    column = np.asarray(colours[0]) * (1 - share) + np.asarray(colours[1]) * share
    return Image.fromarray(column.astype(np.uint8)[:, None]).resize((width, tall), Image.Resampling.NEAREST)


def _clouds(drop: Backdrop) -> None:
    rng, low = drop.rng, drop.light.sky[1]
    for _ in range(rng.randint(0, 4)):
        x, y = rng.uniform(0, drop.width), rng.uniform(0, 0.3) * drop.tall
        colour = mixed(low, (255, 250, 245), rng.uniform(0.1, 0.6))
        for _ in range(3):
            wide = rng.uniform(0.05, 0.16) * drop.tall
            u, v = x + rng.uniform(-1, 1) * wide, y + rng.uniform(-0.2, 0.2) * wide
            drop.draw.ellipse((u - wide, v - wide * 0.3, u + wide, v + wide * 0.3), fill=colour)


def _skyline(drop: Backdrop) -> None:
    """Draw far blocks as one paler band of roofs."""
    rng, x = drop.rng, 0.0
    base, ground = drop.tall * drop.camera.horizon, drop.y(drop.street.fronts)
    wall = mixed(varied(rng, WALLS), drop.light.sky[1], 0.6)
    while x < drop.width:
        wide = rng.uniform(0.06, 0.25) * drop.tall
        drop.box(
            x,
            base - rng.uniform(0.02, 0.17) * drop.tall,
            x + wide,
            ground,
            shaded(wall, rng.uniform(0.9, 1.06)),
            BUILDING,
        )
        x += wide


def _houses(drop: Backdrop) -> None:
    rng, distance = drop.rng, drop.street.fronts
    metre = drop.tall * drop.camera.scale(distance)
    reach = drop.width / 2 / metre
    x, base = -reach - rng.uniform(0, 4), drop.y(distance)
    while x < reach:
        wide = rng.uniform(4.0, 9.5)
        if rng.random() < 0.85:
            _house(drop, drop.x(x, distance), base, metre, wide)
        x += wide + (rng.uniform(0.5, 3.5) if rng.random() < 0.3 else 0.0)


def _house(drop: Backdrop, left: float, base: float, metre: float, wide: float) -> None:
    """Draw a front: wall, roof line, rows of windows, and a door or a shop on the ground."""
    rng = drop.rng
    floors, storey = rng.randint(1, 4), rng.uniform(2.6, 3.2)
    wall = varied(rng, WALLS, 18)
    right, top = left + wide * metre, base - (floors * storey + 0.5) * metre
    drop.box(left, top, right, base, wall, BUILDING)
    drop.box(left - 0.12 * metre, top, right + 0.12 * metre, top + 0.28 * metre, shaded(wall, 0.8), BUILDING)
    dark = right - 0.22 * metre if drop.light.side > 0 else left
    drop.box(dark, top, dark + 0.22 * metre, base, shaded(wall, 0.82))
    count = max(1, int(wide / rng.uniform(1.5, 2.3)))
    step, high, half = wide / count, rng.uniform(1.1, 1.6), rng.uniform(0.38, 0.55)
    frame = mixed(wall, (240, 238, 232), 0.6)
    glass = varied(rng, ((64, 78, 94), (88, 104, 120), (48, 54, 62)))
    for floor in range(1, floors):
        row = base - (floor * storey + 0.8) * metre
        if row < 0:
            break
        for k in range(count):
            middle = left + (k + 0.5) * step * metre
            if middle < -metre or middle > drop.width + metre:
                continue
            drop.box(
                middle - (half + 0.1) * metre,
                row - (high + 0.1) * metre,
                middle + (half + 0.1) * metre,
                row + 0.12 * metre,
                frame,
            )
            drop.box(
                middle - half * metre, row - high * metre, middle + half * metre, row, _pane(drop, glass)
            )
    _ground_floor(drop, left, base, metre, wide, wall, glass)


def _pane(drop: Backdrop, glass: Colour) -> Colour:
    chance = drop.rng.random()
    if chance < (0.35 if drop.light.glow else 0.04):
        return (255, 214, 130)
    return varied(drop.rng, CLOTHES) if chance > 0.88 else glass


def _ground_floor(
    drop: Backdrop, left: float, base: float, metre: float, wide: float, wall: Colour, glass: Colour
) -> None:
    rng = drop.rng
    if rng.random() < 0.5:
        sign = varied(rng, CLOTHES)
        drop.box(
            left + 0.3 * metre,
            base - 2.3 * metre,
            left + (wide - 0.3) * metre,
            base - 0.5 * metre,
            _pane(drop, glass),
        )
        drop.box(
            left + 0.2 * metre, base - 2.75 * metre, left + (wide - 0.2) * metre, base - 2.3 * metre, sign
        )
        for k in range(int(wide / 1.1)):
            # Goods in the window: upright, with a round top, in the colours of clothes.
            x, goods = left + (0.7 + 1.1 * k + rng.uniform(0, 0.4)) * metre, varied(rng, CLOTHES)
            drop.box(x, base - rng.uniform(1.2, 1.7) * metre, x + 0.35 * metre, base - 0.55 * metre, goods)
            if rng.random() < 0.4:
                drop.draw.ellipse(
                    (x + 0.07 * metre, base - 1.95 * metre, x + 0.27 * metre, base - 1.7 * metre),
                    fill=varied(rng, SKIN),
                )
    else:
        for k in range(max(1, int(wide / 2.6))):
            x = left + (0.8 + 2.5 * k) * metre
            drop.box(
                x + 1.1 * metre, base - 2.1 * metre, x + 2.0 * metre, base - 1.0 * metre, _pane(drop, glass)
            )
            drop.box(x, base - 2.15 * metre, x + 0.9 * metre, base, shaded(wall, 0.55))
            drop.box(x + 0.1 * metre, base - 2.05 * metre, x + 0.8 * metre, base, varied(rng, CLOTHES))


def _ground(drop: Backdrop) -> None:
    rng, street, width, tall = drop.rng, drop.street, drop.width, drop.tall
    stone, tar = varied(rng, STONES), varied(rng, TARS, 10)
    back, far, near = (drop.y(d) for d in (street.fronts, street.far_kerb, street.near_kerb))
    drop.box(0, back, width, far, shaded(stone, 0.95), PAVEMENT)
    drop.box(0, far, width, near, tar, ROAD)
    drop.box(0, near, width, tall, stone, PAVEMENT)
    _slabs(drop, back, far, street.fronts, street.far_kerb, shaded(stone, 0.8))
    _slabs(drop, near, tall, street.near_kerb, street.near_kerb * 0.55, shaded(stone, 0.84))
    _markings(drop, shaded(tar, 0.88))
    kerb = max(1.0, 0.02 * tall)
    drop.box(0, far - 0.35 * kerb, width, far + 0.15 * kerb, shaded(stone, 1.2), PAVEMENT)
    drop.box(0, near - 0.5 * kerb, width, near, shaded(stone, 0.62), PAVEMENT)
    drop.box(0, near, width, near + 0.5 * kerb, shaded(stone, 1.15), PAVEMENT)


def _slabs(drop: Backdrop, top: float, bottom: float, far: float, near: float, colour: Colour) -> None:
    """Draw the joints of paving stones, which meet at the vanishing point."""
    reach = int(drop.width / 2 / (drop.tall * drop.camera.scale(far))) + 1
    for x in range(-reach, reach + 1, max(1, reach // 8)):
        drop.draw.line(
            (drop.x(x, far), top, drop.x(x, near), drop.y(near)), fill=colour, width=max(1, drop.tall // 384)
        )
    for k in range(1, 4):
        y = drop.y(far + (near - far) * k / 4)
        if top < y < bottom:
            drop.draw.line((0, y, drop.width, y), fill=colour, width=max(1, drop.tall // 384))


def _markings(drop: Backdrop, dark: Colour) -> None:
    """Draw a dashed middle line or zebra stripes, and patches in the tar."""
    rng, street = drop.rng, drop.street
    paint = (214, 214, 208)
    span = street.far_kerb - street.near_kerb
    for _ in range(rng.randint(0, 3)):
        d = street.near_kerb + rng.uniform(0.1, 0.9) * span
        x, wide = drop.x(rng.uniform(-3, 3), d), rng.uniform(0.02, 0.12) * drop.tall
        drop.draw.ellipse((x - wide, drop.y(d) - wide * 0.12, x + wide, drop.y(d) + wide * 0.12), fill=dark)
    middle = street.near_kerb + 0.5 * span
    reach = drop.width / 2 / (drop.tall * drop.camera.scale(middle))
    x = rng.uniform(-3.2, 0) - reach
    while x < reach:
        _stripe(drop, x, 1.6, middle - 0.07, middle + 0.07, paint)
        x += 3.2
    if rng.random() < 0.45:
        x = rng.uniform(-4, 2)
        for k in range(5):
            _stripe(
                drop, x + 0.95 * k, 0.5, street.near_kerb + 0.06 * span, street.far_kerb - 0.06 * span, paint
            )


def _stripe(drop: Backdrop, x: float, wide: float, near: float, far: float, paint: Colour) -> None:
    """Paint a stripe on the ground, `wide` metres, from one distance to another."""
    low, high = drop.y(near), drop.y(far)
    corners = (
        (drop.x(x, near), low),
        (drop.x(x + wide, near), low),
        (drop.x(x + wide, far), high),
        (drop.x(x, far), high),
    )
    drop.draw.polygon(corners, fill=paint)
