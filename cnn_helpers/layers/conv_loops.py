"""The convolutional layer as its definition reads: one window, one filter, one number at a time.

The fast twin of these loops is conv.py; both give the same numbers.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnn_helpers.checks import as_float, common_dtype, has_values, read_hparameters, same_shape, unpack_cache
from cnn_helpers.layers.padding import zero_pad
from cnn_helpers.layers.shapes import conv_output_size


def conv_single_step(a_slice_prev: ArrayLike, W: ArrayLike, b: ArrayLike) -> float:
    """Return the sum of one window times one filter, plus the bias: a number.

    a_slice_prev and W: (f, f, n_C_prev); b: (1, 1, 1). Raises ValueError if the shapes differ.

    >>> float(conv_single_step(np.ones((2, 2, 1)), np.full((2, 2, 1), 3.0), np.ones((1, 1, 1))))
    13.0
    """
    a_slice_prev = as_float("a_slice_prev", a_slice_prev, "(f, f, n_C_prev)")
    W = as_float("W", W, "(f, f, n_C_prev)")
    b = as_float("b", b, "(1, 1, 1)")
    same_shape("W", W, a_slice_prev.shape)
    same_shape("b", b, (1, 1, 1))
    return np.sum(a_slice_prev * W) + b[0, 0, 0]


def conv_arguments(
    A_prev: ArrayLike, W: ArrayLike, b: ArrayLike, hparameters: dict[str, int]
) -> tuple[NDArray, NDArray, NDArray, int, int, int, int]:
    """Return (A_prev, W, b, stride, pad, n_H, n_W) in one dtype, or refuse what cannot be convolved.

    >>> conv_arguments(np.ones((1, 4, 6, 3)), np.ones((2, 2, 3, 8)), np.ones((1, 1, 1, 8)),
    ...                {"stride": 2, "pad": 0})[3:]
    (2, 0, 2, 3)
    """
    A_prev = as_float("A_prev", A_prev, "(m, n_H_prev, n_W_prev, n_C_prev)")
    W = as_float("W", W, "(f, f, n_C_prev, n_C)")
    has_values("W", W)
    b = as_float("b", b, "(1, 1, 1, n_C)")
    stride, pad = read_hparameters(hparameters, stride=1, pad=0)
    f, f_W, n_C_prev, n_C = W.shape
    if f != f_W:
        raise ValueError(f"W has shape {W.shape}; square filters (f, f, n_C_prev, n_C) are needed")
    if A_prev.shape[3] != n_C_prev:
        raise ValueError(
            f"A_prev has {A_prev.shape[3]} channels and the filters of W have {n_C_prev}; they must be equal"
        )
    same_shape("b", b, (1, 1, 1, n_C))
    n_H = conv_output_size(A_prev.shape[1], f, stride, pad)
    n_W = conv_output_size(A_prev.shape[2], f, stride, pad)
    A_prev, W, b = common_dtype(A_prev, W, b)
    return A_prev, W, b, stride, pad, n_H, n_W


def conv_forward_loops(
    A_prev: ArrayLike, W: ArrayLike, b: ArrayLike, hparameters: dict[str, int]
) -> tuple[NDArray, tuple]:
    """Return Z, every filter placed on every window, and what the backward pass needs.

    A_prev: (m, n_H_prev, n_W_prev, n_C_prev); W: (f, f, n_C_prev, n_C); b: (1, 1, 1, n_C);
    hparameters: {"stride", "pad"} -> Z: (m, n_H, n_W, n_C), cache: (A_prev, W, b, hparameters).
    Raises ValueError for shapes that do not fit each other.

    >>> image = np.arange(9.0).reshape(1, 3, 3, 1)
    >>> Z, cache = conv_forward_loops(image, np.ones((2, 2, 1, 1)), np.zeros((1, 1, 1, 1)),
    ...                               {"stride": 1, "pad": 0})
    >>> Z[0, :, :, 0]
    array([[ 8., 12.],
           [20., 24.]])
    """
    cache = (A_prev, W, b, hparameters)
    A_prev, W, b, stride, pad, n_H, n_W = conv_arguments(A_prev, W, b, hparameters)
    m, f, n_C = len(A_prev), W.shape[0], W.shape[3]
    A_prev_pad = zero_pad(A_prev, pad)
    Z = np.zeros((m, n_H, n_W, n_C), A_prev.dtype)
    for i in range(m):
        for h in range(n_H):
            for w in range(n_W):
                rows = slice(h * stride, h * stride + f)
                columns = slice(w * stride, w * stride + f)
                a_slice_prev = A_prev_pad[i, rows, columns]
                for c in range(n_C):
                    Z[i, h, w, c] = conv_single_step(a_slice_prev, W[..., c], b[..., c])
    return Z, cache


def conv_backward_loops(dZ: ArrayLike, cache: tuple) -> tuple[NDArray, NDArray, NDArray]:
    """Return the gradients (dA_prev, dW, db) of the cost, each shaped like its A_prev, W or b.

    dZ: (m, n_H, n_W, n_C), the gradient for the output; cache: from the forward pass.
    Raises ValueError if dZ has not the shape of the output.

    >>> Z, cache = conv_forward_loops(np.ones((1, 2, 2, 1)), np.full((2, 2, 1, 1), 3.0),
    ...                               np.zeros((1, 1, 1, 1)), {"stride": 1, "pad": 0})
    >>> dA_prev, dW, db = conv_backward_loops(np.full((1, 1, 1, 1), 2.0), cache)
    >>> dA_prev[0, :, :, 0]
    array([[6., 6.],
           [6., 6.]])
    """
    A_prev, W, b, stride, pad, n_H, n_W = conv_arguments(*unpack_cache(cache, "A_prev, W, b, hparameters"))
    (m, n_H_prev, n_W_prev, _), f, n_C = A_prev.shape, W.shape[0], W.shape[3]
    dZ = as_float("dZ", dZ, "(m, n_H, n_W, n_C)")
    same_shape("dZ", dZ, (m, n_H, n_W, n_C))
    A_prev_pad = zero_pad(A_prev, pad)
    dA_prev_pad = np.zeros_like(A_prev_pad)
    dW = np.zeros_like(W)
    db = np.zeros_like(b)
    for i in range(m):
        for h in range(n_H):
            for w in range(n_W):
                rows = slice(h * stride, h * stride + f)
                columns = slice(w * stride, w * stride + f)
                for c in range(n_C):
                    dA_prev_pad[i, rows, columns] += W[..., c] * dZ[i, h, w, c]
                    dW[..., c] += A_prev_pad[i, rows, columns] * dZ[i, h, w, c]
                    db[..., c] += dZ[i, h, w, c]
    dA_prev = dA_prev_pad[:, pad : pad + n_H_prev, pad : pad + n_W_prev]
    return dA_prev, dW, db
