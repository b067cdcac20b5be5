"""Scores of class maps: all of them are read off the matrix that counts which class was taken for which."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnn_helpers.checks import whole_number


def confusion_matrix(y_true: ArrayLike, y_pred: ArrayLike, n_classes: int) -> NDArray:
    """Return how many pixels of each true class (row) were called each class (column).

    y_true, y_pred: whole numbers from 0 to n_classes - 1, of one shape -> (n_classes, n_classes) int64. Matrices
    of several batches may be added up.
    Raises ValueError for other values and for different shapes.

    >>> confusion_matrix([[0, 0, 1]], [[0, 1, 1]], n_classes=2)
    array([[1, 1],
           [0, 1]])
    """
    n_classes = whole_number("n_classes", n_classes, least=1)
    y_true, y_pred = (_class_map(name, y, n_classes) for name, y in (("y_true", y_true), ("y_pred", y_pred)))
    if y_true.shape != y_pred.shape:
        raise ValueError(f"y_true has shape {y_true.shape} and y_pred {y_pred.shape}; they must be equal")
    pairs = y_true.ravel().astype(np.int64) * n_classes + y_pred.ravel()
    return np.bincount(pairs, minlength=n_classes**2).reshape(n_classes, n_classes)


def iou_per_class(matrix: ArrayLike) -> NDArray:
    """Return each class's intersection over union, from a confusion matrix.

    matrix: (C, C) -> (C,): pixels that are the class in both maps, divided by those that are it in either; nan for
    a class in neither. Raises ValueError for a matrix that is not square.
    Source: Everingham et al., The Pascal visual object classes challenge (2015), section 4.3.

    >>> iou_per_class(confusion_matrix([0, 0, 1], [0, 1, 1], n_classes=3))
    array([0.5, 0.5, nan])
    """
    matrix = np.asarray(matrix)
    if matrix.ndim != 2 or matrix.shape[0] != matrix.shape[1]:
        raise ValueError(f"the matrix has shape {matrix.shape}; (C, C) is needed")
    both = np.diag(matrix).astype(float)
    either = matrix.sum(axis=0) + matrix.sum(axis=1) - both
    return np.divide(both, either, out=np.full(len(matrix), np.nan), where=either > 0)


def mean_iou(y_true: ArrayLike, y_pred: ArrayLike, n_classes: int) -> float:
    """Return the mean of iou_per_class over the classes that occur in either map, counted over all pixels given.

    y_true, y_pred: whole numbers from 0 to n_classes - 1, of one shape, with at least one pixel -> float.
    Raises ValueError for anything else.

    >>> mean_iou([[0, 0, 1, 1]], [[0, 1, 1, 1]], n_classes=9)  # (1/2 + 2/3) / 2
    0.5833333333333333
    """
    matrix = confusion_matrix(y_true, y_pred, n_classes)
    if matrix.sum() == 0:
        raise ValueError(f"y_true has shape {np.shape(y_true)}; at least one pixel is needed")
    return float(np.nanmean(iou_per_class(matrix)))


def _class_map(name: str, y: ArrayLike, n_classes: int) -> NDArray:
    y = np.asarray(y)
    if y.size and (y.dtype.kind not in "iu" or y.min() < 0 or y.max() >= n_classes):
        held = f"{y.dtype} values" if y.dtype.kind not in "iu" else f"values from {y.min()} to {y.max()}"
        raise ValueError(f"{name} holds {held}; whole numbers from 0 to {n_classes - 1} are needed")
    return y.astype(np.int64) if not y.size else y
