"""What YOLO is trained with: four costs of one output, added with weights."""

import keras
import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnn_helpers.checks import whole_number
from cnn_helpers.detection.boxes.checks import as_sizes, share
from cnn_helpers.tensor_types import Tensor, TensorLike

PARTS = ("coordinates", "objectness", "no_object", "classes")


def yolo_loss(
    y_true: TensorLike,
    y_pred: TensorLike,
    anchors: ArrayLike,
    coordinates: float = 5.0,
    objectness: float = 1.0,
    no_object: float = 0.5,
    classes: float = 1.0,
    ignore: float = 0.6,
    most: int = 30,
) -> Tensor:
    """Return YOLO's loss of each image: the weighted sum of the costs of `yolo_costs`.

    y_true: (m, grid, grid, n_anchors, 5 + n_classes) of `encode_labels`; y_pred: the network's raw output of that
    shape, or with the last two axes as one; coordinates, objectness, no_object, classes: weights; ignore, most:
    as in `yolo_costs`. -> (m,). Raises ValueError for other shapes and for weights below 0. Source: Redmon et al.,
    "You Only Look Once" (2016), equation 3, with the logarithmic costs of "YOLOv3" (2018), section 2.

    >>> y_true = np.zeros((1, 1, 1, 1, 6))  # nothing there; the raw 0 says: perhaps
    >>> round(float(yolo_loss(y_true, np.zeros((1, 1, 1, 6)), [[1.0, 1.0]])[0]), 4)  # 0.5 * log(2)
    0.3466
    """
    weights = dict(zip(PARTS, (coordinates, objectness, no_object, classes), strict=True))
    for name, weight in weights.items():
        if not weight >= 0:
            raise ValueError(f"{name} is {weight!r}; a weight of at least 0 is needed")
    costs = yolo_costs(y_true, y_pred, anchors, ignore, most)
    return sum(weights[name] * costs[name] for name in PARTS)


def yolo_costs(
    y_true: TensorLike, y_pred: TensorLike, anchors: ArrayLike, ignore: float = 0.6, most: int = 30
) -> dict[str, Tensor]:
    """Return YOLO's four costs of each image, without weights.

    y_true, y_pred: as in `yolo_loss`; ignore: an empty place whose box overlaps some true box by more than this
    IoU is not told that nothing is there; most: of how many true boxes of an image this is asked.
    -> {name: (m,)}: "coordinates", squared errors of sigmoid(bx), sigmoid(by) and of bh, bw against the logarithms
    of the true sides over the anchor's, and "classes", cross-entropy of the softmax, both where an object is;
    "objectness" and "no_object", the binary cross-entropy of pc where an object is and where none is.
    Raises ValueError for other shapes.

    >>> costs = yolo_costs(np.zeros((2, 1, 1, 1, 6)), np.zeros((2, 1, 1, 6)), [[1.0, 1.0]])
    >>> {name: cost.shape[0] for name, cost in costs.items()}
    {'coordinates': 2, 'objectness': 2, 'no_object': 2, 'classes': 2}
    """
    ops = keras.ops
    anchors = as_sizes("anchors", anchors).astype(np.float32)
    ignore, most = share("ignore", ignore), whole_number("most", most, least=1)
    y_true, y_pred = _same_form(y_true, y_pred, len(anchors))
    held = y_true[..., 0]  # 1 where an object is, else 0
    inside, sides = ops.sigmoid(y_pred[..., 1:3]), y_pred[..., 3:5]
    # Where no object is the logarithm would be of 0; its square is multiplied by `held` and must be finite.
    true_sides = ops.log(ops.where(held[..., None] > 0, y_true[..., 3:5], 1.0) / anchors[:, ::-1])
    squares = (inside - y_true[..., 1:3]) ** 2 + (sides - true_sides) ** 2
    free = (1 - held) * (1 - _overlap_a_truth(y_true, inside, sides, anchors, ignore, most))
    return {
        "coordinates": _per_image(held[..., None] * squares),
        "objectness": _per_image(held * ops.softplus(-y_pred[..., 0])),
        "no_object": _per_image(free * ops.softplus(y_pred[..., 0])),
        "classes": _per_image(-held[..., None] * y_true[..., 5:] * ops.log_softmax(y_pred[..., 5:])),
    }


