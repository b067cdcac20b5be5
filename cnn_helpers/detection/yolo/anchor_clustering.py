"""Anchor boxes chosen from data: k-means with 1 - IoU in the place of a distance."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnn_helpers.checks import common_dtype, whole_number
from cnn_helpers.detection.boxes.checks import as_sizes


def shape_iou(sizes1: ArrayLike, sizes2: ArrayLike) -> NDArray:
    """Return the intersection over union of boxes that are laid corner on corner, so that only shape counts.

    sizes1: (n, 2); sizes2: (k, 2); width, height -> (n, k). Raises ValueError for other shapes and sides not
    above 0.

    >>> shape_iou([[2, 2]], [[2, 2], [1, 2], [4, 1]])
    array([[1.        , 0.5       , 0.33333333]])
    """
    sizes1, sizes2 = common_dtype(as_sizes("sizes1", sizes1), as_sizes("sizes2", sizes2))
    shared = np.minimum(sizes1[:, np.newaxis], sizes2).prod(axis=2)
    return shared / (sizes1.prod(axis=1)[:, np.newaxis] + sizes2.prod(axis=1) - shared)


def kmeans_anchors(sizes: ArrayLike, k: int, seed: int = 0, starts: int = 10) -> tuple[NDArray, float]:
    """Return k anchors that fit boxes of the given sizes well, and their mean IoU.

    sizes: (n, 2), width and height in any unit; starts: tries, of which the best is returned.
    -> anchors (k, 2) in the same unit, sorted by area; mean over the boxes of the IoU with the best anchor.
    Raises ValueError for other shapes and if there are fewer than k different sizes.
    Source: Redmon and Farhadi, "YOLO9000" (2017), section 2, Dimension Clusters.

    >>> anchors, fit = kmeans_anchors([[1, 2], [1, 2], [4, 2], [4, 2]], k=2)
    >>> anchors.tolist(), fit
    ([[1.0, 2.0], [4.0, 2.0]], 1.0)
    """
    sizes, k = as_sizes("sizes", sizes).astype(np.float64), whole_number("k", k, least=1)
    starts = whole_number("starts", starts, least=1)
    different = len(np.unique(sizes, axis=0))
    if different < k:
        raise ValueError(f"there are {different} different sizes; at least k = {k} are needed")
    rng = np.random.default_rng(seed)
    tries = [_settle(sizes, _spread_start(sizes, k, rng)) for _ in range(starts)]
    fits = [shape_iou(sizes, anchors).max(axis=1).mean() for anchors in tries]
    best = tries[int(np.argmax(fits))]
    return best[np.lexsort((best[:, 0], best.prod(axis=1)))], float(max(fits))


def _spread_start(sizes: NDArray, k: int, rng: np.random.Generator) -> NDArray:
    """Choose k of the sizes, each more likely the worse the ones before it fit (k-means++)."""
    chosen = [int(rng.integers(len(sizes)))]
    for _ in range(k - 1):
        distance = 1 - shape_iou(sizes, sizes[chosen]).max(axis=1)
        # What rounding leaves of a distance of 0 must not let a size be chosen twice.
        chance = np.where(distance > 1e-12, distance, 0) ** 2
        chosen.append(rng.choice(len(sizes), p=chance / chance.sum()))
    return sizes[chosen]


def _settle(sizes: NDArray, anchors: NDArray, most: int = 300) -> NDArray:
    """Move each anchor to the mean of the sizes it fits best, until none of them changes sides."""
    owners = None
    for _ in range(most):
        before, owners = owners, shape_iou(sizes, anchors).argmax(axis=1)
        if before is not None and (before == owners).all():
            break
        anchors = np.stack(
            [
                sizes[owners == number].mean(axis=0) if (owners == number).any() else anchor
                for number, anchor in enumerate(anchors)
            ]
        )
    return anchors
