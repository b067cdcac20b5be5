"""Convolution along one axis: signals over time, sentences over words."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnn_helpers.checks import as_float, common_dtype, has_values, read_hparameters, same_shape, unpack_cache
from cnn_helpers.layers.correlate import correlate, filter_gradient, input_gradient
from cnn_helpers.layers.shapes import conv_output_size


def _arguments(
    A_prev: ArrayLike, W: ArrayLike, b: ArrayLike, hparameters: dict[str, int]
) -> tuple[NDArray, NDArray, NDArray, int, int, int]:
    """Return (A_prev, W, b, stride, pad, n), the arrays as images one pixel wide, or refuse."""
    A_prev = as_float("A_prev", A_prev, "(m, n_prev, n_C_prev)")
    W = as_float("W", W, "(f, n_C_prev, n_C)")
    has_values("W", W)
    b = as_float("b", b, "(1, 1, n_C)")
    stride, pad = read_hparameters(hparameters, stride=1, pad=0)
    f, n_C_prev, n_C = W.shape
    if A_prev.shape[2] != n_C_prev:
        raise ValueError(
            f"A_prev has {A_prev.shape[2]} channels and the filters of W have {n_C_prev}; they must be equal"
        )
    same_shape("b", b, (1, 1, n_C))
    n = conv_output_size(A_prev.shape[1], f, stride, pad)
    A_prev, W, b = common_dtype(A_prev, W, b)
    return A_prev[:, :, None], W[:, None], b[:, :, None], stride, pad, n


def conv1d_forward(
    A_prev: ArrayLike, W: ArrayLike, b: ArrayLike, hparameters: dict[str, int]
) -> tuple[NDArray, tuple]:
    """Return Z, every filter placed along the sequence, and what the backward pass needs.

    A_prev: (m, n_prev, n_C_prev); W: (f, n_C_prev, n_C); b: (1, 1, n_C); hparameters: {"stride", "pad"}
    -> Z: (m, n, n_C), cache: (A_prev, W, b, hparameters). Raises ValueError for shapes that do not fit.

    >>> signal = np.array([0.0, 0.0, 5.0, 5.0]).reshape(1, 4, 1)
    >>> step = np.array([-1.0, 1.0]).reshape(2, 1, 1)
    >>> conv1d_forward(signal, step, np.zeros((1, 1, 1)), {"stride": 1, "pad": 0})[0].ravel()
    array([0., 5., 0.])
    """
    cache = (A_prev, W, b, hparameters)
    A_prev, W, b, stride, pad, n = _arguments(A_prev, W, b, hparameters)
    Z = np.empty((len(A_prev), n, 1, W.shape[3]), A_prev.dtype)
    correlate(A_prev, W, stride, ((pad, pad), (0, 0)), b, out=Z)
    return Z[:, :, 0], cache


def conv1d_backward(dZ: ArrayLike, cache: tuple) -> tuple[NDArray, NDArray, NDArray]:
    """Return the gradients (dA_prev, dW, db) of the cost, each shaped like its A_prev, W or b.

    dZ: (m, n, n_C); cache: from conv1d_forward. Raises ValueError if dZ has not the shape of the output.

    >>> Z, cache = conv1d_forward(np.ones((1, 3, 1)), np.array([2.0, 1.0]).reshape(2, 1, 1),
    ...                           np.zeros((1, 1, 1)), {"stride": 1, "pad": 0})
    >>> conv1d_backward(np.ones_like(Z), cache)[0].ravel()
    array([2., 3., 1.])
    """
    A_prev, W, _, stride, pad, n = _arguments(*unpack_cache(cache, "A_prev, W, b, hparameters"))
    dZ = as_float("dZ", dZ, "(m, n, n_C)")
    same_shape("dZ", dZ, (len(A_prev), n, W.shape[3]))
    dZ = dZ.astype(A_prev.dtype, copy=False)[:, :, None]
    dA_prev = np.empty_like(A_prev, order="C")
    input_gradient(dZ, W, stride, (pad, 0), 0, out=dA_prev)
    dW = filter_gradient(A_prev, dZ, W.shape[:2], stride, ((pad, pad), (0, 0)))
    return dA_prev[:, :, 0], dW[:, 0], dZ.sum(axis=(0, 1))[None]
