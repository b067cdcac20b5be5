"""YOLO's labels: what the network should say about a picture whose boxes are known, and the way back."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnn_helpers.checks import as_float, whole_number
from cnn_helpers.detection.boxes.checks import as_centred_boxes, as_classes, as_sizes
from cnn_helpers.detection.yolo.anchor_clustering import shape_iou


def encode_labels(
    boxes: ArrayLike, classes: ArrayLike, anchors: ArrayLike, grid: int, n_classes: int
) -> NDArray:
    """Return the target of one image: each box stands in the cell that holds its centre, at its best anchor.

    boxes: (n, 4), centre x, centre y, width, height as fractions of the image; classes: (n,) whole numbers;
    anchors: (n_anchors, 2), width, height in cells; grid: cells along a side.
    -> float32 (grid, grid, n_anchors, 5 + n_classes), row first; channels pc, bx, by, bh, bw, classes. bx and by
    are the centre's place in its cell, from 0 to 1; bh and bw are in cells. Zeros where there is no object. Of
    two boxes that claim one place the first stays. A centre on the image's right or lower edge belongs to the
    last cell. Raises ValueError for centres outside the image, sides not above 0 and classes not known.
    Source: Redmon and Farhadi, "YOLO9000" (2017), section 2.

    >>> target = encode_labels([[0.75, 0.5, 0.5, 1.0]], [1], [[1, 1], [1, 2]], grid=2, n_classes=3)
    >>> target.shape, target[1, 1, 1].tolist()  # the lower right cell, the tall anchor
    ((2, 2, 2, 8), [1.0, 0.5, 0.0, 2.0, 1.0, 0.0, 1.0, 0.0])
    """
    boxes, anchors = as_centred_boxes("boxes", boxes), as_sizes("anchors", anchors)
    grid, n_classes = whole_number("grid", grid, least=1), whole_number("n_classes", n_classes, least=1)
    classes = as_classes("classes", classes, len(boxes), n_classes)
    if ((boxes[:, :2] < 0) | (boxes[:, :2] > 1)).any():
        raise ValueError(
            f"boxes have centres {boxes[:, :2].tolist()}; fractions of the image, 0 to 1, are needed"
        )
    target = np.zeros((grid, grid, len(anchors), 5 + n_classes), np.float32)
    if len(boxes) == 0:
        return target
    centres, sides = grid * boxes[:, :2], grid * as_sizes("boxes' sides", boxes[:, 2:])
    cells = np.minimum(centres.astype(int), grid - 1)
    best = shape_iou(sides, anchors).argmax(axis=1)
    for (column, row), anchor, centre, (width, height), kind in zip(
        cells, best, centres, sides, classes, strict=True
    ):
        place = target[row, column, anchor]
        if place[0] == 0:
            bx, by = centre - (column, row)
            place[:5] = 1, bx, by, height, width
            place[5 + kind] = 1
    return target


def decode_labels(target: ArrayLike) -> tuple[NDArray, NDArray]:
    """Return the boxes and classes that a target holds: the way back of `encode_labels`.

    target: (grid, grid, n_anchors, 5 + n_classes) -> boxes (n, 4), centre x, centre y, width, height as
    fractions of the image, cells row by row; classes (n,). Raises ValueError for another shape.

    >>> target = encode_labels([[0.75, 0.5, 0.5, 1.0]], [1], [[1, 2]], grid=2, n_classes=3)
    >>> boxes, classes = decode_labels(target)
    >>> boxes.tolist(), classes.tolist()
    ([[0.75, 0.5, 0.5, 1.0]], [1])
    """
    target = as_float("target", target, "(grid, grid, n_anchors, 5 + n_classes)")
    grid = len(target)
    if target.shape[1] != grid or grid == 0 or target.shape[3] < 6:
        raise ValueError(
            f"target has shape {target.shape}; (grid, grid, n_anchors, 5 + n_classes) is needed, "
            "with at least one cell and one class"
        )
    rows, columns, anchors = np.nonzero(target[..., 0] == 1)
    found = target[rows, columns, anchors]
    centres = found[:, 1:3] + np.stack([columns, rows], axis=1)
    boxes = np.concatenate([centres, found[:, 4:5], found[:, 3:4]], axis=1) / grid
    return boxes.astype(target.dtype), found[:, 5:].argmax(axis=1)
