"""Selective search: boxes that may hold an object, found without any learning."""

from collections.abc import Iterable, Iterator
from copy import deepcopy
from itertools import product
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from skimage.color import rgb2hsv, rgb2lab
from skimage.segmentation import felzenszwalb

from cnn_helpers.checks import as_float, whole_number
from cnn_helpers.detection.boxes.suppression import yolo_non_max_suppression
from cnn_helpers.detection.rcnn_family.region_grouping import (
    SIMILARITIES,
    group,
    measure_regions,
    texture_bins,
)


class Strategy(NamedTuple):
    """One way to group an image.

    space: a name from SPACES; parts: of the similarity, names from SIMILARITIES.
    """

    space: str
    parts: tuple[str, ...]


def _lab(image: NDArray) -> NDArray:
    return np.clip(rgb2lab(image) / (100, 256, 256) + (0, 0.5, 0.5), 0, 1)


def _normalised_rg(image: NDArray) -> NDArray:
    intensity = image.mean(-1, keepdims=True)
    return np.concatenate([image[..., :2] / np.maximum(3 * intensity, 1e-3), intensity], -1).clip(0, 1)


SPACES = {"lab": _lab, "hsv": rgb2hsv, "rgb": np.asarray, "rgI": _normalised_rg}
STRATEGIES = tuple(
    Strategy(space, parts) for space, parts in product(SPACES, (SIMILARITIES, SIMILARITIES[1:]))
)
SCALE, SIGMA, LEAST_PIXELS = 30, 0.8, 10  # of the first segmentation, for images about 100 pixels high
LEAST_SIDE, MOST_OVERLAP = 2, 0.8


def region_proposals(
    image: ArrayLike, most: int = 400, seed: int = 0, strategies: Iterable[Strategy] = STRATEGIES
) -> NDArray:
    """Return boxes that may hold an object, by selective search, the likeliest first.

    image: (n_H, n_W, 3) from 0 to 1, about 100 pixels high; most: how many boxes at most; strategies: a tuple of
    Strategy, each of which segments the image and groups the regions by its own idea of likeness.
    -> (n, 4), x1, y1, x2, y2. A box comes early if it was formed late in its grouping, with some luck drawn from
    the seed; one whose IoU with an earlier one is over 0.8 is left out.
    Raises ValueError for other shapes and values, for no strategy, and for names that are not known.
    Source: Uijlings et al., Selective search for object recognition (2013); Felzenszwalb and Huttenlocher,
    Efficient graph-based image segmentation (2004).

    >>> image = np.full((48, 48, 3), 0.5)
    >>> image[10:30, 20:32] = 1, 0.3, 0.2
    >>> [20, 10, 32, 30] in region_proposals(image, most=10).tolist()
    True
    """
    image = as_float("image", image, "(n_H, n_W, 3)")
    if image.shape[2] != 3 or min(image.shape) < 3 or not (image.min() >= 0 and image.max() <= 1):
        raise ValueError(
            f"image has shape {image.shape} and values from {image.min():.3g} to {image.max():.3g}; "
            "(n_H, n_W, 3) of at least 3 x 3 pixels and values from 0 to 1 are needed"
        )
    most = whole_number("most", most, least=1)
    rng = np.random.default_rng(whole_number("seed", seed, least=0))
    some_boxes, some_places = [], []
    for found in _groupings(image, _known(strategies)):
        some_boxes.append(found)
        some_places.append(np.arange(len(found), 0, -1) * rng.random(len(found)))
    boxes, places = np.concatenate(some_boxes), np.concatenate(some_places)
    large = (boxes[:, 2:] - boxes[:, :2]).min(1) >= LEAST_SIDE
    boxes, places = boxes[large], places[large]
    scores = 1 / (1 + places)
    return yolo_non_max_suppression(scores, boxes, np.zeros(len(boxes), int), most, MOST_OVERLAP)[1]


def _groupings(image: NDArray, strategies: tuple[Strategy, ...]) -> Iterator[NDArray]:
    """Yield the boxes of each strategy; what two of them share is computed once."""
    for space in dict.fromkeys(strategy.space for strategy in strategies):
        channels = SPACES[space](image)
        labels = felzenszwalb(channels, scale=SCALE, sigma=SIGMA, min_size=LEAST_PIXELS)
        regions = measure_regions(labels, channels, texture_bins(channels))
        for strategy in strategies:
            if strategy.space == space:
                yield group(labels, deepcopy(regions), strategy.parts)


def _known(strategies: Iterable[Strategy]) -> tuple[Strategy, ...]:
    strategies = tuple(strategies)
    for space, parts in strategies:
        if space not in SPACES or not parts or set(parts) - set(SIMILARITIES):
            raise ValueError(
                f"a strategy has the space {space!r} and the parts {parts}; a space from {tuple(SPACES)} and "
                f"parts from {SIMILARITIES} are needed"
            )
    if not strategies:
        raise ValueError("strategies is empty; at least one is needed")
    return strategies
