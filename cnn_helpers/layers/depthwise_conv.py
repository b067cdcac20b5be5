"""Depthwise convolution: each channel has filters of its own and channels are not mixed (MobileNet)."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnn_helpers.checks import as_float, common_dtype, has_values, read_hparameters, same_shape, unpack_cache
from cnn_helpers.layers.padding import zero_pad
from cnn_helpers.layers.shapes import conv_output_size
from cnn_helpers.layers.strips import batches
from cnn_helpers.layers.window_places import window_places


def _arguments(
    A_prev: ArrayLike, W: ArrayLike, b: ArrayLike, hparameters: dict[str, int]
) -> tuple[NDArray, NDArray, NDArray, int, int, int, int]:
    """Return (A_prev, W, b, stride, pad, n_H, n_W) in one dtype, or refuse."""
    A_prev = as_float("A_prev", A_prev, "(m, n_H_prev, n_W_prev, n_C_prev)")
    W = as_float("W", W, "(f, f, n_C_prev, multiplier)")
    has_values("W", W)
    b = as_float("b", b, "(1, 1, 1, n_C_prev * multiplier)")
    stride, pad = read_hparameters(hparameters, stride=1, pad=0)
    f, _, n_C_prev, multiplier = W.shape
    same_shape("W", W, (f, f, n_C_prev, multiplier))
    if A_prev.shape[3] != n_C_prev:
        raise ValueError(
            f"A_prev has {A_prev.shape[3]} channels and W filters for {n_C_prev}; they must be equal"
        )
    same_shape("b", b, (1, 1, 1, n_C_prev * multiplier))
    n_H = conv_output_size(A_prev.shape[1], f, stride, pad)
    n_W = conv_output_size(A_prev.shape[2], f, stride, pad)
    A_prev, W, b = common_dtype(A_prev, W, b)
    return A_prev, W, b, stride, pad, n_H, n_W


def depthwise_conv_forward(
    A_prev: ArrayLike, W: ArrayLike, b: ArrayLike, hparameters: dict[str, int]
) -> tuple[NDArray, tuple]:
    """Return Z, whose channel c*multiplier + k is input channel c under its k-th filter, and the cache.

    A_prev: (m, n_H_prev, n_W_prev, n_C_prev); W: (f, f, n_C_prev, multiplier);
    b: (1, 1, 1, n_C_prev * multiplier); hparameters: {"stride", "pad"}
    -> Z: (m, n_H, n_W, n_C_prev * multiplier), cache: (A_prev, W, b, hparameters).
    Raises ValueError for shapes that do not fit. Source: Howard et al., MobileNets (2017), section 3.1.

    >>> W = np.ones((2, 2, 2, 1)) * np.array([1.0, 10.0]).reshape(1, 1, 2, 1)
    >>> depthwise_conv_forward(np.ones((1, 2, 2, 2)), W, np.zeros((1, 1, 1, 2)), {"stride": 1, "pad": 0})[0]
    array([[[[ 4., 40.]]]])
    """
    cache = (A_prev, W, b, hparameters)
    A_prev, W, b, stride, pad, n_H, n_W = _arguments(A_prev, W, b, hparameters)
    m, f, n_C_prev, multiplier = len(A_prev), *W.shape[1:]
    Z = np.empty((m, n_H, n_W, n_C_prev, multiplier), A_prev.dtype)
    Z[...] = b.reshape(n_C_prev, multiplier)
    for images in batches(m, A_prev[:1].nbytes + Z[:1].nbytes):
        for i, j, place in window_places(zero_pad(A_prev[images], pad), f, stride, n_H, n_W):
            Z[images] += place[..., None] * W[i, j]
    return Z.reshape(m, n_H, n_W, n_C_prev * multiplier), cache


def depthwise_conv_backward(dZ: ArrayLike, cache: tuple) -> tuple[NDArray, NDArray, NDArray]:
    """Return the gradients (dA_prev, dW, db) of the cost, each shaped like its A_prev, W or b.

    dZ: (m, n_H, n_W, n_C_prev * multiplier); cache: from depthwise_conv_forward.
    Raises ValueError if dZ has not the shape of the output.

    >>> Z, cache = depthwise_conv_forward(np.ones((1, 2, 2, 1)), np.full((2, 2, 1, 1), 3.0),
    ...                                   np.zeros((1, 1, 1, 1)), {"stride": 1, "pad": 0})
    >>> dA_prev, dW, db = depthwise_conv_backward(np.full((1, 1, 1, 1), 2.0), cache)
    >>> float(dA_prev.sum()), float(dW.sum()), float(db.sum())
    (24.0, 8.0, 2.0)
    """
    A_prev, W, b, stride, pad, n_H, n_W = _arguments(*unpack_cache(cache, "A_prev, W, b, hparameters"))
    (m, n_H_prev, n_W_prev, n_C_prev), (f, _, _, multiplier) = A_prev.shape, W.shape
    dZ = as_float("dZ", dZ, "(m, n_H, n_W, n_C_prev * multiplier)")
    same_shape("dZ", dZ, (m, n_H, n_W, n_C_prev * multiplier))
    dZ = dZ.astype(A_prev.dtype, copy=False).reshape(m, n_H, n_W, n_C_prev, multiplier)
    dA_prev, dW = np.empty_like(A_prev, order="C"), np.zeros_like(W, order="C")
    for images in batches(m, A_prev[:1].nbytes + dZ[:1].nbytes):
        A_prev_pad = zero_pad(A_prev[images], pad)
        dA_prev_pad = np.zeros_like(A_prev_pad)
        dA_places = window_places(dA_prev_pad, f, stride, n_H, n_W)
        places = window_places(A_prev_pad, f, stride, n_H, n_W)
        for (i, j, dA_place), (_, _, place) in zip(dA_places, places, strict=True):
            dA_place += (dZ[images] * W[i, j]).sum(axis=-1)
            dW[i, j] += np.einsum("mhwc,mhwck->ck", place, dZ[images])
        dA_prev[images] = dA_prev_pad[:, pad : pad + n_H_prev, pad : pad + n_W_prev]
    return dA_prev, dW, dZ.sum(axis=(0, 1, 2)).reshape(b.shape)
