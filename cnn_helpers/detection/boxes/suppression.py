"""Which of a detector's many boxes are kept: scores that are high enough, and one box for each object."""

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnn_helpers.checks import as_float, common_dtype, same_shape, whole_number
from cnn_helpers.detection.boxes.checks import as_boxes, as_classes, as_scores, share
from cnn_helpers.detection.boxes.overlap import pairwise_iou

Detections: TypeAlias = tuple[NDArray, NDArray, NDArray]  # scores (n,), boxes (n, 4), classes (n,)


def yolo_filter_boxes(
    boxes: ArrayLike, box_confidence: ArrayLike, box_class_probs: ArrayLike, threshold: float = 0.6
) -> Detections:
    """Return the boxes whose best class scores high enough: score = confidence times probability.

    boxes: (grid, grid, n_anchors, 4); box_confidence: (grid, grid, n_anchors, 1); box_class_probs:
    (grid, grid, n_anchors, n_classes). -> scores (n,), boxes (n, 4), classes (n,), those with a score
    >= threshold, cells row by row. Raises ValueError for other shapes and a threshold outside 0 to 1.

    >>> boxes = np.array([[0.0, 0, 1, 1], [0, 0, 2, 2]]).reshape(1, 2, 1, 4)
    >>> confidence = np.array([0.9, 0.8]).reshape(1, 2, 1, 1)
    >>> probabilities = np.array([[0.5, 0.5], [0.1, 0.9]]).reshape(1, 2, 1, 2)
    >>> yolo_filter_boxes(boxes, confidence, probabilities)
    (array([0.72]), array([[0., 0., 2., 2.]]), array([1]))
    """
    boxes = as_float("boxes", boxes, "(grid, grid, n_anchors, 4)")
    confidence = as_float("box_confidence", box_confidence, "(grid, grid, n_anchors, 1)")
    probabilities = as_float("box_class_probs", box_class_probs, "(grid, grid, n_anchors, n_classes)")
    same_shape("boxes", boxes, (*boxes.shape[:3], 4))
    same_shape("box_confidence", confidence, (*boxes.shape[:3], 1))
    same_shape("box_class_probs", probabilities, (*boxes.shape[:3], max(1, probabilities.shape[3])))
    threshold = share("threshold", threshold)
    scores, classes = best_class(confidence, probabilities)
    kept = scores >= threshold
    return scores[kept], boxes[kept], classes[kept]


def best_class(confidence: NDArray, probabilities: NDArray) -> tuple[NDArray, NDArray]:
    """Return the score and the number of the best class of each box: (..., 1) and (..., n_classes) -> (...) twice."""
    scores = confidence * probabilities
    classes = scores.argmax(axis=-1)
    return np.take_along_axis(scores, classes[..., np.newaxis], axis=-1)[..., 0], classes


def yolo_non_max_suppression(
    scores: ArrayLike, boxes: ArrayLike, classes: ArrayLike, max_boxes: int = 10, iou_threshold: float = 0.5
) -> Detections:
    """Return the best boxes, without those that overlap a better one of their class too much.

    scores: (n,); boxes: (n, 4), x1, y1, x2, y2; classes: (n,). -> the same for the boxes kept, best first, at most
    max_boxes of all classes together. A box goes when its IoU with a kept box of its class is > iou_threshold; of
    equal scores the first in the list comes first. Raises ValueError for other shapes, x2 < x1 or y2 < y1, and an
    iou_threshold outside 0 to 1.

    >>> boxes = [[0, 0, 2, 2], [0, 0, 2, 1.9], [0, 0, 2, 1.9], [5, 5, 6, 6]]
    >>> scores, boxes, classes = yolo_non_max_suppression([0.9, 0.8, 0.7, 0.6], boxes, [0, 0, 1, 0])
    >>> scores.tolist(), classes.tolist()  # the second is the first once more; the third is another class
    ([0.9, 0.7, 0.6], [0, 1, 0])
    """
    boxes = as_boxes("boxes", boxes)
    scores, classes = as_scores("scores", scores, len(boxes)), as_classes("classes", classes, len(boxes))
    max_boxes = whole_number("max_boxes", max_boxes, least=0)
    iou_threshold = share("iou_threshold", iou_threshold)
    waiting = np.argsort(-scores, kind="stable")
    kept: list[np.intp] = []
    while len(waiting) and len(kept) < max_boxes:
        best, waiting = waiting[0], waiting[1:]
        kept.append(best)
        rivals = np.flatnonzero(classes[waiting] == classes[best])
        overlap = pairwise_iou(boxes[best], boxes[waiting[rivals]])
        waiting = np.delete(waiting, rivals[overlap > iou_threshold])
    places = np.array(kept, np.int64)
    return scores[places], boxes[places], classes[places]


def yolo_eval(
    yolo_outputs: Sequence[ArrayLike],
    image_shape: Sequence[float],
    max_boxes: int = 10,
    score_threshold: float = 0.6,
    iou_threshold: float = 0.5,
) -> Detections:
    """Return the objects that YOLO sees in one image: corners, scale, filter, non-max suppression.

    yolo_outputs: (box_xy, box_wh, box_confidence, box_class_probs) as `yolo_head` returns them for one image,
    boxes as fractions of it; image_shape: (n_H, n_W) in pixels.
    -> scores (n,), boxes (n, 4), x1, y1, x2, y2 in pixels, classes (n,), best first. Boxes may reach out of the
    image. Raises ValueError for other shapes and thresholds outside 0 to 1.

    >>> from cnn_helpers.detection import yolo_head
    >>> raw = np.full((2, 2, 1, 6), -9.0)
    >>> raw[0, 1, 0] = [9, 0, 0, 0, 0, 0]  # the cell on the upper right is sure
    >>> scores, boxes, classes = yolo_eval(yolo_head(raw, [[1, 1]], n_classes=1), image_shape=(40, 80))
    >>> boxes.tolist(), classes.tolist()
    ([[40.0, 0.0, 80.0, 20.0]], [0])
    """
    box_xy, box_wh, box_confidence, box_class_probs = yolo_outputs
    centres, sides = common_dtype(
        as_float("box_xy", box_xy, "(grid, grid, n_anchors, 2)"),
        as_float("box_wh", box_wh, "(grid, grid, n_anchors, 2)"),
    )
    same_shape("box_xy", centres, (*sides.shape[:3], 2))
    same_shape("box_wh", sides, (*sides.shape[:3], 2))
    boxes = corners_in_pixels(centres, sides, image_shape)
    scores, boxes, classes = yolo_filter_boxes(boxes, box_confidence, box_class_probs, score_threshold)
    return yolo_non_max_suppression(scores, boxes, classes, max_boxes, iou_threshold)


def corners_in_pixels(centres: NDArray, sides: NDArray, image_shape: Sequence[float]) -> NDArray:
    """Return x1, y1, x2, y2 in pixels of boxes given by centre and sides as fractions of the image."""
    if np.shape(image_shape) != (2,) or not all(np.isfinite(side) and side > 0 for side in image_shape):
        raise ValueError(f"image_shape is {image_shape!r}; (n_H, n_W) in pixels, both above 0, is needed")
    height, width = image_shape
    boxes = np.concatenate([centres - sides / 2, centres + sides / 2], axis=-1)
    return boxes * np.array([width, height, width, height], boxes.dtype)
