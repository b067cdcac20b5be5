"""Refusals that functions of boxes share: they say what was given and what is needed."""

from numbers import Real

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnn_helpers.checks import as_float


def as_boxes(name: str, boxes: ArrayLike) -> NDArray:
    """Return boxes as floats (n, 4), x1, y1, x2, y2; an empty list is no boxes.

    Raises ValueError for another shape, for numbers that are not finite, and for x2 < x1 or y2 < y1.

    >>> as_boxes("boxes", []).shape
    (0, 4)
    """
    boxes = _four(name, boxes, "x1, y1, x2, y2")
    wrong = (boxes[:, 2:] < boxes[:, :2]).any(axis=1)
    if wrong.any():
        raise ValueError(
            f"{name} holds {boxes[wrong.argmax()].tolist()}; x1 <= x2 and y1 <= y2 are needed in x1, y1, x2, y2"
        )
    return boxes


def as_centred_boxes(name: str, boxes: ArrayLike) -> NDArray:
    """Return boxes as floats (n, 4): centre x, centre y, width, height; an empty list is no boxes.

    Raises ValueError for another shape, for numbers that are not finite, and for sides below 0.

    >>> as_centred_boxes("boxes", [[5, 5, 2, 4]]).tolist()
    [[5.0, 5.0, 2.0, 4.0]]
    """
    boxes = _four(name, boxes, "centre x, centre y, width, height")
    wrong = (boxes[:, 2:] < 0).any(axis=1)
    if wrong.any():
        raise ValueError(
            f"{name} holds {boxes[wrong.argmax()].tolist()}; a width and a height of at least 0 are needed"
        )
    return boxes


def _four(name: str, boxes: ArrayLike, axes: str) -> NDArray:
    boxes = np.zeros((0, 4)) if np.shape(boxes) == (0,) else as_float(name, boxes, "(n, 4)")
    if boxes.shape[1] != 4:
        raise ValueError(f"{name} has shape {boxes.shape}; (n, 4) is needed: {axes}")
    if not np.isfinite(boxes).all():
        raise ValueError(f"{name} holds numbers that are not finite; finite ones are needed")
    return boxes


def as_sizes(name: str, sizes: ArrayLike) -> NDArray:
    """Return sizes as floats (n, 2): width, height.

    Raises ValueError for another shape, for no sizes, and for sides that are not finite and above 0.

    >>> as_sizes("anchors", [[1, 2]]).tolist()
    [[1.0, 2.0]]
    """
    sizes = as_float(name, sizes, "(n, 2)")
    if sizes.shape[1] != 2 or len(sizes) == 0:
        raise ValueError(
            f"{name} has shape {sizes.shape}; (n, 2) with n of at least 1 is needed: width, height"
        )
    if not (np.isfinite(sizes) & (sizes > 0)).all():
        raise ValueError(f"{name} holds {sizes.min()}; finite widths and heights above 0 are needed")
    return sizes


def as_classes(name: str, classes: ArrayLike, n: int, n_classes: int | None = None) -> NDArray:
    """Return class numbers as int64 (n,).

    n_classes: how many classes there are, None if not known. Raises ValueError for another length, for
    fractions, and for classes outside 0 to n_classes - 1.

    >>> as_classes("classes", [2, 0], n=2, n_classes=3)
    array([2, 0])
    """
    classes = np.asarray(classes)
    if classes.shape != (n,) or (classes.dtype.kind not in "iu" and n):
        raise ValueError(
            f"{name} have shape {classes.shape} and type {classes.dtype}; ({n},) whole numbers are needed"
        )
    classes = classes.astype(np.int64, copy=False)
    outside = classes[(classes < 0) | (classes >= (np.inf if n_classes is None else n_classes))]
    if outside.size:
        most = "0 and up" if n_classes is None else f"0 to {n_classes - 1}"
        raise ValueError(f"{name} hold {outside[0]}; classes from {most} are needed")
    return classes


def as_scores(name: str, scores: ArrayLike, n: int) -> NDArray:
    """Return scores as floats (n,).

    Raises ValueError for another length and for numbers that are not finite.

    >>> as_scores("scores", [1, 0.5], n=2)
    array([1. , 0.5])
    """
    scores = as_float(name, scores, "(n)")
    if scores.shape != (n,):
        raise ValueError(f"{name} have shape {scores.shape}; ({n},) is needed, one for each box")
    if not np.isfinite(scores).all():
        raise ValueError(f"{name} hold numbers that are not finite; finite ones are needed")
    return scores


def share(name: str, value: float) -> float:
    """Return `value`, which must be a number from 0 to 1.

    >>> share("iou_threshold", 0.5)
    0.5
    """
    if isinstance(value, (bool, np.bool_)) or not isinstance(value, Real) or not 0 <= value <= 1:
        raise ValueError(f"{name} is {value!r}; a number from 0 to 1 is needed")
    return float(value)
