"""Rooms and gardens out of focus behind a person."""

from random import Random

from PIL import Image, ImageDraw

from cnn_helpers.data.people.colours import ROOMS, near
from cnn_helpers.data.scenes.colours import shaded

_SMALL = 32  # pixels a side of the picture that is blown up until it is blurred


def paint_backdrop(rng: Random, size: int, grain: int) -> Image.Image:
    """Return an RGB image of size * grain pixels a side: a blurred wall, shelf, window or garden."""
    wall = near(rng, rng.choice(ROOMS), 20)
    small = Image.new("RGB", (_SMALL, _SMALL), wall)
    draw = ImageDraw.Draw(small)
    kind = rng.choice(("plain", "frames", "shelf", "leaves", "window"))
    if kind in ("frames", "window"):
        for _ in range(rng.randint(1, 3)):
            x, y, wide, high = (
                rng.randint(-4, 28),
                rng.randint(-4, 20),
                rng.randint(5, 14),
                rng.randint(5, 16),
            )
            colour = (244, 246, 240) if kind == "window" else near(rng, rng.choice(ROOMS), 30)
            draw.rectangle((x, y, x + wide, y + high), shaded(wall, 0.75))
            draw.rectangle((x + 1, y + 1, x + wide - 1, y + high - 1), colour)
    elif kind == "shelf":
        for y in (rng.randint(4, 9), rng.randint(15, 20), rng.randint(26, 30)):
            for x in range(0, _SMALL, 3):
                high = rng.randint(3, 6)
                draw.rectangle((x, y - high, x + 2, y), near(rng, rng.choice(ROOMS), 30))
            draw.rectangle((0, y, _SMALL, y + 1), shaded(wall, 0.6))
    elif kind == "leaves":
        for _ in range(16):
            x, y, r = rng.randint(-2, 33), rng.randint(-2, 33), rng.randint(2, 6)
            green = near(rng, rng.choice(((96, 130, 80), (130, 160, 96), (70, 104, 76), (190, 200, 140))), 18)
            draw.ellipse((x - r, y - r, x + r, y + r), green)
    blur = rng.choice((8, 12, 16))
    small = small.resize((blur, blur), Image.Resampling.BOX).resize((size, size), Image.Resampling.BICUBIC)
    return small.resize((size * grain, size * grain), Image.Resampling.NEAREST)
