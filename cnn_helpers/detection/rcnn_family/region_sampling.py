"""Which regions teach a network: a few that hold an object, and enough that do not."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnn_helpers.checks import whole_number
from cnn_helpers.detection.boxes.checks import as_boxes, as_classes
from cnn_helpers.detection.boxes.overlap import iou_matrix
from cnn_helpers.detection.rcnn_family.offsets import encode_offsets


def label_regions(
    regions: ArrayLike, boxes: ArrayLike, classes: ArrayLike, least: float = 0.5
) -> tuple[NDArray, NDArray]:
    """Return what each region shows: 0 for background, else 1 + the class of the box it overlaps most.

    regions: (n, 4); boxes: (k, 4); classes: (k,), whole numbers from 0; least: IoU from which a region shows
    a box -> (labels (n,), row of that box (n,), 0 where there is none).
    Raises ValueError for other shapes. Source: Girshick, Fast R-CNN (2015), section 2.3.

    >>> labels, rows = label_regions([[0, 0, 4, 4], [0, 0, 9, 9]], boxes=[[0, 0, 4, 5]], classes=[2])
    >>> labels.tolist()
    [3, 0]
    """
    overlap = iou_matrix(regions, boxes)
    classes = as_classes("classes", classes, overlap.shape[1])
    if not classes.size:
        return np.zeros(len(overlap), np.int64), np.zeros(len(overlap), np.int64)
    rows = overlap.argmax(axis=1)
    return np.where(overlap.max(axis=1) >= least, 1 + classes[rows], 0), rows


def sample_regions(
    regions: ArrayLike,
    boxes: ArrayLike,
    classes: ArrayLike,
    count: int,
    rng: np.random.Generator,
    positive_share: float = 0.25,
) -> tuple[NDArray, NDArray]:
    """Return `count` regions of one image to learn from, and what is to be learned.

    regions: (n, 4), to which the true boxes are added; boxes: (k, 4); classes: (k,); rng: a NumPy Generator;
    positive_share: of the count, at most, with an object; background fills the rest.
    -> (regions (count, 4), targets (count, 5): label, t_x, t_y, t_w, t_h). Where regions are too few, regions of
    one pixel with the label -1 stand in. Raises ValueError for other shapes and for a count below 1.
    Source: Girshick, Fast R-CNN (2015), section 2.3 (25 % objects, IoU of at least 0.5).

    >>> rng = np.random.default_rng(0)
    >>> _, targets = sample_regions([[0, 0, 2, 2], [5, 5, 9, 9]], [[0, 0, 2, 2]], [1], count=4, rng=rng)
    >>> targets[:, 0].tolist()
    [2.0, 0.0, -1.0, -1.0]
    """
    count = whole_number("count", count, least=1)
    boxes = as_boxes("boxes", boxes)
    regions = np.concatenate([as_boxes("regions", regions), boxes])
    labels, rows = label_regions(regions, boxes, classes)
    chosen = draw(labels, count, positive_share, rng)
    drawn, targets = np.tile((0.0, 0, 1, 1), (count, 1)), np.zeros((count, 5))
    targets[:, 0] = -1
    n = len(chosen)
    drawn[:n], targets[:n, 0] = regions[chosen], labels[chosen]
    shown = np.flatnonzero(targets[:, 0] > 0)
    targets[shown, 1:] = encode_offsets(drawn[shown], boxes[rows[chosen[shown]]])
    return drawn, targets


def draw(labels: NDArray, count: int, positive_share: float, rng: np.random.Generator) -> NDArray:
    """Return at most `count` positions, with a label above 0 first: at most that share of them; the rest are 0.

    labels: (n,), -1 never drawn.

    >>> draw(np.array([0, 3, 0, -1, 1]), count=2, positive_share=0.5, rng=np.random.default_rng(0)).shape
    (2,)
    """
    positive, negative = (rng.permutation(np.flatnonzero(which)) for which in (labels > 0, labels == 0))
    positive = positive[: round(count * positive_share)]
    return np.concatenate([positive, negative[: count - len(positive)]])
