"""Region proposal networks: anchors everywhere, which of them teach, and the proposals that come out."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnn_helpers.checks import as_float, same_shape, whole_number
from cnn_helpers.detection.boxes.checks import as_boxes, as_sizes
from cnn_helpers.detection.boxes.overlap import iou_matrix
from cnn_helpers.detection.boxes.suppression import yolo_non_max_suppression
from cnn_helpers.detection.rcnn_family.offsets import SPREAD, clip_boxes, decode_offsets, encode_offsets
from cnn_helpers.detection.rcnn_family.region_sampling import draw


def anchor_sizes(scales: ArrayLike, ratios: ArrayLike) -> NDArray:
    """Return the sizes of anchors: each scale with each ratio.

    scales: square roots of areas, in pixels; ratios: height over width -> (n, 2), width, height.
    Raises ValueError for anything but numbers above 0.
    Source: Ren et al., Faster R-CNN (2015), section 3.1.1.

    >>> anchor_sizes(scales=[16], ratios=[1, 4]).tolist()
    [[16.0, 16.0], [8.0, 32.0]]
    """
    scales, roots = as_float("scales", scales, "(n)"), np.sqrt(as_float("ratios", ratios, "(n)"))
    sizes = np.stack([scales[:, None] / roots, scales[:, None] * roots], -1).reshape(-1, 2)
    return as_sizes("scales and ratios give sizes and", sizes)


def anchor_grid(rows: int, columns: int, stride: int, sizes: ArrayLike) -> NDArray:
    """Return anchors of every size around the middle of every place of a feature map.

    rows, columns: of the map; stride: pixels a place; sizes: (k, 2), width, height in pixels
    -> (rows * columns * k, 4), x1, y1, x2, y2 in pixels, row by row, all sizes of a place side by side.
    Raises ValueError for numbers below 1 and for what `as_sizes` refuses.
    Source: Ren et al., Faster R-CNN (2015), section 3.1.1.

    >>> anchor_grid(1, 2, stride=4, sizes=[[2, 6]]).tolist()
    [[1.0, -1.0, 3.0, 5.0], [5.0, -1.0, 7.0, 5.0]]
    """
    rows, columns = whole_number("rows", rows, least=1), whole_number("columns", columns, least=1)
    stride, sizes = whole_number("stride", stride, least=1), as_sizes("sizes", sizes)
    y, x = np.meshgrid((np.arange(rows) + 0.5) * stride, (np.arange(columns) + 0.5) * stride, indexing="ij")
    centres = np.stack([x, y], -1)[:, :, None]
    return np.concatenate([centres - sizes / 2, centres + sizes / 2], -1).reshape(-1, 4)


def label_anchors(
    anchors: ArrayLike, boxes: ArrayLike, high: float = 0.7, low: float = 0.3
) -> tuple[NDArray, NDArray]:
    """Return what each anchor shows: 1 an object, 0 none, -1 neither clearly.

    anchors: (n, 4); boxes: (k, 4). An anchor shows an object if its IoU with some box is at least `high`, or if no
    anchor overlaps some box more; it shows none if its IoU with every box is below `low`.
    -> (labels (n,), row of the box it overlaps most (n,), 0 where there is none). Raises ValueError for other shapes.
    Source: Ren et al., Faster R-CNN (2015), section 3.1.2.

    >>> label_anchors([[0, 0, 4, 4], [0, 0, 4, 2], [8, 8, 9, 9]], boxes=[[0, 0, 4, 4]])[0].tolist()
    [1, -1, 0]
    """
    overlap = iou_matrix(anchors, boxes)
    if not overlap.shape[1]:
        return np.zeros(len(overlap), np.int64), np.zeros(len(overlap), np.int64)
    rows, most = overlap.argmax(axis=1), overlap.max(axis=1)
    labels = np.where(most >= high, 1, np.where(most < low, 0, -1))
    best = overlap.max(axis=0)
    of_some_box = (overlap == best) & (best > 0)
    anchors_of_some_box = of_some_box.any(axis=1)
    labels[anchors_of_some_box] = 1
    rows[anchors_of_some_box] = (overlap * of_some_box)[anchors_of_some_box].argmax(axis=1)
    return labels, rows


def anchor_targets(anchors: ArrayLike, boxes: ArrayLike, count: int, rng: np.random.Generator) -> NDArray:
    """Return what a region proposal network learns from one image: `count` of the anchors, up to half with an object.

    anchors: (n, 4); boxes: (k, 4); rng: a NumPy Generator -> (n, 5): label, t_x, t_y, t_w, t_h; the label is -1 for
    anchors that were not drawn. Anchors that cross the image's edges take part, unlike the paper's: many objects
    of street scenes are cut off there. Raises ValueError for other shapes and for a count below 2.
    Source: Ren et al., Faster R-CNN (2015), section 3.1.3.

    >>> rng = np.random.default_rng(0)
    >>> anchor_targets([[0, 0, 4, 4], [8, 8, 9, 9], [9, 9, 10, 10]], [[1, 0, 5, 4]], count=2, rng=rng)[0].tolist()
    [1.0, 0.25, 0.0, 0.0, 0.0]
    """
    anchors, boxes = as_boxes("anchors", anchors), as_boxes("boxes", boxes)
    labels, rows = label_anchors(anchors, boxes)
    drawn = draw(labels, whole_number("count", count, least=2), 0.5, rng)
    targets = np.zeros((len(anchors), 5))
    targets[:, 0] = -1
    targets[drawn, 0] = labels[drawn]
    shown = drawn[labels[drawn] == 1]
    targets[shown, 1:] = encode_offsets(anchors[shown], boxes[rows[shown]])
    return targets


def rpn_proposals(
    scores: ArrayLike,
    offsets: ArrayLike,
    anchors: ArrayLike,
    image_shape: tuple[int, int],
    most: int = 100,
    candidates: int = 600,
    overlap: float = 0.7,
    least_side: int = 2,
) -> NDArray:
    """Return the boxes that a region proposal network proposes for one image, the likeliest first.

    scores: (n,), before the sigmoid; offsets: (n, 4) in units of SPREAD; anchors: (n, 4); image_shape: (n_H, n_W);
    most: how many at most; candidates: the best anchors of which non-max suppression with the IoU `overlap` makes
    its choice; least_side: pixels. -> (k, 4), x1, y1, x2, y2, cut off at the image's edges.
    Raises ValueError for other shapes and for most or candidates below 1.
    Source: Ren et al., Faster R-CNN (2015), section 3.3.

    >>> anchors = anchor_grid(1, 2, stride=8, sizes=[[8, 8]])
    >>> rpn_proposals([-1, 3], np.zeros((2, 4)), anchors, image_shape=(8, 16), most=1).tolist()
    [[8.0, 0.0, 16.0, 8.0]]
    """
    anchors = as_boxes("anchors", anchors)
    scores, offsets = as_float("scores", scores, "(n)"), as_float("offsets", offsets, "(n, 4)")
    same_shape("scores", scores, (len(anchors),))
    same_shape("offsets", offsets, anchors.shape)
    best = np.argsort(-scores, kind="stable")[: whole_number("candidates", candidates, least=1)]
    boxes = clip_boxes(decode_offsets(anchors[best], offsets[best] * SPREAD), image_shape)
    large = (boxes[:, 2:] - boxes[:, :2]).min(axis=1) >= least_side
    chances = 1 / (1 + np.exp(-scores[best][large]))
    most = whole_number("most", most, least=1)
    return yolo_non_max_suppression(chances, boxes[large], np.zeros(large.sum(), int), most, overlap)[1]
