"""Activation functions, element by element (softmax: along the last axis), each with its backward.

Every forward takes Z of any shape and returns (A, cache); every backward takes dA and that cache, and
returns dZ.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnn_helpers.layers.any_shape import as_floats, gradient_like


def sigmoid_forward(Z: ArrayLike) -> tuple[NDArray, NDArray]:
    """Return A = 1 / (1 + exp(-Z)) and the cache; safe for large |Z|.

    >>> sigmoid_forward([-1000.0, 0.0, 1000.0])[0]
    array([0. , 0.5, 1. ])
    """
    Z = as_floats("Z", Z)
    e = np.exp(-np.abs(Z))  # never above 1, so it cannot overflow
    A = np.where(Z >= 0, 1 / (1 + e), e / (1 + e))
    return A, A


def sigmoid_backward(dA: ArrayLike, cache: NDArray) -> NDArray:
    """Return dZ = dA * A * (1 - A); the slope is never above 1/4.

    >>> sigmoid_backward([1.0], sigmoid_forward([0.0])[1])
    array([0.25])
    """
    A = cache
    return gradient_like("dA", dA, A) * A * (1 - A)


def tanh_forward(Z: ArrayLike) -> tuple[NDArray, NDArray]:
    """Return A = tanh(Z) and the cache.

    >>> tanh_forward([0.0, 100.0])[0]
    array([0., 1.])
    """
    A = np.tanh(as_floats("Z", Z))
    return A, A


def tanh_backward(dA: ArrayLike, cache: NDArray) -> NDArray:
    """Return dZ = dA * (1 - A**2).

    >>> tanh_backward([2.0], tanh_forward([0.0])[1])
    array([2.])
    """
    A = cache
    return gradient_like("dA", dA, A) * (1 - A**2)


def relu_forward(Z: ArrayLike) -> tuple[NDArray, NDArray]:
    """Return A = max(Z, 0) and the cache. Source: Nair and Hinton (2010).

    >>> relu_forward([-2.0, 3.0])[0]
    array([0., 3.])
    """
    Z = as_floats("Z", Z)
    return np.maximum(Z, 0), Z


def relu_backward(dA: ArrayLike, cache: NDArray) -> NDArray:
    """Return dZ = dA where Z > 0 and 0 elsewhere (at Z = 0 the slope is taken as 0).

    >>> relu_backward([5.0, 5.0], relu_forward([-2.0, 3.0])[1])
    array([0., 5.])
    """
    Z = cache
    return gradient_like("dA", dA, Z) * (Z > 0)


def leaky_relu_forward(Z: ArrayLike, slope: float = 0.01) -> tuple[NDArray, tuple[NDArray, float]]:
    """Return A = Z where Z > 0 and slope * Z elsewhere, and the cache.

    Raises ValueError for a slope outside [0, 1). Source: Maas, Hannun and Ng (2013).

    >>> leaky_relu_forward([-2.0, 3.0], slope=0.5)[0]
    array([-1.,  3.])
    """
    if not 0 <= slope < 1:
        raise ValueError(f"slope is {slope!r}; a number from 0 up to but not including 1 is needed")
    Z = as_floats("Z", Z)
    return np.where(Z > 0, Z, slope * Z), (Z, slope)


def leaky_relu_backward(dA: ArrayLike, cache: tuple[NDArray, float]) -> NDArray:
    """Return dZ = dA where Z > 0 and slope * dA elsewhere.

    >>> leaky_relu_backward([4.0, 4.0], leaky_relu_forward([-2.0, 3.0], slope=0.5)[1])
    array([2., 4.])
    """
    Z, slope = cache
    dA = gradient_like("dA", dA, Z)
    return np.where(Z > 0, dA, slope * dA)


def softmax_forward(Z: ArrayLike) -> tuple[NDArray, NDArray]:
    """Return the probabilities A = exp(Z) / sum(exp(Z)) along the last axis, and the cache.

    Z: (..., classes) -> A: the same shape, every row sums to 1. Raises ValueError without an axis of classes.

    >>> softmax_forward([[1000.0, 1000.0]])[0]
    array([[0.5, 0.5]])
    """
    Z = as_floats("Z", Z)
    if Z.ndim == 0 or Z.shape[-1] == 0:
        raise ValueError(f"Z has shape {Z.shape}; a last axis of at least one class is needed")
    e = np.exp(Z - Z.max(axis=-1, keepdims=True))  # the same ratio, and no exponent is above 0
    A = e / e.sum(axis=-1, keepdims=True)
    return A, A


def softmax_backward(dA: ArrayLike, cache: NDArray) -> NDArray:
    """Return dZ = A * (dA - sum(dA * A)) along the last axis.

    >>> softmax_backward([[1.0, 0.0]], softmax_forward([[0.0, 0.0]])[1])
    array([[ 0.25, -0.25]])
    """
    A = cache
    dA = gradient_like("dA", dA, A)
    return A * (dA - (dA * A).sum(axis=-1, keepdims=True))
