"""Street scenes by the thousand, rendered on all cores."""

from functools import partial
from itertools import chain
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cnn_helpers.data.scenes import Settings, scenes
from cnn_helpers.training.parallel import in_pieces


class Streets(NamedTuple):
    """What trainings need of n scenes.

    pixels: (n, n_H, n_W, 3) uint8; pixel_classes: (n, n_H, n_W) uint8; boxes, classes, visible: a list with
    the Scene's arrays for each of the n.
    """

    pixels: np.ndarray
    pixel_classes: np.ndarray
    boxes: list[np.ndarray]
    classes: list[np.ndarray]
    visible: list[np.ndarray]


def streets(
    n: int, size: tuple[int, int], seed: int, settings: Settings, processes: int | None = None
) -> Streets:
    """Return the first n scenes of a seed as Streets, the same ones as `cnn_helpers.data.scenes.scenes` gives.

    size: (n_H, n_W) in pixels; processes: as `in_pieces` has it. Raises ValueError for what `scenes` refuses.

    >>> from cnn_helpers.data.scenes import Settings
    >>> streets(3, (48, 64), seed=1, settings=Settings()).pixels.shape
    (3, 48, 64, 3)
    """
    parts = in_pieces(partial(_piece, size=size, seed=seed, settings=settings), n, processes=processes)
    pixels, pixel_classes, *lists = zip(*parts, strict=True)
    maps = np.concatenate(pixels), np.concatenate(pixel_classes)
    return Streets(*maps, *(list(chain.from_iterable(of_parts)) for of_parts in lists))


def _piece(
    first: int, count: int, size: tuple[int, int], seed: int, settings: Settings
) -> tuple[NDArray, NDArray, list[NDArray], list[NDArray], list[NDArray]]:
    some = scenes(count, size, seed, settings, first)
    return some.pixels, some.pixel_classes, some.boxes, some.classes, some.visible
