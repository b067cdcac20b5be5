"""How many of the true boxes a number of proposals finds."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnn_helpers.checks import whole_number
from cnn_helpers.detection.boxes.checks import share
from cnn_helpers.detection.boxes.overlap import iou_matrix


def proposal_recall(
    proposals: Iterable[ArrayLike],
    truths: Iterable[ArrayLike],
    counts: Iterable[int],
    iou_threshold: float = 0.5,
) -> NDArray:
    """Return the share of true boxes that some of the first k proposals of their image overlaps well enough.

    proposals: for each image (n, 4), the likeliest first; truths: for each image (k, 4); counts: whole numbers k;
    iou_threshold: the IoU needed -> (len(counts),) from 0 to 1.
    Raises ValueError for lists of different lengths, no true box, counts below 1, and what is no box or threshold.
    Source: Hosang et al., What makes for effective detection proposals? (2015), section 4.

    >>> proposal_recall([[[0, 0, 9, 9], [0, 0, 2, 2]]], [[[0, 0, 2, 2]]], counts=(1, 2)).tolist()
    [0.0, 1.0]
    """
    proposals, truths = list(proposals), list(truths)
    if len(proposals) != len(truths):
        raise ValueError(
            f"{len(proposals)} lists of proposals and {len(truths)} of true boxes were given; one of each for "
            "every image is needed"
        )
    counts, threshold = (
        [whole_number("counts", k, least=1) for k in counts],
        share("iou_threshold", iou_threshold),
    )
    overlaps = [iou_matrix(some, boxes) for some, boxes in zip(proposals, truths, strict=True)]
    if not sum(overlap.shape[1] for overlap in overlaps):
        raise ValueError("truths hold no box; at least one is needed")
    return np.array(
        [
            np.concatenate([overlap[:k].max(0, initial=0) >= threshold for overlap in overlaps]).mean()
            for k in counts
        ]
    )
