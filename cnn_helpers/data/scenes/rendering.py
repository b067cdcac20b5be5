"""Street scenes with everything that can be labelled in them."""

from dataclasses import dataclass
from functools import cached_property
from random import Random
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from cnn_helpers.checks import whole_number
from cnn_helpers.data.scenes.arrangement import Item
from cnn_helpers.data.scenes.composition import FIRST, REFERENCE, arrange, labels, paint, visible_shares
from cnn_helpers.data.scenes.drawing import Box, Sprite
from cnn_helpers.data.scenes.light import draw_light, finish
from cnn_helpers.data.scenes.settings import CLASSES, Settings
from cnn_helpers.data.scenes.street import PAVEMENT, ROAD, draw_backdrop, draw_street

GRAIN = 3  # fine pixels along a pixel's side
SMALLEST, LARGEST = 16, 1024
USUAL = Settings()
LANDMARKS = {
    "pedestrian": ("head", "left_hand", "right_hand", "left_foot", "right_foot"),
    "car": ("front_wheel", "rear_wheel", "headlamp", "tail_lamp"),
    "motorcycle": ("front_wheel", "rear_wheel", "headlamp", "tail_lamp"),
}
_OTHER = {
    f"{side}_{part}": f"{other}_{part}"
    for part in ("hand", "foot")
    for side, other in (("left", "right"), ("right", "left"))
}


class Landmark(NamedTuple):
    """A named point of an object: pixels from the picture's left and top edges, and whether it is seen.

    visible: the point lies in the picture and no other thing covers it.
    """

    x: float
    y: float
    visible: bool


@dataclass(frozen=True, eq=False)
class Scene:
    """One street scene of (n_H, n_W) pixels with k objects, farthest first.

    pixels: (n_H, n_W, 3) uint8; image: the same as float32 from 0 to 1.
    boxes: (k, 4) float32, x1, y1, x2, y2 in pixels: the tight box around all of the object that lies in
    the picture, also where nearer things cover it. classes: (k,) int64, positions in CLASSES.
    visible: (k,) float32, share of the object's area inside the picture that nothing covers.
    pixel_classes: (n_H, n_W) uint8, positions in PIXEL_CLASSES, of what is seen at a pixel's centre;
    instances: (n_H, n_W) uint8, 0 where no object is seen, else 1 + its position in boxes.
    landmarks: a {name: Landmark} for each object, names as in LANDMARKS. light: a name from LIGHTS.
    A rider belongs to the motorcycle; a shadow belongs to the ground.
    """

    pixels: np.ndarray
    boxes: np.ndarray
    classes: np.ndarray
    visible: np.ndarray
    pixel_classes: np.ndarray
    instances: np.ndarray
    landmarks: tuple[dict[str, Landmark], ...]
    light: str

    @cached_property
    def image(self) -> NDArray:
        """The picture as float32 from 0 to 1."""
        return self.pixels.astype(np.float32) / 255


def scene(seed: int, size: int | tuple[int, int] = 96, settings: Settings = USUAL, number: int = 0) -> Scene:
    """Return scene `number` of a seed, the same as `scenes(n, size, seed, settings)[number]` for every n.

    size: pixels, one number or (n_H, n_W), from 16 to 1024; another size of the same proportions shows the
    same street. Raises ValueError for seeds below 0 and for other sizes and settings.

    >>> street = scene(seed=3, size=(96, 128))
    >>> street.image.shape, street.image.dtype.name, street.boxes.shape == (len(street.classes), 4)
    ((96, 128, 3), 'float32', True)
    """
    height, width = read_size(size)
    if not isinstance(settings, Settings):
        raise ValueError(f"settings is {settings!r}; a Settings is needed")
    whole_number("seed", seed, least=0)
    whole_number("number", number, least=0)
    # One stream of numbers each, so that light, noise and size leave the street as it is.
    layout, decor, lighting = (Random(f"{seed}/{number}/{part}") for part in ("layout", "decor", "light"))
    wide, tall = width * GRAIN, height * GRAIN
    street = draw_street(layout, settings, width / height)
    arranged = [item.enlarged(tall / REFERENCE) for item in arrange(layout, settings, street)]
    # Of an object that was cut off at an edge, a small picture may not show a single pixel.
    items = [item for item in arranged if item.kind not in CLASSES or _hull(item.sprite, wide, tall)]
    light = draw_light(lighting, settings)
    backdrop = draw_backdrop(street, light, decor, wide, tall)
    darkness = paint(items, backdrop, light)
    maps = labels(items, backdrop.classes, GRAIN)
    noise = np.random.default_rng(lighting.getrandbits(64))
    ground = (maps[0] == ROAD) | (maps[0] == PAVEMENT)
    pixels = finish(backdrop.colours.reduce(GRAIN), darkness.reduce(GRAIN), ground, light, noise)
    return _labelled(items, backdrop.classes, pixels, maps, light.name)


def read_size(size: int | tuple[int, int]) -> tuple[int, int]:
    """Return (height, width) of a size that is one number or a pair.

    >>> read_size(96), read_size((96, 128))
    ((96, 96), (96, 128))
    """
    pair = size if isinstance(size, tuple) else (size, size)
    if len(pair) != 2 or max(whole_number("size", side, least=SMALLEST) for side in pair) > LARGEST:
        raise ValueError(f"size is {size}; a number or a pair from {SMALLEST} to {LARGEST} is needed")
    return pair


def _labelled(
    items: list[Item], canvas: Image.Image, pixels: NDArray, maps: tuple[NDArray, NDArray], light: str
) -> Scene:
    wide, tall = canvas.size
    shares = visible_shares(items, (0, 0, wide, tall))
    objects = [(position, items[position]) for position in shares]
    boxes = [_hull(item.sprite, wide, tall) for _, item in objects]
    return Scene(
        pixels=pixels,
        boxes=np.array(boxes, np.float32).reshape(-1, 4) / GRAIN,
        classes=np.array([CLASSES.index(item.kind) for _, item in objects], np.int64),
        visible=np.array(list(shares.values()), np.float32),
        pixel_classes=maps[0],
        instances=maps[1],
        landmarks=tuple(_landmarks(item, FIRST + position, canvas) for position, item in objects),
        light=light,
    )


def _hull(sprite: Sprite, wide: int, tall: int) -> Box | None:
    """Return the tight box of what of a sprite lies on the canvas, None where nothing of it does."""
    left, top, right, bottom = sprite.box
    if left < 0 or top < 0 or right > wide or bottom > tall:
        x, y = max(0, sprite.left), max(0, sprite.top)
        if x >= wide or y >= tall:
            return None
        window = (x - sprite.left, y - sprite.top, wide - sprite.left, tall - sprite.top)
        inside = sprite.mask.crop(window).getbbox()
        return inside and (x + inside[0], y + inside[1], x + inside[2], y + inside[3])
    return sprite.box


def _landmarks(item: Item, number: int, canvas: Image.Image) -> dict[str, Landmark]:
    found = {}
    for name in LANDMARKS[item.kind]:
        # Left and right are those of the picture, so a figure that turns round changes hands.
        x, y = item.drawing.landmarks[_OTHER.get(name, name) if item.facing < 0 else name]
        u, v = item.x + item.facing * x * item.scale, item.y - y * item.scale
        inside = 0 <= u < canvas.width and 0 <= v < canvas.height
        seen = inside and canvas.getpixel((int(u), int(v))) == number
        found[name] = Landmark(u / GRAIN, v / GRAIN, bool(seen))
    return found
