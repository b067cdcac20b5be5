"""Localisation: the label of an image that holds one object or none, the losses for it, and how well it is met."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnn_helpers.checks import as_float, same_shape, whole_number
from cnn_helpers.detection.boxes.box_forms import to_centres, to_corners
from cnn_helpers.detection.boxes.checks import as_classes
from cnn_helpers.detection.boxes.overlap import pairwise_iou
from cnn_helpers.tensor_types import Tensor

LEAST = 1e-7  # of a probability whose logarithm is taken


def localisation_label(
    box: ArrayLike | None, kind: int | None, size: tuple[int, int], n_classes: int = 3
) -> NDArray:
    """Return y = [pc, bx, by, bh, bw, c1, …]: is there an object, where is it, and which is it.

    box: x1, y1, x2, y2 in pixels, or None for an image without an object; kind: the object's class, or None; size:
    (n_H, n_W) of the image in pixels. -> float32 (5 + n_classes,): pc 1 or 0; bx, by the box's middle and bh, bw
    its height and width, as fractions of the image; the classes one-hot. Without an object all but pc are "don't
    care": written as zeros, which the losses do not look at.
    Raises ValueError for a box with no class or a class with no box, other shapes and classes not known.

    >>> localisation_label((10, 20, 30, 60), kind=1, size=(100, 100)).tolist()
    [1.0, 0.20000000298023224, 0.4000000059604645, 0.4000000059604645, 0.20000000298023224, 0.0, 1.0, 0.0]
    >>> localisation_label(None, None, size=(100, 100)).tolist()
    [0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]
    """
    n_H, n_W = _sides(size)
    y = np.zeros(5 + whole_number("n_classes", n_classes, least=1), np.float32)
    if (box is None) != (kind is None):
        raise ValueError(f"box is {box!r} and kind is {kind!r}; both are needed, or neither")
    if box is not None and kind is not None:
        (kind,) = as_classes("kind", [kind], 1, n_classes)
        ((bx, by, bw, bh),) = to_centres([np.asarray(box)])
        y[:5] = 1, bx / n_W, by / n_H, bh / n_H, bw / n_W
        y[5 + kind] = 1
    return y


def read_localisation(y: ArrayLike, size: tuple[int, int]) -> tuple[NDArray, NDArray, NDArray]:
    """Return what labels or a localiser's answers say: the way back of `localisation_label`.

    y: (m, 5 + n_classes); size: (n_H, n_W) in pixels. -> presence (m,), boxes (m, 4), x1, y1, x2, y2 in pixels,
    classes (m,); boxes and classes mean nothing where presence is low. Raises ValueError for other shapes.

    >>> presence, boxes, classes = read_localisation([[0.9, 0.2, 0.4, 0.4, 0.2, 0.1, 0.7, 0.2]], (100, 100))
    >>> presence.tolist(), boxes.round(6).tolist(), classes.tolist()
    ([0.9], [[10.0, 20.0, 30.0, 60.0]], [1])
    """
    y, (n_H, n_W) = _labels("y", y), _sides(size)
    centred = y[:, [1, 2, 4, 3]] * np.array([n_W, n_H, n_W, n_H], y.dtype)
    return y[:, 0], to_corners(np.maximum(centred, 0)), y[:, 5:].argmax(axis=1)


def localisation_loss(y_true: Tensor | NDArray, y_pred: Tensor | NDArray) -> Tensor:
    """Return the squared error of each image: of all terms where an object is, else of pc alone.

    y_true, y_pred: (m, 5 + n_classes), pc, bx, by, bh, bw, classes -> (m,). Raises ValueError for other shapes.

    >>> y_true = np.array([[1, 0.5, 0.5, 0.2, 0.2, 1, 0, 0], [0, 0, 0, 0, 0, 0, 0, 0]], "float32")
    >>> [round(float(loss), 4) for loss in localisation_loss(y_true, np.full((2, 8), 0.5, "float32"))]
    [1.18, 0.25]
    """
    from keras import ops

    _same_form(y_true, y_pred)
    squares = ops.square(y_pred - y_true)
    return squares[:, 0] + y_true[:, 0] * ops.sum(squares[:, 1:], axis=1)


def localisation_log_loss(
    y_true: Tensor | NDArray, y_pred: Tensor | NDArray, box_weight: float = 1.0
) -> Tensor:
    """Return the loss that is used in practice: logistic for pc, cross-entropy for the classes, squared for the box.

    y_true, y_pred: as in `localisation_loss`, pc and classes of y_pred being probabilities: of a sigmoid, and of a
    softmax. box_weight: factor on the box's squares, which are small beside logarithms. -> (m,); where no object
    is, only pc counts. Raises ValueError for other shapes and a weight below 0.

    >>> y_true = np.array([[1, 0.5, 0.5, 0.2, 0.2, 1, 0, 0], [0, 0, 0, 0, 0, 0, 0, 0]], "float32")
    >>> [round(float(loss), 4) for loss in localisation_log_loss(y_true, np.full((2, 8), 0.5, "float32"))]
    [1.5663, 0.6931]
    """
    from keras import ops

    _same_form(y_true, y_pred)
    if not box_weight >= 0:
        raise ValueError(f"box_weight is {box_weight!r}; a weight of at least 0 is needed")
    pc, said = y_true[:, 0], ops.clip(y_pred[:, 0], LEAST, 1 - LEAST)
    presence = -pc * ops.log(said) - (1 - pc) * ops.log(1 - said)
    box = ops.sum(ops.square(y_pred[:, 1:5] - y_true[:, 1:5]), axis=1)
    classes = -ops.sum(y_true[:, 5:] * ops.log(ops.clip(y_pred[:, 5:], LEAST, 1.0)), axis=1)
    return presence + pc * (box_weight * box + classes)


@dataclass(frozen=True)
class LocalisationScore:
    """How well a localiser does: shares from 0 to 1.

    mean_iou: of the true and the answered box, over the images with an object; class_accuracy: over the same;
    presence_accuracy: over all images, an answer pc >= 0.5 counting as an object.
    """

    mean_iou: float
    class_accuracy: float
    presence_accuracy: float


def localisation_score(y_true: ArrayLike, y_pred: ArrayLike) -> LocalisationScore:
    """Return the LocalisationScore of answers.

    y_true, y_pred: (m, 5 + n_classes). Raises ValueError for other shapes and where no image holds an object.

    >>> y_true = np.array([[1, 0.5, 0.5, 0.2, 0.2, 1, 0, 0], [0, 0, 0, 0, 0, 0, 0, 0]])
    >>> y_pred = np.array([[0.8, 0.5, 0.5, 0.2, 0.4, 0.9, 0.1, 0], [0.7, 0, 0, 0, 0, 1, 0, 0]])
    >>> localisation_score(y_true, y_pred)
    LocalisationScore(mean_iou=0.5, class_accuracy=1.0, presence_accuracy=0.5)
    """
    y_true, y_pred = _labels("y_true", y_true), _labels("y_pred", y_pred)
    same_shape("y_pred", y_pred, y_true.shape)
    held = y_true[:, 0] == 1
    if not held.any():
        raise ValueError("no image of y_true holds an object; at least one is needed to score against")
    _, boxes, classes = read_localisation(y_true[held], (1, 1))
    _, answered, said = read_localisation(y_pred[held], (1, 1))
    return LocalisationScore(
        mean_iou=round(float(pairwise_iou(boxes, answered).mean()), 6),
        class_accuracy=float((said == classes).mean()),
        presence_accuracy=float(((y_pred[:, 0] >= 0.5) == held).mean()),
    )


def _sides(size: tuple[int, int]) -> tuple[int, int]:
    if not isinstance(size, tuple) or len(size) != 2:
        raise ValueError(f"size is {size!r}; (n_H, n_W) in pixels is needed")
    n_H, n_W = (whole_number("size", side, least=1) for side in size)
    return n_H, n_W


def _labels(name: str, y: ArrayLike) -> NDArray:
    y = as_float(name, y, "(m, 5 + n_classes)")
    if y.shape[1] < 6:
        raise ValueError(f"{name} has shape {y.shape}; (m, 5 + n_classes) with at least one class is needed")
    return y


def _same_form(y_true: Tensor | NDArray, y_pred: Tensor | NDArray) -> None:
    if len(y_true.shape) != 2 or y_true.shape[1] < 6 or tuple(y_pred.shape[1:]) != tuple(y_true.shape[1:]):
        raise ValueError(
            f"y_true has shape {tuple(y_true.shape)} and y_pred {tuple(y_pred.shape)}; (m, 5 + n_classes) is "
            "needed for both"
        )
