"""How well a detector does: precision, recall, and the average precision of one class."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnn_helpers.checks import whole_number
from cnn_helpers.detection.boxes.checks import as_scores

RECALLS = np.linspace(0, 1, 101)  # COCO's, as pycocotools makes them


def precision_recall(scores: ArrayLike, hits: ArrayLike, n_truths: int) -> tuple[NDArray, NDArray]:
    """Return precision and recall when the k best detections are believed, for k = 1, 2, ...

    scores: (n,); hits: (n,) bool, whether a detection found a true box; n_truths: true boxes there
    are. -> precision (n,): right among the k; recall (n,): found among the true boxes. Equal scores keep their
    order. Raises ValueError for other shapes, for more hits than true boxes and for no true box.

    >>> precision_recall([0.9, 0.8, 0.7], [True, False, True], n_truths=4)
    (array([1.        , 0.5       , 0.66666667]), array([0.25, 0.25, 0.5 ]))
    """
    hits, n_truths = np.asarray(hits), whole_number("n_truths", n_truths, least=1)
    if hits.ndim != 1 or (hits.dtype != bool and len(hits)):
        raise ValueError(
            f"hits have shape {hits.shape} and type {hits.dtype}; (n,) of True and False is needed"
        )
    scores = as_scores("scores", scores, len(hits))
    if hits.sum() > n_truths:
        raise ValueError(f"there are {hits.sum()} hits and {n_truths} true boxes; each can be hit once")
    found = np.cumsum(hits[np.argsort(-scores, kind="stable")].astype(bool))
    return found / np.arange(1, len(hits) + 1), found / n_truths


def average_precision(scores: ArrayLike, hits: ArrayLike, n_truths: int, points: int | None = None) -> float:
    """Return the area under the curve of precision over recall, each precision raised to the best at a higher recall.

    scores, hits, n_truths: as in `precision_recall`. points: None for the whole area, as VOC counts since 2010;
    else a mean over that many recalls from 0 to 1: 11 as VOC 2007, 101 as COCO. Where a recall is never reached,
    the precision is 0. -> from 0 to 1. Raises ValueError as `precision_recall` does, and for points below 2.
    Source: Everingham et al., "The Pascal Visual Object Classes Challenge" (2010), section 4.2; Lin et al.,
    "Microsoft COCO" (2014).

    >>> found = [0.9, 0.8, 0.7], [True, False, True], 4  # two of four, at precision 1 and 2/3
    >>> [round(average_precision(*found, points), 3) for points in (None, 11, 101)]
    [0.417, 0.455, 0.422]
    """
    return area_under(*precision_recall(scores, hits, n_truths), points)


def area_under(precision: NDArray, recall: NDArray, points: int | None) -> float:
    """Return the average precision of a curve, as `average_precision` does.

    >>> area_under(np.array([1.0, 0.5, 2 / 3]), np.array([0.5, 0.5, 1]), None)
    0.8333333333333333
    """
    if points is None:
        return float(np.diff(recall, prepend=0.0) @ best_precision(precision))
    return float(interpolated_precision(precision, recall, points).mean())


def interpolated_precision(precision: NDArray, recall: NDArray, points: int = 101) -> NDArray:
    """Return (points,): the best precision with at least the recalls from 0 to 1 in equal steps, 0 without.

    >>> interpolated_precision(np.array([1.0, 0.5, 2 / 3]), np.array([0.25, 0.25, 0.5]))[[0, 25, 26, 50, 51]]
    array([1.        , 1.        , 0.66666667, 0.66666667, 0.        ])
    """
    points = whole_number("points", points, least=2)
    # 3 of 10 is a recall of 3 / 10, while np.linspace holds 0.30000000000000004. pycocotools compares with linspace.
    recalls = RECALLS if points == len(RECALLS) else np.arange(points) / (points - 1)
    return np.append(best_precision(precision), 0.0)[np.searchsorted(recall, recalls, side="left")]


def best_precision(precision: NDArray) -> NDArray:
    """Return (n,): for each number of detections believed the best precision with as many or more.

    >>> best_precision(np.array([1.0, 0.5, 2 / 3])).round(2).tolist()
    [1.0, 0.67, 0.67]
    """
    return np.maximum.accumulate(precision[::-1])[::-1]
