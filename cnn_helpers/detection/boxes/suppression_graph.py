"""Non-max suppression as TensorFlow operations, for detectors that are one graph from picture to boxes."""

import tensorflow as tf

from cnn_helpers.checks import whole_number
from cnn_helpers.detection.boxes.checks import share
from cnn_helpers.tensor_types import Tensor, TensorLike


def non_max_suppression_graph(
    scores: TensorLike,
    boxes: TensorLike,
    classes: TensorLike,
    max_boxes: int = 10,
    iou_threshold: float = 0.5,
) -> tuple[Tensor, Tensor, Tensor]:
    """Return what `yolo_non_max_suppression` returns, as tensors; works inside a tf.function.

    scores: (n,); boxes: (n, 4), x1, y1, x2, y2; classes: (n,) whole numbers; n may be unknown while tracing.
    -> scores (k,), boxes (k, 4), classes (k,), k <= max_boxes. Raises ValueError for other shapes, and for
    thresholds outside 0 to 1; the numbers themselves are not looked at.

    >>> boxes = [[0.0, 0, 2, 2], [0, 0, 2, 1.9], [5, 5, 6, 6]]
    >>> scores, boxes, classes = non_max_suppression_graph([0.9, 0.8, 0.6], boxes, [0, 0, 0])
    >>> classes.shape, float(boxes[1, 0])
    (TensorShape([2]), 5.0)
    """
    scores, boxes, classes = map(tf.convert_to_tensor, (scores, boxes, classes))
    max_boxes = whole_number("max_boxes", max_boxes, least=0)
    iou_threshold = tf.constant(share("iou_threshold", iou_threshold), boxes.dtype)
    for name, tensor, shape in (
        ("scores", scores, [None]),
        ("boxes", boxes, [None, 4]),
        ("classes", classes, [None]),
    ):
        if not tensor.shape.is_compatible_with(shape):
            raise ValueError(
                f"{name} have shape {tensor.shape}; {'(n, 4)' if len(shape) == 2 else '(n,)'} is needed"
            )

    def go_on(waiting: Tensor, kept: Tensor) -> Tensor:
        return tf.logical_and(tf.size(waiting) > 0, tf.size(kept) < max_boxes)

    def keep_the_best(waiting: Tensor, kept: Tensor) -> tuple[Tensor, Tensor]:
        best, waiting = waiting[0], waiting[1:]
        overlap = _iou(boxes[best], tf.gather(boxes, waiting))
        stays = tf.logical_or(overlap <= iou_threshold, tf.gather(classes, waiting) != classes[best])
        return tf.boolean_mask(waiting, stays), tf.concat([kept, [best]], axis=0)

    order = tf.argsort(scores, direction="DESCENDING", stable=True)
    shapes = tf.TensorShape([None]), tf.TensorShape([None])
    _, kept = tf.while_loop(go_on, keep_the_best, (order, tf.zeros([0], tf.int32)), shapes)
    return tf.gather(scores, kept), tf.gather(boxes, kept), tf.gather(classes, kept)


def _iou(box: Tensor, boxes: Tensor) -> Tensor:
    low, high = tf.maximum(box[:2], boxes[:, :2]), tf.minimum(box[2:], boxes[:, 2:])
    shared = tf.reduce_prod(tf.maximum(high - low, 0), axis=1)
    covered = tf.reduce_prod(box[2:] - box[:2]) + tf.reduce_prod(boxes[:, 2:] - boxes[:, :2], axis=1) - shared
    return tf.math.divide_no_nan(shared, covered)
