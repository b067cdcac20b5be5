"""Many scenes at once, and pictures of one object for classification."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from cnn_helpers.checks import whole_number
from cnn_helpers.data.scenes.rendering import USUAL, Landmark, Scene, read_size, scene
from cnn_helpers.data.scenes.settings import Settings

ONE_OBJECT = Settings(
    objects=(1, 1),
    distance=(3.8, 8.5),
    least_visible=0.85,
    most_cut=0.1,
    spread=0.8,
    clutter=(1, 4),
    brightness=(0.5, 1.3),
    cast=0.2,
    noise=(0.0, 0.015),
)


@dataclass(frozen=True, eq=False)
class Scenes:
    """n scenes of one size: `scenes[k]` is a Scene, and each attribute holds that of all scenes.

    pixels: (n, n_H, n_W, 3) uint8; images: the same as float32 from 0 to 1, made when first asked for.
    pixel_classes, instances: (n, n_H, n_W) uint8; boxes, classes, visible, landmarks: a list with the
    Scene's for each of the n.
    """

    items: tuple[Scene, ...]
    pixels: np.ndarray
    pixel_classes: np.ndarray
    instances: np.ndarray

    def __len__(self) -> int:
        return len(self.items)

    def __getitem__(self, position: int) -> Scene:
        return self.items[position]

    @cached_property
    def images(self) -> NDArray:
        """All pictures as float32 from 0 to 1."""
        return self.pixels.astype(np.float32) / 255

    @property
    def boxes(self) -> list[NDArray]:
        """A list of (k, 4) float32."""
        return [one.boxes for one in self.items]

    @property
    def classes(self) -> list[NDArray]:
        """A list of (k,) int64."""
        return [one.classes for one in self.items]

    @property
    def visible(self) -> list[NDArray]:
        """A list of (k,) float32."""
        return [one.visible for one in self.items]

    @property
    def landmarks(self) -> list[tuple[dict[str, Landmark], ...]]:
        """A list of tuples of {name: Landmark}."""
        return [one.landmarks for one in self.items]


def scenes(
    n: int, size: int | tuple[int, int] = 96, seed: int = 0, settings: Settings = USUAL, first: int = 0
) -> Scenes:
    """Return the n street scenes number `first` and on of a seed.

    size: pixels, one number or (n_H, n_W); scene k is the same whatever n is: `scene(seed, size, settings, k)`.
    Raises ValueError for less than one scene and for what `scene` refuses.

    >>> streets = scenes(3, size=(48, 64), seed=1)
    >>> streets.images.shape, streets.pixel_classes.shape, len(streets.boxes)
    ((3, 48, 64, 3), (3, 48, 64), 3)
    """
    n, first = whole_number("n", n, least=1), whole_number("first", first, least=0)
    height, width = read_size(size)
    pixels = np.empty((n, height, width, 3), np.uint8)
    maps = np.empty((2, n, height, width), np.uint8)
    items = []
    for k in range(n):
        one = scene(seed, size, settings, first + k)
        pixels[k], maps[0, k], maps[1, k] = one.pixels, one.pixel_classes, one.instances
        views = {"pixels": pixels[k], "pixel_classes": maps[0, k], "instances": maps[1, k]}
        items.append(Scene(**vars(one) | views))
    return Scenes(tuple(items), pixels, *maps)


def one_object(n: int, size: int | tuple[int, int] = 64, seed: int = 0) -> tuple[NDArray, NDArray]:
    """Return (images, labels) of n streets with one pedestrian, car or motorcycle each.

    images: (n, n_H, n_W, 3) float32 from 0 to 1; labels: (n,) int64, positions in CLASSES, each as likely.
    Place, size, light and clutter vary; the picture k of a seed is the same whatever n is.
    Raises ValueError for what `scenes` refuses.

    >>> images, labels = one_object(4, size=32)
    >>> images.shape, labels.tolist()
    ((4, 32, 32, 3), [2, 1, 0, 0])
    """
    streets = scenes(n, size, seed, ONE_OBJECT)
    return streets.images, np.array([classes[0] for classes in streets.classes], np.int64)
