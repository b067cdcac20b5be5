"""From items to a picture and its labels: far things first, near things over them."""

from random import Random

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from cnn_helpers.data.scenes.arrangement import Item, candidates, clutter, pixel_class
from cnn_helpers.data.scenes.drawing import Box
from cnn_helpers.data.scenes.light import Light, body_shade, cast_shadow, spot
from cnn_helpers.data.scenes.settings import CLASSES, PIXEL_CLASSES, Settings
from cnn_helpers.data.scenes.street import Backdrop, Street

NEAREST = Image.Resampling.NEAREST
FIRST = len(PIXEL_CLASSES)  # the canvas of classes numbers the items from here
REFERENCE = 288  # rows of the canvas on which places are found, whatever the picture's size


def arrange(rng: Random, settings: Settings, street: Street) -> list[Item]:
    """Return the Items of a scene on a canvas REFERENCE rows tall, farthest first, every object visible enough."""
    window = (0, 0, round(REFERENCE * street.camera.aspect), REFERENCE)
    items: list[Item] = []
    for _ in range(rng.randint(*settings.objects)):
        kind = rng.choice(settings.kinds)
        for candidate in candidates(rng, kind, settings, street, REFERENCE):
            if _fits(candidate, items, window, settings.least_visible):
                items.append(candidate)
                break
    for candidate in clutter(rng, settings, street, REFERENCE):
        if _fits(candidate, items, window, settings.least_visible):
            items.append(candidate)
    return sorted(items, key=lambda item: -item.distance)


def _fits(candidate: Item, items: list[Item], window: Box, least: float) -> bool:
    """Say whether the candidate and every object that it covers would stay visible enough."""
    for item in (candidate, *items):
        if item.kind in CLASSES and (item is candidate or _nearer(candidate, item)):
            covers = [other for other in (candidate, *items) if _nearer(other, item)]
            if visible_share(item, covers, window) < least:
                return False
    return True


def _nearer(one: Item, other: Item) -> bool:
    """Say whether one item may cover another: it is nearer, and their boxes meet."""
    a, b = one.sprite.box, other.sprite.box
    return one.distance < other.distance and a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def visible_share(item: Item, covers: list[Item], window: Box) -> float:
    """Return the share of an item's pixels within a window of the canvas that no cover hides."""
    if not covers:
        return 1.0
    sprite = item.sprite
    left, top = max(sprite.box[0], window[0]), max(sprite.box[1], window[1])
    right, bottom = min(sprite.box[2], window[2]), min(sprite.box[3], window[3])
    if left >= right or top >= bottom:
        return 0.0
    mask = sprite.mask.crop((left - sprite.left, top - sprite.top, right - sprite.left, bottom - sprite.top))
    whole = mask.histogram()[255]
    for cover in covers:
        mask.paste(0, (cover.sprite.left - left, cover.sprite.top - top), cover.sprite.mask)
    return mask.histogram()[255] / max(1, whole)


def visible_shares(items: list[Item], window: Box) -> dict[int, float]:
    """Return {position among the items: visible share} of the objects; items: farthest first."""
    return {
        position: visible_share(item, [other for other in items if _nearer(other, item)], window)
        for position, item in enumerate(items)
        if item.kind in CLASSES
    }


def paint(items: list[Item], backdrop: Backdrop, light: Light) -> Image.Image:
    """Paint the items over the backdrop's colours and classes; return the canvas of shadows and shades."""
    colours, darkness = backdrop.colours, Image.new("L", backdrop.colours.size)
    for item in items:
        cast_shadow(darkness, item.sprite, item.y, light)
        _contact(darkness, item)
    for number, item in enumerate(items, FIRST):
        tile, mask, left, top, _ = item.sprite
        colours.paste(tile, (left, top), mask)
        darkness.paste(body_shade(light.side).resize(mask.size, NEAREST), (left, top), mask)
        backdrop.classes.paste(number, (left, top), mask)
        if light.glow:
            _glow(colours, item)
    return darkness


def _contact(darkness: Image.Image, item: Item) -> None:
    """Darken the ground right under an item."""
    left, _, right, _ = item.sprite.box
    high = int(0.22 * item.scale)
    if high > 2:
        under = spot().resize((int((right - left) * 1.1) + 2, high), NEAREST)
        darkness.paste(130, (int(left - 0.05 * (right - left)), int(item.y - 0.55 * high)), under)


def _glow(colours: Image.Image, item: Item) -> None:
    """Let the lamps of an item shine."""
    for x, y, radius, colour in item.drawing.lamps:
        side = max(2, int(2 * radius * item.scale))
        left = int(item.x + item.facing * x * item.scale - side / 2)
        colours.paste(
            colour, (left, int(item.y - y * item.scale - side / 2)), spot().resize((side, side), NEAREST)
        )


def labels(items: list[Item], classes: Image.Image, grain: int) -> tuple[NDArray, NDArray]:
    """Return (pixel classes, instances), uint8, of the pixels' centres; grain: fine pixels a pixel."""
    numbers = np.asarray(classes.resize((classes.width // grain, classes.height // grain), NEAREST))
    kinds, instances = np.arange(256, dtype=np.uint8), np.zeros(256, np.uint8)
    count = 0
    for number, item in enumerate(items, FIRST):
        kinds[number] = pixel_class(item)
        if item.kind in CLASSES:
            count += 1
            instances[number] = count
    return kinds[numbers], instances[numbers]
