"""How well a detector does: precision, recall, and the average precision of one class."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnn_helpers.checks import whole_number
from cnn_helpers.detection.boxes.checks import as_scores

RECALLS = np.linspace(0, 1, 101)


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


def average_precision(scores: ArrayLike, hits: ArrayLike, n_truths: int) -> float:
    """Return the mean of the best precision that is to be had at the recalls 0, 0.01, ..., 1.

    scores, hits, n_truths: as in `precision_recall`. A recall that is never reached counts 0. -> from 0 to 1.
    Raises ValueError as `precision_recall` does. Source: the COCO detection evaluation; Lin et al., "Microsoft COCO"
    (2014).

    >>> average_precision([0.9, 0.8], [True, True], n_truths=2), average_precision([], [], n_truths=2)
    (1.0, 0.0)
    """
    return float(interpolated_precision(*precision_recall(scores, hits, n_truths)).mean())


def interpolated_precision(precision: NDArray, recall: NDArray) -> NDArray:
    """Return (101,): at each recall 0, 0.01, ..., 1 the best precision with at least that recall, 0 without.

    >>> interpolated_precision(np.array([1.0, 0.5, 2 / 3]), np.array([0.25, 0.25, 0.5]))[[0, 25, 26, 50, 51]]
    array([1.        , 1.        , 0.66666667, 0.66666667, 0.        ])
    """
    best = np.append(np.maximum.accumulate(precision[::-1])[::-1], 0.0)
    return best[np.searchsorted(recall, RECALLS, side="left")]