def _same_form(y_true: TensorLike, y_pred: TensorLike, n_anchors: int) -> tuple[Tensor, Tensor]:
    """Return both as float32 (m, grid, grid, n_anchors, 5 + n_classes): a loss in 16 bits would lose the small."""
    ops = keras.ops
    y_true, y_pred = ops.cast(y_true, "float32"), ops.cast(y_pred, "float32")
    shape = tuple(y_true.shape)
    if len(shape) != 5 or shape[1] != shape[2] or shape[3] != n_anchors or shape[4] < 6:
        raise ValueError(
            f"y_true has shape {shape}; (m, grid, grid, {n_anchors}, 5 + n_classes) is needed for "
            f"{n_anchors} anchors and at least one class"
        )
    wanted = shape[1:], (*shape[1:3], shape[3] * shape[4])
    if tuple(y_pred.shape)[1:] not in wanted:
        raise ValueError(
            f"y_pred has shape {tuple(y_pred.shape)}; {('m', *wanted[0])} or {('m', *wanted[1])} is needed "
            f"for y_true {shape}"
        )
    return y_true, ops.reshape(y_pred, (-1, *shape[1:]))


def _overlap_a_truth(
    y_true: Tensor, inside: Tensor, sides: Tensor, anchors: NDArray, ignore: float, most: int
) -> Tensor:
    """Return 1 where the predicted box overlaps some true box of its image by more than `ignore`, else 0."""
    ops = keras.ops
    grid, n_anchors = y_true.shape[1], len(anchors)
    cells = np.arange(grid, dtype=np.float32)
    cell_corners = np.stack(np.meshgrid(cells, cells), axis=-1)[:, :, np.newaxis]
    places = grid * grid * n_anchors
    predicted = _corners(inside + cell_corners, ops.exp(ops.clip(sides, -8, 8))[..., ::-1] * anchors)
    predicted = ops.reshape(predicted, (-1, places, 1, 4))
    truths = _corners(y_true[..., 1:3] + cell_corners, y_true[..., 4:2:-1])
    truths = ops.reshape(truths, (-1, places, 4))
    held, first = ops.top_k(ops.reshape(y_true[..., 0], (-1, places)), min(most, places))
    truths = ops.expand_dims(ops.take_along_axis(truths, ops.cast(first[..., None], "int32"), axis=1), 1)
    overlap = _iou(predicted, truths) * held[:, None, :]
    best = ops.reshape(ops.max(overlap, axis=-1), (-1, grid, grid, n_anchors))
    return ops.stop_gradient(ops.cast(best > ignore, "float32"))


def _corners(centres: Tensor, sides: Tensor) -> Tensor:
    return keras.ops.concatenate([centres - sides / 2, centres + sides / 2], axis=-1)


def _iou(boxes1: Tensor, boxes2: Tensor) -> Tensor:
    ops = keras.ops
    shared = ops.maximum(
        ops.minimum(boxes1[..., 2:], boxes2[..., 2:]) - ops.maximum(boxes1[..., :2], boxes2[..., :2]), 0.0
    )
    shared = shared[..., 0] * shared[..., 1]
    sides1, sides2 = boxes1[..., 2:] - boxes1[..., :2], boxes2[..., 2:] - boxes2[..., :2]
    covered = sides1[..., 0] * sides1[..., 1] + sides2[..., 0] * sides2[..., 1] - shared
    return shared / ops.maximum(covered, 1e-9)


def _per_image(values: Tensor) -> Tensor:
    return keras.ops.sum(values, axis=tuple(range(1, len(values.shape))))
