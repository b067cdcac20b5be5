"""From YOLO's raw numbers to boxes and probabilities."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnn_helpers.checks import whole_number
from cnn_helpers.detection.boxes.checks import as_sizes


def yolo_head(
    raw: ArrayLike, anchors: ArrayLike, n_classes: int
) -> tuple[NDArray, NDArray, NDArray, NDArray]:
    """Return (box_xy, box_wh, box_confidence, box_class_probs) of a network's raw output.

    raw: (..., grid, grid, n_anchors, 5 + n_classes), or the last two axes as one; channels pc, bx, by, bh, bw,
    classes; anchors: (n_anchors, 2), width, height in cells.
    -> box_xy (..., grid, grid, n_anchors, 2): the cell's corner plus sigmoid(bx), sigmoid(by), over the grid;
    box_wh: anchor times exp(bw), exp(bh), over the grid: both are fractions of the image, x and width first;
    box_confidence (..., 1): sigmoid(pc); box_class_probs (..., n_classes): softmax over the classes.
    Raises ValueError for other shapes. Source: Redmon and Farhadi, "YOLO9000" (2017), section 2 and figure 3.

    >>> xy, wh, confidence, probabilities = yolo_head(np.zeros((2, 2, 1, 8)), [[1.0, 2.0]], n_classes=3)
    >>> xy[1, 0, 0], wh[1, 0, 0], confidence[1, 0, 0]  # the lower left cell
    (array([0.25, 0.75]), array([0.5, 1. ]), array([0.5]))
    """
    anchors = as_sizes("anchors", anchors)
    raw = split_anchors("raw", raw, len(anchors), whole_number("n_classes", n_classes, least=1))
    grid = raw.shape[-3]
    cells = np.stack(np.meshgrid(np.arange(grid), np.arange(grid)), axis=-1)[:, :, np.newaxis]
    return decode(raw, cells, anchors, grid)


def from_darknet(raw: ArrayLike, n_anchors: int, n_classes: int) -> NDArray:
    """Return darknet's output in the course's order of channels.

    raw: (..., grid, grid, n_anchors * (5 + n_classes)), or the last axis as two; for each anchor darknet's
    tx, ty, tw, th, to, classes -> (..., grid, grid, n_anchors, 5 + n_classes): to, tx, ty, th, tw, classes.
    Raises ValueError for other shapes.

    >>> from_darknet(np.arange(7.0).reshape(1, 1, 7), n_anchors=1, n_classes=2).ravel()
    array([4., 0., 1., 3., 2., 5., 6.])
    """
    n_anchors, n_classes = whole_number("n_anchors", n_anchors, 1), whole_number("n_classes", n_classes, 1)
    raw = split_anchors("raw", raw, n_anchors, n_classes)
    return raw[..., [4, 0, 1, 3, 2, *range(5, 5 + n_classes)]]


def split_anchors(name: str, raw: ArrayLike, n_anchors: int, n_classes: int) -> NDArray:
    """Return raw numbers with an axis of anchors and one of channels."""
    raw = np.asarray(raw)
    if raw.dtype not in (np.float32, np.float64):
        raw = raw.astype(np.float64)
    shape, channels = raw.shape, 5 + n_classes
    if shape[-2:] == (n_anchors, channels) and len(shape) > 3 and shape[-4] == shape[-3]:
        return raw
    if shape[-1:] == (n_anchors * channels,) and len(shape) > 2 and shape[-3] == shape[-2]:
        return raw.reshape(*shape[:-1], n_anchors, channels)
    raise ValueError(
        f"{name} has shape {shape}; (..., grid, grid, {n_anchors}, {channels}) or "
        f"(..., grid, grid, {n_anchors * channels}) is needed for {n_anchors} anchors and {n_classes} classes"
    )


def decode(
    raw: NDArray, cells: NDArray, anchors: NDArray, grid: int
) -> tuple[NDArray, NDArray, NDArray, NDArray]:
    """Return what `yolo_head` returns, for places of any selection; nothing is checked.

    raw: (..., 5 + n_classes); cells: column and row of each place's cell, anchors: width and height in cells of its
    anchor, both (..., 2) or to be broadcast; grid: cells along a side.
    """
    box_xy = (sigmoid(raw[..., 1:3]) + cells.astype(raw.dtype)) / grid
    box_wh = np.exp(raw[..., 4:2:-1]) * (anchors / grid).astype(raw.dtype)
    return box_xy, box_wh, sigmoid(raw[..., :1]), _softmax(raw[..., 5:])


def sigmoid(raw: NDArray) -> NDArray:
    """Return 1 / (1 + exp(-raw)) without overflow, whatever the sign."""
    return 0.5 * (1 + np.tanh(0.5 * raw))


def _softmax(raw: NDArray) -> NDArray:
    shares = np.exp(raw - raw.max(axis=-1, keepdims=True))
    return shares / shares.sum(axis=-1, keepdims=True)
