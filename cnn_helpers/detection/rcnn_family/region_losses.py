"""The losses of the R-CNN family: which class, and, where there is an object, how far the box is off."""

from keras import ops

from cnn_helpers.detection.rcnn_family.offsets import SPREAD
from cnn_helpers.tensor_types import Tensor, TensorLike


def smooth_l1(error: TensorLike) -> Tensor:
    """Return 0.5 e^2 for an error between -1 and 1, |e| - 0.5 beyond: no single error pulls with more than 1.

    error: any shape -> the same. Source: Girshick, Fast R-CNN (2015), equation 3.

    >>> [float(smooth_l1(error)) for error in (0.5, -3.0)]
    [0.125, 2.5]
    """
    size = ops.abs(error)
    return ops.where(size < 1, 0.5 * ops.square(error), size - 0.5)


def class_loss(y_true: TensorLike, scores: TensorLike) -> Tensor:
    """Return the mean cross-entropy of the regions' classes.

    y_true: (m, n) whole numbers, 0 for background, -1 for regions that do not count; scores: (m, n, 1 + n_classes)
    before the softmax. Source: Girshick (2015), equation 1, its first term.

    >>> round(float(class_loss([[1, -1]], ops.zeros((1, 2, 4)))), 3)  # log 4
    1.386
    """
    y_true, scores = ops.cast(y_true, "int32"), ops.cast(scores, "float32")
    counts = ops.cast(y_true >= 0, "float32")
    losses = -ops.take_along_axis(ops.log_softmax(scores), ops.maximum(y_true, 0)[..., None], axis=-1)[..., 0]
    return ops.sum(counts * losses) / ops.maximum(ops.sum(counts), 1)


def object_loss(y_true: TensorLike, scores: TensorLike) -> Tensor:
    """Return the mean log loss of whether an anchor has an object.

    y_true: (m, n), 1 for an object, 0 for none, -1 for anchors that do not count; scores: (m, n) before the
    sigmoid. Source: Ren et al., Faster R-CNN (2015), equation 1, its first term.

    >>> round(float(object_loss([[1, 0, -1]], ops.zeros((1, 3)))), 3)  # log 2
    0.693
    """
    y_true, scores = ops.cast(y_true, "float32"), ops.cast(scores, "float32")
    counts = ops.cast(y_true >= 0, "float32")
    losses = ops.softplus(scores) - scores * y_true
    return ops.sum(counts * losses) / ops.maximum(ops.sum(counts), 1)


def offset_loss(y_true: TensorLike, offsets: TensorLike) -> Tensor:
    """Return the smooth L1 loss of the offsets where there is an object, over the number of regions that count.

    y_true: (m, n, 5), the class as in `class_loss`, then t_x, t_y, t_w, t_h; offsets: (m, n, n_classes, 4) in units
    of SPREAD, of which those of the true class count (with one class, as an RPN has: (m, n, 1, 4)).
    Source: Girshick (2015), equations 1 and 2.

    >>> y_true = [[[2, 0.1, 0, 0, 0], [0, 0, 0, 0, 0]]]
    >>> float(offset_loss(y_true, ops.zeros((1, 2, 3, 4))))  # an error of one unit costs 0.5; two regions count
    0.25
    """
    y_true, offsets = ops.cast(y_true, "float32"), ops.cast(offsets, "float32")
    kinds = ops.cast(y_true[..., 0], "int32")
    right = ops.cast(kinds[..., None] == ops.arange(1, offsets.shape[2] + 1), "float32")
    errors = smooth_l1(offsets - y_true[..., None, 1:] / ops.array(SPREAD, "float32"))
    counts = ops.cast(kinds >= 0, "float32")
    return ops.sum(right[..., None] * errors) / ops.maximum(ops.sum(counts), 1)
