"""Two ways to write a box: by its corners, and by its centre and sides."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnn_helpers.detection.boxes.checks import as_boxes, as_centred_boxes


def to_corners(boxes: ArrayLike) -> NDArray:
    """Return boxes given by centre and sides as x1, y1, x2, y2.

    boxes: (n, 4), centre x, centre y, width, height, in any unit -> (n, 4) in the same unit.
    Raises ValueError for other shapes and for sides below 0.

    >>> to_corners([[5, 5, 4, 2]])
    array([[3., 4., 7., 6.]])
    """
    boxes = as_centred_boxes("boxes", boxes)
    centres, halves = boxes[:, :2], boxes[:, 2:] / 2
    return np.concatenate([centres - halves, centres + halves], axis=1)


def to_centres(boxes: ArrayLike) -> NDArray:
    """Return boxes given by corners as centre x, centre y, width, height.

    boxes: (n, 4), x1, y1, x2, y2, in any unit -> (n, 4) in the same unit.
    Raises ValueError for other shapes and for x2 < x1 or y2 < y1.

    >>> to_centres([[3, 4, 7, 6]])
    array([[5., 5., 4., 2.]])
    """
    boxes = as_boxes("boxes", boxes)
    return np.concatenate([(boxes[:, :2] + boxes[:, 2:]) / 2, boxes[:, 2:] - boxes[:, :2]], axis=1)
