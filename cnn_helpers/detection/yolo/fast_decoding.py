"""From YOLO's raw output to the objects in one image, decoding only what can matter."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from cnn_helpers.checks import whole_number
from cnn_helpers.detection.boxes.checks import as_sizes, share
from cnn_helpers.detection.boxes.suppression import (
    Detections,
    best_class,
    corners_in_pixels,
    yolo_non_max_suppression,
)
from cnn_helpers.detection.yolo.head import decode, sigmoid, split_anchors


def yolo_detect(
    raw: ArrayLike,
    anchors: ArrayLike,
    n_classes: int,
    image_shape: Sequence[float],
    max_boxes: int = 10,
    score_threshold: float = 0.6,
    iou_threshold: float = 0.5,
) -> Detections:
    """Return what `yolo_eval` makes of `yolo_head`, faster: only what can score enough is decoded.

    raw: one image's (grid, grid, n_anchors, 5 + n_classes), or the last two axes as one; anchors: (n_anchors, 2),
    width, height in cells; the rest as in `yolo_eval`. No score is above its confidence, so most places need no
    more than that. -> scores (n,), boxes (n, 4), x1, y1, x2, y2 in pixels, classes (n,), best first.
    Raises ValueError for other shapes and thresholds outside 0 to 1.

    >>> raw = np.full((2, 2, 1, 6), -9.0)
    >>> raw[0, 1, 0] = [9, 0, 0, 0, 0, 0]
    >>> yolo_detect(raw, [[1, 1]], n_classes=1, image_shape=(40, 80))[1].tolist()
    [[40.0, 0.0, 80.0, 20.0]]
    """
    anchors, n_classes = as_sizes("anchors", anchors), whole_number("n_classes", n_classes, least=1)
    raw = split_anchors("raw", raw, len(anchors), n_classes)
    if raw.ndim != 4:
        raise ValueError(f"raw has shape {raw.shape}; the output of one image is needed, not of a batch")
    score_threshold = share("score_threshold", score_threshold)
    rows, columns, numbers = np.nonzero(sigmoid(raw[..., 0]) >= score_threshold)
    cells = np.stack([columns, rows], axis=1)
    centres, sides, confidence, probabilities = decode(
        raw[rows, columns, numbers], cells, anchors[numbers], len(raw)
    )
    scores, classes = best_class(confidence, probabilities)
    kept = scores >= score_threshold
    boxes = corners_in_pixels(centres[kept], sides[kept], image_shape)
    return yolo_non_max_suppression(scores[kept], boxes, classes[kept], max_boxes, iou_threshold)
