"""Who and what stands where: objects and clutter get places on the street."""

from collections.abc import Iterator
from random import Random
from typing import NamedTuple, Self

from cnn_helpers.data.scenes.cars import car
from cnn_helpers.data.scenes.drawing import Drawing, Sprite, rasterise
from cnn_helpers.data.scenes.furniture import FURNITURE, PLANTS, tree
from cnn_helpers.data.scenes.motorcycles import motorcycle
from cnn_helpers.data.scenes.pedestrians import pedestrian
from cnn_helpers.data.scenes.settings import PIXEL_CLASSES, Settings
from cnn_helpers.data.scenes.street import Street

MAKERS = {"pedestrian": pedestrian, "car": car, "motorcycle": motorcycle}
TRIES = 40  # places tried for an object before it is left out


class Item(NamedTuple):
    """One thing on the street: its pixel class, its drawing, and its sprite where it stands.

    x, y: the canvas position of the drawing's origin; scale: fine pixels a metre; facing: 1 right, -1 left.
    """

    kind: str
    drawing: Drawing
    sprite: Sprite
    distance: float
    x: float
    y: float
    scale: float
    facing: int

    def enlarged(self, factor: float) -> Self:
        """Return the same thing on a canvas `factor` times as large."""
        if factor == 1:
            return self
        x, y, scale = factor * self.x, factor * self.y, factor * self.scale
        sprite = rasterise(self.drawing, x, y, scale, self.facing)
        return self._replace(sprite=sprite, x=x, y=y, scale=scale)


def place(
    drawing: Drawing, kind: str, street: Street, tall: float, x: float, distance: float, facing: int
) -> Item:
    """Return an Item at column x, in picture heights, and at a distance in metres."""
    scale = tall * street.camera.scale(distance)
    x, y = x * tall, tall * street.camera.ground(distance)
    return Item(kind, drawing, rasterise(drawing, x, y, scale, facing), distance, x, y, scale, facing)


def clutter(rng: Random, settings: Settings, street: Street, tall: float) -> Iterator[Item]:
    """Yield Items of clutter, which stands on the pavements."""
    for _ in range(rng.randint(*settings.clutter)):
        plant = rng.random() < 0.4
        maker = rng.choice(PLANTS if plant else FURNITURE)
        near = rng.random() < 0.25 and maker is not tree
        ends = (settings.distance[0], street.near_kerb) if near else (street.far_kerb, street.fronts)
        distance, x, facing = rng.uniform(*ends), rng.uniform(0, street.camera.aspect), rng.choice((1, -1))
        drawing = maker(Random(rng.getrandbits(64)))
        yield place(drawing, "tree" if plant else "furniture", street, tall, x, distance, facing)


def candidates(rng: Random, kind: str, settings: Settings, street: Street, tall: float) -> Iterator[Item]:
    """Yield Items of one kind, alike but for their places, that are not cut off too much."""
    drawing, width = MAKERS[kind](Random(rng.getrandbits(64))), street.camera.aspect
    _, (left, _), (right, _) = drawing.outline()
    for _ in range(TRIES):
        distance, facing, share = _distance(rng, kind, settings, street), rng.choice((1, -1)), rng.random()
        share = 0.5 + settings.spread * (share - 0.5)
        scale = street.camera.scale(distance)
        start, end = sorted((facing * left * scale, facing * right * scale))
        cut = settings.most_cut * (end - start)
        least, most = -start - cut, width - end + cut
        if least <= most and end - start - cut <= width:
            yield place(drawing, kind, street, tall, least + share * (most - least), distance, facing)


def _distance(rng: Random, kind: str, settings: Settings, street: Street) -> float:
    """Return a distance: vehicles on the road, motorcycles also parked, pedestrians anywhere."""
    nearest, farthest = settings.distance
    margin = 0.04 * (street.far_kerb - street.near_kerb)
    places = {
        "road": (street.near_kerb + margin, street.far_kerb - margin),
        "near": (nearest, street.near_kerb - margin),
        "far": (street.far_kerb + margin, farthest),
    }
    choices = {
        "car": ("road",),
        "motorcycle": ("road", "road", "road", "near", "far"),
        "pedestrian": ("near", "far", "far", "road"),
    }
    return rng.uniform(*places[rng.choice(choices[kind])])


def pixel_class(item: Item) -> int:
    """Return the number of an item's class in PIXEL_CLASSES."""
    return PIXEL_CLASSES.index(item.kind)
