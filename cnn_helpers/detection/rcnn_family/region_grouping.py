"""Hierarchical grouping: the regions of a segmentation are united, the likest neighbours first."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter

COLOUR_BINS, TEXTURE_BINS, DIRECTIONS = 25, 10, 8
SIMILARITIES = ("colour", "texture", "size", "fill")


@dataclass
class Regions:
    """All that grouping needs to know of n regions: what a union is like follows from what its parts are like.

    sizes: (n,) pixels; boxes: (n, 4), x1, y1, x2, y2; colour, texture: (n, bins), histograms of sum 1.
    """

    sizes: np.ndarray
    boxes: np.ndarray
    colour: np.ndarray
    texture: np.ndarray

    def unite(self, i: int, j: int) -> None:
        """Put the union of regions i and j in row i."""
        a, b = self.sizes[i], self.sizes[j]
        for histograms in (self.colour, self.texture):
            histograms[i] = (a * histograms[i] + b * histograms[j]) / (a + b)
        self.boxes[i] = around(self.boxes[i], self.boxes[j])
        self.sizes[i] = a + b


def around(boxes: NDArray, others: NDArray) -> NDArray:
    """Return the smallest boxes around two lots of boxes.

    >>> around(np.array([0, 2, 3, 4]), np.array([1, 1, 5, 3])).tolist()
    [0, 1, 5, 4]
    """
    near = np.minimum(boxes[..., :2], others[..., :2])
    return np.concatenate([near, np.maximum(boxes[..., 2:], others[..., 2:])], -1)


def measure_regions(labels: NDArray, channels: NDArray, texture: NDArray) -> Regions:
    """Return the Regions of a segmentation.

    labels: (n_H, n_W), whole numbers from 0 without gaps; channels: (n_H, n_W, 3) from 0 to 1; texture: as
    `texture_bins` gives it.
    """
    count, flat = int(labels.max()) + 1, labels.ravel()
    boxes = np.full((count, 4), (np.inf, np.inf, 0, 0))
    rows, columns = (places.ravel() for places in np.indices(labels.shape))
    for side, places in enumerate((columns, rows)):
        np.minimum.at(boxes[:, side], flat, places)
        np.maximum.at(boxes[:, side + 2], flat, places + 1)
    colours = np.minimum((channels * COLOUR_BINS).astype(int), COLOUR_BINS - 1)
    return Regions(
        sizes=np.bincount(flat, minlength=count).astype(float),
        boxes=boxes,
        colour=_histograms(labels, colours, COLOUR_BINS, count),
        texture=_histograms(labels, texture, TEXTURE_BINS, count),
    )


def _histograms(labels: NDArray, binned: NDArray, bins: int, count: int) -> NDArray:
    """Return (count, channels * bins): how a region's pixels fall into the bins of each channel."""
    channels = binned.shape[-1]
    places = labels[..., None] * (channels * bins) + np.arange(channels) * bins + binned
    histograms = np.bincount(places.ravel(), minlength=count * channels * bins).reshape(count, -1)
    return histograms / histograms.sum(1, keepdims=True)


def texture_bins(channels: NDArray) -> NDArray:
    """Return (n_H, n_W, 24): how steeply each channel rises in 8 directions, in 10 steps from 0.

    Source: Uijlings et al. (2013), section 3.2 (Gaussian derivatives of sigma 1).
    """
    right, down = (
        gaussian_filter(channels, sigma=(1, 1, 0), order=order) for order in ((0, 1, 0), (1, 0, 0))
    )
    angles = np.arange(DIRECTIONS) * 2 * np.pi / DIRECTIONS
    slopes = np.maximum(right[..., None] * np.cos(angles) + down[..., None] * np.sin(angles), 0)
    slopes /= max(slopes.max(), 1e-12)
    binned = np.minimum((slopes * TEXTURE_BINS).astype(int), TEXTURE_BINS - 1)
    return binned.reshape(*channels.shape[:2], -1)


def similarity(regions: Regions, i: int | NDArray, j: NDArray, parts: Sequence[str], area: int) -> NDArray:
    """Return (k,): how alike the regions i and j are, the sum of the named parts, each from 0 to 1.

    i: a row number or k of them; j: (k,); parts: names from SIMILARITIES; area: pixels of the whole image.
    Source: Uijlings et al. (2013), equations 1 to 6.
    """
    alike = np.zeros(len(j))
    both = regions.sizes[i] + regions.sizes[j]
    if "colour" in parts:
        alike += np.minimum(regions.colour[i], regions.colour[j]).sum(-1)
    if "texture" in parts:
        alike += np.minimum(regions.texture[i], regions.texture[j]).sum(-1)
    if "size" in parts:
        alike += 1 - both / area
    if "fill" in parts:
        hull = around(regions.boxes[i], regions.boxes[j])
        alike += 1 - ((hull[:, 2:] - hull[:, :2]).prod(-1) - both) / area
    return alike


def neighbours(labels: NDArray) -> NDArray:
    """Return (k, 2): the pairs of regions that touch along a pixel's side, the smaller number first.

    >>> neighbours(np.array([[0, 0, 1], [2, 2, 1]])).tolist()
    [[0, 1], [0, 2], [1, 2]]
    """
    across = np.stack([labels[:, :-1].ravel(), labels[:, 1:].ravel()])
    down = np.stack([labels[:-1].ravel(), labels[1:].ravel()])
    low, high = np.sort(np.concatenate([across, down], 1), 0)
    count = int(labels.max()) + 1
    return np.stack(np.divmod(np.unique((low * count + high)[low != high]), count), 1)


def group(labels: NDArray, regions: Regions, parts: Sequence[str] = SIMILARITIES) -> NDArray:
    """Return (2 n - 1, 4) boxes: of the n regions, then of each union of the two likest neighbours, until one is left.

    labels: (n_H, n_W); regions: their Regions, used up by grouping; parts: names from SIMILARITIES.
    Source: Uijlings et al., Selective search for object recognition (2013), algorithm 1.
    """
    count, area = len(regions.sizes), labels.size
    boxes = np.empty((2 * count - 1, 4))
    boxes[:count] = regions.boxes
    pairs = neighbours(labels)
    alike = np.full((count, count), -np.inf)  # minus infinity where two regions do not touch
    alike[pairs[:, 0], pairs[:, 1]] = similarity(regions, pairs[:, 0], pairs[:, 1], parts, area)
    alike = np.maximum(alike, alike.T)
    best = alike.max(1)
    for step in range(count, 2 * count - 1):
        i = best.argmax()
        j = alike[i].argmax()
        touching = np.isfinite(alike[i]) | np.isfinite(alike[j])
        touching[[i, j]] = False
        k = np.flatnonzero(touching)
        regions.unite(i, j)
        boxes[step] = regions.boxes[i]
        for gone in (i, j):
            alike[gone], alike[:, gone] = -np.inf, -np.inf
        alike[i, k] = alike[k, i] = similarity(regions, i, k, parts, area)
        best[[i, j]] = alike[[i, j]].max(1)
        best[k] = alike[k].max(1)
    return boxes
