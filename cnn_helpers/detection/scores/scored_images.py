"""What scores of a detector are computed from: the detections and the true boxes of each image."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnn_helpers.checks import whole_number
from cnn_helpers.detection.boxes.checks import as_boxes, as_classes, as_scores


class ScoredImage(NamedTuple):
    """The detections in one image, scores (k,), boxes (k, 4), classes (k,), and its true boxes (n, 4), classes (n,)."""

    scores: NDArray
    boxes: NDArray
    classes: NDArray
    true_boxes: NDArray
    true_classes: NDArray

    def of_class(self, kind: int, most: int) -> tuple[NDArray, NDArray, NDArray]:
        """Return the scores and boxes of the surest detections of a class, `most` at most, and its true boxes."""
        order = np.flatnonzero(self.classes == kind)
        order = order[np.argsort(-self.scores[order], kind="stable")][:most]
        return self.scores[order], self.boxes[order], self.true_boxes[self.true_classes == kind]


def read_images(
    predictions: Iterable[Sequence[ArrayLike]], truths: Iterable[Sequence[ArrayLike]], n_classes: int
) -> list[ScoredImage]:
    """Return a ScoredImage for each image.

    predictions: for each image (scores (k,), boxes (k, 4), classes (k,)); truths: for each (boxes (n, 4), classes
    (n,)). Raises ValueError for lists of different lengths, for no true box at all, and for what is no box, score
    or class.

    >>> read_images([([], [], [])], [([[0, 0, 2, 2]], [1])], n_classes=2)[0].true_classes
    array([1])
    """
    predictions, truths = list(predictions), list(truths)
    if len(predictions) != len(truths):
        raise ValueError(
            f"{len(predictions)} predictions and {len(truths)} truths were given; "
            "one of each for every image is needed"
        )
    n_classes = whole_number("n_classes", n_classes, least=1)
    images = [
        ScoredImage(*_read_prediction(one, n_classes), *_read_truth(other, n_classes))
        for one, other in zip(predictions, truths, strict=True)
    ]
    if not any(len(image.true_boxes) for image in images):
        raise ValueError("truths hold no box; at least one is needed to score against")
    return images


def _read_prediction(prediction: Sequence[ArrayLike], n_classes: int) -> tuple[NDArray, NDArray, NDArray]:
    scores, boxes, classes = prediction
    boxes = as_boxes("predicted boxes", boxes).astype(np.float64)
    return (
        as_scores("scores", scores, len(boxes)).astype(np.float64),
        boxes,
        as_classes("predicted classes", classes, len(boxes), n_classes),
    )


def _read_truth(truth: Sequence[ArrayLike], n_classes: int) -> tuple[NDArray, NDArray]:
    boxes, classes = truth
    boxes = as_boxes("true boxes", boxes).astype(np.float64)
    return boxes, as_classes("true classes", classes, len(boxes), n_classes)
