"""Transposed convolution: each input pixel stamps its filter on the output, and overlapping stamps add up."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnn_helpers.checks import as_float, common_dtype, has_values, read_hparameters, same_shape, unpack_cache
from cnn_helpers.layers.correlate import correlate, filter_gradient, input_gradient
from cnn_helpers.layers.shapes import conv_transpose_output_size


def _arguments(
    A_prev: ArrayLike, W: ArrayLike, b: ArrayLike, hparameters: dict[str, int]
) -> tuple[NDArray, NDArray, NDArray, int, int, int, int]:
    """Return (A_prev, W, b, stride, pad, n_H, n_W) in one dtype, or refuse."""
    A_prev = as_float("A_prev", A_prev, "(m, n_H_prev, n_W_prev, n_C_prev)")
    W = as_float("W", W, "(f, f, n_C, n_C_prev)")
    has_values("W", W)
    b = as_float("b", b, "(1, 1, 1, n_C)")
    stride, pad, output_pad = read_hparameters(hparameters, stride=1, pad=0, output_pad=0)
    f, _, n_C, n_C_prev = W.shape
    same_shape("W", W, (f, f, n_C, n_C_prev))
    if A_prev.shape[3] != n_C_prev:
        raise ValueError(
            f"A_prev has {A_prev.shape[3]} channels and W, (f, f, n_C, n_C_prev), has n_C_prev = {n_C_prev}; "
            "they must be equal"
        )
    same_shape("b", b, (1, 1, 1, n_C))
    n_H, n_W = (conv_transpose_output_size(n, f, stride, pad, output_pad) for n in A_prev.shape[1:3])
    A_prev, W, b = common_dtype(A_prev, W, b)
    return A_prev, W, b, stride, pad, n_H, n_W


def conv_transpose_forward(
    A_prev: ArrayLike, W: ArrayLike, b: ArrayLike, hparameters: dict[str, int]
) -> tuple[NDArray, tuple]:
    """Return Z, the sum of every pixel's stamp, and what the backward pass needs.

    A_prev: (m, n_H_prev, n_W_prev, n_C_prev); W: (f, f, n_C, n_C_prev), as in Keras; b: (1, 1, 1, n_C);
    hparameters: {"stride", "pad", "output_pad"}: stamps stand `stride` apart, `pad` rows are cut off on every
    side and `output_pad` rows are kept at the end -> Z: (m, n_H, n_W, n_C) with
    n_H = (n_H_prev - 1) stride + f - 2 pad + output_pad, cache: (A_prev, W, b, hparameters).
    It is the backward pass of a convolution run forward, so both share their code.
    Raises ValueError for shapes that do not fit. Source: Dumoulin and Visin (2016), section 4.

    >>> image = np.array([[2.0, 1.0], [3.0, 2.0]]).reshape(1, 2, 2, 1)
    >>> W = np.array([[1.0, 2.0, 1.0], [2.0, 0.0, 1.0], [0.0, 2.0, 1.0]]).reshape(3, 3, 1, 1)
    >>> hparameters = {"stride": 2, "pad": 1, "output_pad": 1}
    >>> conv_transpose_forward(image, W, np.zeros((1, 1, 1, 1)), hparameters)[0][0, :, :, 0]
    array([[ 0.,  4.,  0.,  1.],
           [10.,  7.,  6.,  3.],
           [ 0.,  7.,  0.,  2.],
           [ 6.,  3.,  4.,  2.]])
    """
    cache = (A_prev, W, b, hparameters)
    A_prev, W, b, stride, pad, n_H, n_W = _arguments(A_prev, W, b, hparameters)
    Z = np.empty((len(A_prev), n_H, n_W, W.shape[2]), A_prev.dtype)
    input_gradient(A_prev, W, stride, (pad, pad), b, out=Z)
    return Z, cache


def conv_transpose_backward(dZ: ArrayLike, cache: tuple) -> tuple[NDArray, NDArray, NDArray]:
    """Return the gradients (dA_prev, dW, db) of the cost, each shaped like its A_prev, W or b.

    dZ: (m, n_H, n_W, n_C); cache: from conv_transpose_forward.
    Raises ValueError if dZ has not the shape of the output.

    >>> Z, cache = conv_transpose_forward(np.ones((1, 1, 1, 1)), np.full((2, 2, 1, 1), 3.0),
    ...     np.zeros((1, 1, 1, 1)), {"stride": 2, "pad": 0, "output_pad": 0})
    >>> dA_prev, dW, db = conv_transpose_backward(np.ones_like(Z), cache)
    >>> float(dA_prev.sum()), float(dW.sum()), float(db.sum())
    (12.0, 4.0, 4.0)
    """
    A_prev, W, _, stride, pad, n_H, n_W = _arguments(*unpack_cache(cache, "A_prev, W, b, hparameters"))
    dZ = as_float("dZ", dZ, "(m, n_H, n_W, n_C)")
    same_shape("dZ", dZ, (len(A_prev), n_H, n_W, W.shape[2]))
    dZ = dZ.astype(A_prev.dtype, copy=False)
    dA_prev = np.empty_like(A_prev, order="C")
    pads = ((pad, pad), (pad, pad))
    correlate(dZ, W, stride, pads, 0, out=dA_prev)
    dW = filter_gradient(dZ, A_prev, W.shape[:2], stride, pads)
    return dA_prev, dW, dZ.sum(axis=(0, 1, 2), keepdims=True)
