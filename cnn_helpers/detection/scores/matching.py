"""Which true box each detection finds."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnn_helpers.detection.boxes.checks import share
from cnn_helpers.detection.boxes.overlap import iou_matrix


def match(boxes: ArrayLike, truths: ArrayLike, iou_threshold: float = 0.5) -> NDArray:
    """Return for each detection the true box it takes, or -1; the detections come in order, the surest first.

    boxes: (k, 4); truths: (n, 4); x1, y1, x2, y2 -> (k,). Each takes the free true box that it overlaps most, if
    by iou_threshold or more; of equal overlaps the last, as pycocotools does. Raises ValueError for what is
    no box and no threshold.

    >>> match([[0, 0, 2, 2], [0, 0, 2, 1]], [[0, 0, 2, 2]]).tolist()
    [0, -1]
    """
    overlap = iou_matrix(boxes, truths)
    threshold = np.array([share("iou_threshold", iou_threshold)])
    return match_at_all(overlap, threshold, np.zeros((1, overlap.shape[1]), bool))[0, 0]


def match_at_all(overlap: NDArray, thresholds: NDArray, ignored: NDArray) -> NDArray:
    """Return what `match` does at several thresholds, each time with several sets of true boxes ignored.

    overlap: (k, n), IoU of the detections, the surest first, with the true boxes; thresholds: (n_thresholds,);
    ignored: (n_sets, n) bool -> (n_sets, n_thresholds, k). A detection takes an ignored true box only where no other
    one is free and near enough.

    >>> match_at_all(np.array([[0.9, 0.7]]), np.array([0.5, 0.8]), np.array([[False, False], [True, False]])).tolist()
    [[[0], [0]], [[1], [0]]]
    """
    n_detections, n_truths = overlap.shape
    taken = np.full((len(ignored), len(thresholds), n_detections), -1)
    if n_truths == 0:
        return taken
    free = np.ones((len(ignored), len(thresholds), n_truths), bool)
    least = np.minimum(thresholds, 1 - 1e-10)[:, np.newaxis]
    for number, row in enumerate(overlap):
        near = free & (row >= least)
        wanted = near & ~ignored[:, np.newaxis]
        eligible = np.where(wanted.any(axis=2, keepdims=True), wanted, near)
        best = n_truths - 1 - np.where(eligible, row, -1)[..., ::-1].argmax(axis=2)
        found = eligible.any(axis=2)
        taken[..., number][found] = best[found]
        free[(*np.nonzero(found), best[found])] = False
    return taken
