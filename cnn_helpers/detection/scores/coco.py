"""COCO's score of a detector: average precision over ten IoU thresholds, of objects of all sizes and of each size."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnn_helpers.checks import whole_number
from cnn_helpers.detection.boxes.checks import share
from cnn_helpers.detection.boxes.overlap import iou_matrix
from cnn_helpers.detection.scores.matching import match_at_all
from cnn_helpers.detection.scores.recall_curve import area_under, precision_recall
from cnn_helpers.detection.scores.scored_images import ScoredImage, read_images

COCO_THRESHOLDS = tuple(np.linspace(0.5, 0.95, 10).tolist())  # as pycocotools makes them
COCO_SIZES = (32**2, 96**2)
POINTS = 101


@dataclass(frozen=True, eq=False)
class SizeScore:
    """How well the objects of one size are found, as `coco_average_precision` returns it.

    average_precisions: (n_classes, n_thresholds), not a number for a class without a true box of this size;
    n_truths: (n_classes,), how many there are.
    """

    average_precisions: np.ndarray
    n_truths: np.ndarray

    @property
    def per_class(self) -> NDArray:
        """(n_classes,): the mean over the thresholds; not a number for a class without a true box of this size."""
        return self.average_precisions.mean(axis=1)

    @property
    def per_threshold(self) -> NDArray:
        """(n_thresholds,): the mean over the classes that have a true box; not a number where none has."""
        if not self.n_truths.any():
            return np.full(self.average_precisions.shape[1], np.nan)
        return self.average_precisions[self.n_truths > 0].mean(axis=0)

    @property
    def mean(self) -> float:
        """The mean over thresholds and classes; not a number where no class has a true box."""
        return float(self.per_threshold.mean())


def coco_average_precision(
    predictions: Iterable[Sequence[ArrayLike]],
    truths: Iterable[Sequence[ArrayLike]],
    n_classes: int,
    iou_thresholds: Sequence[float] = COCO_THRESHOLDS,
    size_limits: tuple[float, float] = COCO_SIZES,
    max_detections: int = 100,
) -> dict[str, SizeScore]:
    """Return COCO's average precision of every class at every threshold, for objects of all sizes and of each size.

    predictions, truths, n_classes: as in `mean_average_precision`. iou_thresholds: 0.5, 0.55, ..., 0.95 make the
    means "mAP@0.5:0.95". size_limits: the areas, in squared pixels of the picture that the boxes are given in, up
    to which an object is small and from which it is large; one of exactly a limit counts on both sides. A true box
    of another size is ignored: what finds it counts neither as hit nor as miss; nor does what finds nothing and is
    itself of another size. max_detections: of each class in one image, the surest.
    -> {"all": SizeScore, "small": SizeScore, "medium": SizeScore, "large": SizeScore}.
    Raises ValueError as `mean_average_precision` does, for no threshold, and for limits that do not rise from 0 or
    more. Source: Lin et al., "Microsoft COCO" (2014); the COCO detection evaluation, whose program is pycocotools.

    >>> scores = coco_average_precision(  # IoU 1 for the small one; 0.8, seven thresholds of ten, for the large
    ...     [([0.9, 0.8], [[0, 0, 9, 9], [0, 0, 100, 80]], [0, 0])],
    ...     [([[0, 0, 9, 9], [0, 0, 100, 100]], [0, 0])], n_classes=1)
    >>> {name: round(score.mean, 3) for name, score in scores.items()}
    {'all': 0.851, 'small': 1.0, 'medium': nan, 'large': 0.7}
    """
    images = read_images(predictions, truths, n_classes)
    thresholds = np.array([share("iou_thresholds", one) for one in iou_thresholds])
    if not len(thresholds):
        raise ValueError("iou_thresholds hold no number; at least one from 0 to 1 is needed")
    ranges = _ranges(size_limits)
    max_detections = whole_number("max_detections", max_detections, least=1)
    bounds = np.array(list(ranges.values()))
    per_class = [_one_class(images, kind, thresholds, bounds, max_detections) for kind in range(n_classes)]
    return {
        name: SizeScore(
            np.stack([precisions[row] for precisions, _ in per_class]),
            np.array([n_truths[row] for _, n_truths in per_class]),
        )
        for row, name in enumerate(ranges)
    }


def _ranges(size_limits: tuple[float, float]) -> dict[str, tuple[float, float]]:
    """Return {name of a size: (its smallest area, its largest)}."""
    limits = np.asarray(size_limits)
    if limits.shape != (2,) or limits.dtype.kind not in "iuf" or not 0 <= limits[0] < limits[1] < np.inf:
        raise ValueError(
            f"size_limits are {size_limits!r}; two areas in squared pixels are needed, "
            "the first from 0 up and the second above it"
        )
    low, high = limits.tolist()
    return {"all": (0, np.inf), "small": (0, low), "medium": (low, high), "large": (high, np.inf)}


def _one_class(
    images: list[ScoredImage], kind: int, thresholds: NDArray, bounds: NDArray, max_detections: int
) -> tuple[NDArray, NDArray]:
    """Return the average precisions (n_sizes, n_thresholds) of one class and its true boxes of each size (n_sizes,)."""
    shape = len(bounds), len(thresholds)
    all_scores = [np.zeros(0)]
    all_hits, all_ignored = [np.zeros((*shape, 0), bool)], [np.zeros((*shape, 0), bool)]
    n_truths = np.zeros(len(bounds), int)
    for image in images:
        scores, boxes, wanted = image.of_class(kind, max_detections)
        truth_ignored = _outside(wanted, bounds)
        taken = match_at_all(iou_matrix(boxes, wanted), thresholds, truth_ignored)
        # A last column stands for "no true box", which a detection of another size finds without being counted.
        last = np.full((len(bounds), 1), False)
        found_ignored = np.take_along_axis(np.hstack([truth_ignored, last])[:, np.newaxis], taken, axis=2)
        all_scores.append(scores)
        all_hits.append(taken >= 0)
        all_ignored.append(np.where(taken >= 0, found_ignored, _outside(boxes, bounds)[:, np.newaxis]))
        n_truths += (~truth_ignored).sum(axis=1)
    scores, hits, counted = (
        np.concatenate(all_scores),
        np.concatenate(all_hits, axis=2),
        ~np.concatenate(all_ignored, axis=2),
    )
    precisions = np.full(shape, np.nan)
    for size, threshold in np.ndindex(shape):
        if n_truths[size]:
            some = counted[size, threshold]
            curve = precision_recall(scores[some], hits[size, threshold, some], int(n_truths[size]))
            precisions[size, threshold] = area_under(*curve, POINTS)
    return precisions, n_truths


def _outside(boxes: NDArray, bounds: NDArray) -> NDArray:
    """Return (n_sizes, n): which boxes have an area outside each range of areas."""
    areas = (boxes[:, 2:] - boxes[:, :2]).prod(axis=1)
    return (areas < bounds[:, :1]) | (areas > bounds[:, 1:])
