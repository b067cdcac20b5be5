"""The convolutional layer, fast: as matrix products (see strips.py); conv_loops.py is the one to read."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnn_helpers.checks import as_float, same_shape, unpack_cache
from cnn_helpers.layers.conv_loops import conv_arguments
from cnn_helpers.layers.correlate import correlate, filter_gradient, input_gradient


def conv_forward(
    A_prev: ArrayLike, W: ArrayLike, b: ArrayLike, hparameters: dict[str, int]
) -> tuple[NDArray, tuple]:
    """Return Z, every filter placed on every window, and what the backward pass needs.

    A_prev: (m, n_H_prev, n_W_prev, n_C_prev); W: (f, f, n_C_prev, n_C); b: (1, 1, 1, n_C);
    hparameters: {"stride", "pad"} -> Z: (m, n_H, n_W, n_C), cache: (A_prev, W, b, hparameters).
    Raises ValueError for shapes that do not fit each other.

    >>> image = np.arange(9.0).reshape(1, 3, 3, 1)
    >>> Z, cache = conv_forward(image, np.ones((2, 2, 1, 1)), np.zeros((1, 1, 1, 1)), {"stride": 1, "pad": 0})
    >>> Z[0, :, :, 0]
    array([[ 8., 12.],
           [20., 24.]])
    """
    cache = (A_prev, W, b, hparameters)
    A_prev, W, b, stride, pad, n_H, n_W = conv_arguments(A_prev, W, b, hparameters)
    Z = np.empty((len(A_prev), n_H, n_W, W.shape[3]), A_prev.dtype)
    correlate(A_prev, W, stride, ((pad, pad), (pad, pad)), b, out=Z)
    return Z, cache


def conv_backward(dZ: ArrayLike, cache: tuple) -> tuple[NDArray, NDArray, NDArray]:
    """Return the gradients (dA_prev, dW, db) of the cost, each shaped like its A_prev, W or b.

    dZ: (m, n_H, n_W, n_C), the gradient for the output; cache: from conv_forward.
    Raises ValueError if dZ has not the shape of the output.

    >>> Z, cache = conv_forward(np.ones((1, 2, 2, 1)), np.full((2, 2, 1, 1), 3.0), np.zeros((1, 1, 1, 1)),
    ...                         {"stride": 1, "pad": 0})
    >>> dA_prev, dW, db = conv_backward(np.full((1, 1, 1, 1), 2.0), cache)
    >>> dA_prev[0, :, :, 0]
    array([[6., 6.],
           [6., 6.]])
    """
    A_prev, W, _, stride, pad, n_H, n_W = conv_arguments(*unpack_cache(cache, "A_prev, W, b, hparameters"))
    dZ = as_float("dZ", dZ, "(m, n_H, n_W, n_C)")
    same_shape("dZ", dZ, (len(A_prev), n_H, n_W, W.shape[3]))
    dZ = dZ.astype(A_prev.dtype, copy=False)
    dA_prev = np.empty_like(A_prev, order="C")
    input_gradient(dZ, W, stride, (pad, pad), 0, out=dA_prev)
    dW = filter_gradient(A_prev, dZ, W.shape[:2], stride, ((pad, pad), (pad, pad)))
    db = dZ.sum(axis=(0, 1, 2), keepdims=True)
    return dA_prev, dW, db
