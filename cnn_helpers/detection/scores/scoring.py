"""The score of a detector on many images: mean average precision."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from cnn_helpers.checks import whole_number
from cnn_helpers.detection.boxes.checks import share
from cnn_helpers.detection.scores.matching import match
from cnn_helpers.detection.scores.recall_curve import area_under, interpolated_precision, precision_recall
from cnn_helpers.detection.scores.scored_images import ScoredImage, read_images


@dataclass(frozen=True, eq=False)
class Curve:
    """One class of a DetectionScore, from its surest detection to its least sure.

    scores, precision, recall: (n,), when the detections down to each are believed; n_truths: true boxes.
    interpolated: (101,), the best precision at the recalls 0, 0.01, ..., 1.
    """

    scores: np.ndarray
    precision: np.ndarray
    recall: np.ndarray
    n_truths: int
    interpolated: np.ndarray


@dataclass(frozen=True, eq=False)
class DetectionScore:
    """What `mean_average_precision` returns.

    mean: of the average precisions of the classes that have a true box; per_class: (n_classes,), not a number
    for a class without one; curves: a Curve for each class, None for a class without a true box.
    """

    mean: float
    per_class: np.ndarray
    curves: tuple[Curve | None, ...]


def mean_average_precision(
    predictions: Iterable[Sequence[ArrayLike]],
    truths: Iterable[Sequence[ArrayLike]],
    n_classes: int,
    iou_threshold: float = 0.5,
    max_detections: int = 100,
    points: int | None = 101,
) -> DetectionScore:
    """Return the average precision of every class over all images, and their mean.

    predictions: for each image (scores (k,), boxes (k, 4), classes (k,)); truths: for each image (boxes (n, 4),
    classes (n,)); boxes x1, y1, x2, y2. From the surest on, a detection is a hit if some true box of its image
    and class, not taken by a surer one, overlaps it by iou_threshold or more; it takes the one it overlaps most.
    max_detections: of each class in one image, the surest, as pycocotools counts. points: how
    the area under each curve is taken, as in `average_precision`; 101 is COCO's. -> DetectionScore.
    Raises ValueError for lists of different lengths, for no true box at all, and for what is no box, score, class or
    number of points.
    Source: the COCO detection evaluation; Everingham et al., "The Pascal Visual Object Classes Challenge" (2010).

    >>> score = mean_average_precision(
    ...     [([0.9, 0.8], [[0, 0, 2, 2], [5, 5, 7, 7]], [0, 0])], [([[0, 0, 2, 2]], [0])], n_classes=2)
    >>> score.mean, score.per_class.tolist(), score.curves[0].precision.tolist()
    (1.0, [1.0, nan], [1.0, 0.5])
    """
    images = read_images(predictions, truths, n_classes)
    threshold = share("iou_threshold", iou_threshold)
    max_detections = whole_number("max_detections", max_detections, least=1)
    curves = tuple(_curve(images, kind, threshold, max_detections) for kind in range(n_classes))
    per_class = np.array(
        [np.nan if curve is None else area_under(curve.precision, curve.recall, points) for curve in curves]
    )
    return DetectionScore(float(np.nanmean(per_class)), per_class, curves)


def _curve(images: list[ScoredImage], kind: int, threshold: float, max_detections: int) -> Curve | None:
    """Return the Curve of one class, None if it has no true box."""
    scores, hits, n_truths = [np.zeros(0)], [np.zeros(0, bool)], 0
    for image in images:
        some_scores, boxes, wanted = image.of_class(kind, max_detections)
        scores.append(some_scores)
        hits.append(match(boxes, wanted, threshold) >= 0)
        n_truths += len(wanted)
    if n_truths == 0:
        return None
    all_scores = np.concatenate(scores)
    precision, recall = precision_recall(all_scores, np.concatenate(hits), n_truths)
    interpolated = interpolated_precision(precision, recall)
    return Curve(np.sort(all_scores)[::-1], precision, recall, n_truths, interpolated)
