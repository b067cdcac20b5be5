"""Intersection over union of boxes."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnn_helpers.checks import common_dtype
from cnn_helpers.detection.boxes.checks import as_boxes


def iou(box1: ArrayLike, box2: ArrayLike) -> float:
    """Return the area two boxes share, divided by the area they cover together: from 0 to 1.

    box1, box2: x1, y1, x2, y2. Boxes that are disjoint, only touch or have no area share 0.
    Raises ValueError for other shapes and for x2 < x1 or y2 < y1. Source: Jaccard index; Everingham et al.,
    "The Pascal Visual Object Classes Challenge" (2010), section 4.2.

    >>> iou((0, 0, 2, 2), (1, 0, 3, 2))  # 2 shared, 4 + 4 - 2 covered
    0.3333333333333333
    """
    for name, box in (("box1", box1), ("box2", box2)):
        if np.shape(box) != (4,):
            raise ValueError(f"{name} has shape {np.shape(box)}; (4,) is needed: x1, y1, x2, y2")
    return iou_matrix([np.asarray(box1)], [np.asarray(box2)])[0, 0].item()


def iou_matrix(boxes1: ArrayLike, boxes2: ArrayLike) -> NDArray:
    """Return the intersection over union of every box of one list with every box of another.

    boxes1: (n, 4); boxes2: (k, 4); x1, y1, x2, y2 -> (n, k). Raises ValueError as `iou` does.

    >>> iou_matrix([[0, 0, 2, 2]], [[0, 0, 2, 2], [0, 0, 2, 1], [2, 0, 4, 2]])
    array([[1. , 0.5, 0. ]])
    """
    boxes1, boxes2 = common_dtype(as_boxes("boxes1", boxes1), as_boxes("boxes2", boxes2))
    return pairwise_iou(boxes1[:, np.newaxis], boxes2[np.newaxis])


def pairwise_iou(boxes1: NDArray, boxes2: NDArray) -> NDArray:
    """Return the intersection over union of boxes (..., 4) whose leading axes broadcast; nothing is checked.

    >>> pairwise_iou(np.array([0.0, 0, 2, 2]), np.array([[0.0, 0, 2, 1], [5, 5, 6, 6]]))
    array([0.5, 0. ])
    """
    low = np.maximum(boxes1[..., :2], boxes2[..., :2])
    high = np.minimum(boxes1[..., 2:], boxes2[..., 2:])
    shared = _area(np.maximum(high - low, 0))
    covered = _area(boxes1[..., 2:] - boxes1[..., :2]) + _area(boxes2[..., 2:] - boxes2[..., :2]) - shared
    return np.divide(shared, covered, out=np.zeros_like(shared), where=covered > 0)


def _area(sides: NDArray) -> NDArray:
    return sides[..., 0] * sides[..., 1]
