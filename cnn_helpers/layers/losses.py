"""Losses averaged over the batch: each forward returns (loss, cache), each backward its input's gradient.

The two cross-entropies take logits, the scores before softmax or sigmoid: joining the two steps keeps the
logarithm finite for confident mistakes, and leaves the gradient as simple as "probability minus label".
"""

import numpy as np
from numpy.typing import ArrayLike, DTypeLike, NDArray

from cnn_helpers.checks import as_float, same_shape
from cnn_helpers.layers.activations import sigmoid_forward, softmax_forward
from cnn_helpers.layers.any_shape import as_floats


def one_hot(labels: ArrayLike, classes: int, dtype: DTypeLike = np.float32) -> NDArray:
    """Return the labels as rows of zeros with a single 1.

    labels: (m,) whole numbers from 0 to classes - 1 -> (m, classes). Raises ValueError for anything else.

    >>> one_hot([2, 0], classes=3)
    array([[0., 0., 1.],
           [1., 0., 0.]], dtype=float32)
    """
    labels = np.asarray(labels)
    if labels.ndim != 1 or labels.dtype.kind not in "iu":
        raise ValueError(
            f"labels have shape {labels.shape} and type {labels.dtype}; (m,) whole numbers are needed"
        )
    outside = labels[(labels < 0) | (labels >= classes)]
    if outside.size:
        raise ValueError(f"there is a label {outside[0]}; labels from 0 to {classes - 1} are needed")
    rows = np.zeros((len(labels), classes), dtype)
    rows[np.arange(len(labels)), labels] = 1
    return rows


def _targets(labels: ArrayLike, logits: NDArray) -> NDArray:
    """Return labels, whole numbers or one row of probabilities an example, as (m, classes)."""
    if np.ndim(labels) == 1:
        targets = one_hot(labels, logits.shape[1], logits.dtype)
    else:
        targets = as_float("labels", labels, "(m, classes)").astype(logits.dtype, copy=False)
        if targets.min(initial=0) < 0 or not np.allclose(targets.sum(axis=1), 1, atol=1e-4):
            raise ValueError(
                "labels are rows of probabilities; each must be at least 0 and each row sum to 1"
            )
    if targets.shape != logits.shape:
        raise ValueError(
            f"labels have shape {np.shape(labels)} and logits {logits.shape}; "
            "(m,) whole numbers or (m, classes) is needed for logits (m, classes)"
        )
    return targets


def _not_empty(name: str, array: NDArray) -> None:
    if array.size == 0:
        raise ValueError(f"{name} has shape {array.shape}; at least one example is needed to average over")


def cross_entropy_forward(logits: ArrayLike, labels: ArrayLike) -> tuple[float, tuple]:
    """Return the mean of -log(softmax(logits)[label]) over the batch, and the cache.

    logits: (m, classes); labels: (m,) whole numbers, or (m, classes) one-hot rows -> loss: a number.
    Raises ValueError for labels out of range and for lengths that differ.

    >>> loss, cache = cross_entropy_forward([[0.0, 0.0]], [1])
    >>> round(float(loss), 4)
    0.6931
    """
    logits = as_float("logits", logits, "(m, classes)")
    _not_empty("logits", logits)
    targets = _targets(labels, logits)
    shifted = logits - logits.max(axis=1, keepdims=True)
    log_probabilities = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    loss = -(targets * log_probabilities).sum(axis=1).mean()
    return loss, (logits, targets)


def cross_entropy_backward(cache: tuple) -> NDArray:
    """Return dlogits = (softmax(logits) - one-hot label) / m.

    >>> cross_entropy_backward(cross_entropy_forward([[0.0, 0.0]], [1])[1])
    array([[ 0.5, -0.5]])
    """
    logits, targets = cache
    probabilities, _ = softmax_forward(logits)
    return (probabilities - targets) / len(logits)


def binary_cross_entropy_forward(logits: ArrayLike, labels: ArrayLike) -> tuple[float, tuple]:
    """Return the mean of -(y log a + (1 - y) log(1 - a)) with a = sigmoid(logits), and the cache.

    logits and labels: the same shape, labels from 0 to 1 -> loss: the mean over every element, as in Keras.
    Raises ValueError for other labels and for shapes that differ.

    >>> loss, cache = binary_cross_entropy_forward([[0.0], [1000.0]], [[1], [1]])
    >>> round(float(loss), 4)
    0.3466
    """
    logits = as_floats("logits", logits)
    _not_empty("logits", logits)
    labels = as_floats("labels", labels)
    same_shape("labels", labels, logits.shape)
    if labels.min() < 0 or labels.max() > 1:
        raise ValueError(f"labels run from {labels.min()} to {labels.max()}; numbers from 0 to 1 are needed")
    labels = labels.astype(logits.dtype, copy=False)
    # -y log a - (1 - y) log(1 - a), rearranged so that no exponent is positive
    losses = np.maximum(logits, 0) - logits * labels + np.log1p(np.exp(-np.abs(logits)))
    return losses.mean(), (logits, labels)


def binary_cross_entropy_backward(cache: tuple) -> NDArray:
    """Return dlogits = (sigmoid(logits) - labels) / number of elements.

    >>> binary_cross_entropy_backward(binary_cross_entropy_forward([[0.0], [0.0]], [[1], [0]])[1])
    array([[-0.25],
           [ 0.25]])
    """
    logits, labels = cache
    probabilities, _ = sigmoid_forward(logits)
    return (probabilities - labels) / logits.size


def mean_squared_error_forward(predictions: ArrayLike, targets: ArrayLike) -> tuple[float, NDArray]:
    """Return the mean of (prediction - target)**2 over every element, as in Keras, and the cache.

    predictions and targets: the same shape. Raises ValueError for shapes that differ.

    >>> loss, cache = mean_squared_error_forward([[1.0], [5.0]], [[1.0], [2.0]])
    >>> float(loss)
    4.5
    """
    predictions = as_floats("predictions", predictions)
    _not_empty("predictions", predictions)
    targets = as_floats("targets", targets)
    same_shape("targets", targets, predictions.shape)
    difference = predictions - targets.astype(predictions.dtype, copy=False)
    return (difference**2).mean(), difference


def mean_squared_error_backward(cache: NDArray) -> NDArray:
    """Return dpredictions = 2 (prediction - target) / number of elements.

    >>> mean_squared_error_backward(mean_squared_error_forward([[1.0], [5.0]], [[1.0], [2.0]])[1])
    array([[0.],
           [3.]])
    """
    difference = cache
    return 2 * difference / difference.size
