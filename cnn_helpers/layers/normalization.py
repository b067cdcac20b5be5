"""Normalisation of a network's inputs, and batch normalisation of its hidden layers."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnn_helpers.checks import same_shape
from cnn_helpers.layers.any_shape import as_floats, gradient_like


def input_statistics(X_train: ArrayLike, axis: int | tuple[int, ...] = 0) -> tuple[NDArray, NDArray]:
    """Return the mean and standard deviation of the training examples, with the averaged axes kept as 1.

    X_train: (m, ...); axis=0 gives one pair a feature, axis=(0, 1, 2) one pair a channel of images.
    A feature that never changes gets the deviation 1, so that normalising leaves it at 0.
    Raises ValueError for an empty set.

    >>> mean, std = input_statistics([[1.0, 7.0], [3.0, 7.0]])
    >>> mean, std
    (array([[2., 7.]]), array([[1., 1.]]))
    """
    X_train = as_floats("X_train", X_train)
    if X_train.size == 0:
        raise ValueError(f"X_train has shape {X_train.shape}; at least one example is needed")
    mean = X_train.mean(axis=axis, keepdims=True)
    std = X_train.std(axis=axis, keepdims=True)
    # rounding leaves a deviation of a few ulps where every value is equal
    constant = X_train.max(axis=axis, keepdims=True) == X_train.min(axis=axis, keepdims=True)
    return mean, np.where(constant, np.ones_like(std), std)


def normalize_inputs(X: ArrayLike, mean: ArrayLike, std: ArrayLike) -> NDArray:
    """Return (X - mean) / std. Use the training set's statistics for every set: dev and test too.

    X: (m, ...); mean and std: as `input_statistics` returns them.
    Raises ValueError for a deviation that is not positive, or statistics that do not fit X.

    >>> mean, std = input_statistics([[1.0], [3.0]])
    >>> normalize_inputs([[5.0]], mean, std)
    array([[3.]])
    """
    X, mean, std = as_floats("X", X), as_floats("mean", mean), as_floats("std", std)
    if not np.all(std > 0):
        raise ValueError(f"std has the value {std.min()}; positive deviations are needed")
    try:
        fits = np.broadcast_shapes(X.shape, mean.shape, std.shape) == X.shape
    except ValueError:
        fits = False
    if not fits:
        raise ValueError(
            f"X has shape {X.shape}, mean {mean.shape} and std {std.shape}; "
            "the statistics must have the shape of one example"
        )
    return (X - mean) / std


def _statistics(running: dict, channels: int) -> tuple[NDArray, NDArray, float]:
    """Return the running mean, variance and momentum, or refuse a dictionary that lacks them."""
    if not isinstance(running, dict) or not {"mean", "var", "momentum"} <= set(running):
        raise ValueError(f'running is {running!r}; a dictionary with "mean", "var" and "momentum" is needed')
    for key in ("mean", "var"):
        same_shape(f"running[{key!r}]", np.asarray(running[key]), (channels,))
    if not 0 <= running["momentum"] < 1:
        raise ValueError(f"momentum is {running['momentum']!r}; a number from 0 up to 1 is needed")
    return np.asarray(running["mean"]), np.asarray(running["var"]), running["momentum"]


def batch_norm_forward(
    Z: ArrayLike, gamma: ArrayLike, beta: ArrayLike, running: dict, training: bool, epsilon: float = 1e-3
) -> tuple[NDArray, tuple]:
    """Return A = gamma (Z - mean) / sqrt(variance + epsilon) + beta for every channel, and the cache.

    Z: (m, n) or (m, n_H, n_W, n_C), channels last; gamma, beta: (n_C,);
    running: {"mean": (n_C,), "var": (n_C,), "momentum": a number}.
    training=True takes mean and variance from the batch and moves the running averages in the dictionary,
    new = momentum * old + (1 - momentum) * batch's; training=False uses the running averages.
    Raises ValueError for shapes that do not fit and for an empty batch.
    Source: Ioffe and Szegedy, Batch normalization (2015), algorithm 1; epsilon as in Keras.

    >>> running = {"mean": np.zeros(1), "var": np.ones(1), "momentum": 0.9}
    >>> A, cache = batch_norm_forward([[1.0], [3.0]], [1.0], [0.0], running, training=True, epsilon=0)
    >>> A[:, 0], running["mean"]
    (array([-1.,  1.]), array([0.2]))
    """
    Z, gamma, beta = as_floats("Z", Z), as_floats("gamma", gamma), as_floats("beta", beta)
    if Z.ndim < 2 or Z.size == 0:
        raise ValueError(f"Z has shape {Z.shape}; (m, ..., n_C) with at least one value is needed")
    channels = Z.shape[-1]
    same_shape("gamma", gamma, (channels,))
    same_shape("beta", beta, (channels,))
    mean, variance, momentum = _statistics(running, channels)
    if training:
        axes = tuple(range(Z.ndim - 1))
        batch_mean, batch_variance = Z.mean(axis=axes), Z.var(axis=axes)
        running["mean"] = momentum * mean + (1 - momentum) * batch_mean
        running["var"] = momentum * variance + (1 - momentum) * batch_variance
        mean, variance = batch_mean, batch_variance
    mean, std = mean.astype(Z.dtype), np.sqrt(variance + epsilon).astype(Z.dtype)
    Z_norm = (Z - mean) / std
    return gamma * Z_norm + beta, (Z_norm, gamma, std, training)


def batch_norm_backward(dA: ArrayLike, cache: tuple) -> tuple[NDArray, NDArray, NDArray]:
    """Return the gradients (dZ, dgamma, dbeta), each shaped like its Z, gamma or beta.

    In training the batch's mean and variance depend on Z too, which takes two terms away from dZ.
    Raises ValueError if dA has not the shape of the output. Source: Ioffe and Szegedy (2015), section 3.

    >>> running = {"mean": np.zeros(1), "var": np.ones(1), "momentum": 0.9}
    >>> A, cache = batch_norm_forward([[1.0], [3.0]], [1.0], [0.0], running, training=True)
    >>> dZ, dgamma, dbeta = batch_norm_backward([[5.0], [5.0]], cache)
    >>> dZ[:, 0], dbeta  # adding the same to every example changes nothing: the bias before is redundant
    (array([0., 0.]), array([10.]))
    """
    Z_norm, gamma, std, training = cache
    dA = gradient_like("dA", dA, Z_norm)
    axes = tuple(range(dA.ndim - 1))
    dgamma, dbeta = (dA * Z_norm).sum(axis=axes), dA.sum(axis=axes)
    dZ_norm = dA * gamma
    if training:
        dZ_norm = dZ_norm - dZ_norm.mean(axis=axes) - Z_norm * (dZ_norm * Z_norm).mean(axis=axes)
    return dZ_norm / std, dgamma, dbeta
