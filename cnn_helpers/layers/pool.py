"""Pooling, fast: all windows at once, one place of the window after another; pool_loops.py is to read."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnn_helpers.checks import as_float, same_shape, unpack_cache
from cnn_helpers.layers.pool_loops import pool_arguments
from cnn_helpers.layers.strips import batches
from cnn_helpers.layers.window_places import window_places


def pool_forward(A_prev: ArrayLike, hparameters: dict[str, int], mode: str = "max") -> tuple[NDArray, tuple]:
    """Return the maximum or mean of every window, channel by channel, and what the backward pass needs.

    A_prev: (m, n_H_prev, n_W_prev, n_C); hparameters: {"f", "stride"}; mode: "max" or "average"
    -> A: (m, n_H, n_W, n_C), cache: (A_prev, hparameters).
    Raises ValueError for another mode and for a window larger than the image.

    >>> A, cache = pool_forward(np.arange(16.0).reshape(1, 4, 4, 1), {"f": 2, "stride": 2}, mode="average")
    >>> A[0, :, :, 0]
    array([[ 2.5,  4.5],
           [10.5, 12.5]])
    """
    cache = (A_prev, hparameters)
    A_prev, f, stride, n_H, n_W = pool_arguments(A_prev, hparameters, mode)
    A = np.empty((len(A_prev), n_H, n_W, A_prev.shape[3]), A_prev.dtype)
    for images in batches(len(A), A_prev[:1].nbytes):
        A[images] = -np.inf if mode == "max" else 0
        for _, _, place in window_places(A_prev[images], f, stride, n_H, n_W):
            (np.maximum if mode == "max" else np.add)(A[images], place, out=A[images])
        if mode == "average":
            A[images] /= f * f
    return A, cache


def pool_backward(dA: ArrayLike, cache: tuple, mode: str = "max") -> NDArray:
    """Return dA_prev, the gradient for the input of pooling; windows that overlap add up.

    dA: (m, n_H, n_W, n_C); cache: (A_prev, hparameters) -> dA_prev: (m, n_H_prev, n_W_prev, n_C).
    With "max" every maximum of a window receives the gradient, with "average" every value an equal share.
    Raises ValueError if dA has not the shape of the output.

    >>> A, cache = pool_forward(np.arange(4.0).reshape(1, 2, 2, 1), {"f": 2, "stride": 2})
    >>> pool_backward(np.full((1, 1, 1, 1), 5.0), cache)[0, :, :, 0]
    array([[0., 0.],
           [0., 5.]])
    """
    A_prev, hparameters = unpack_cache(cache, "A_prev, hparameters")
    A_prev, f, stride, n_H, n_W = pool_arguments(A_prev, hparameters, mode)
    dA = as_float("dA", dA, "(m, n_H, n_W, n_C)")
    same_shape("dA", dA, (len(A_prev), n_H, n_W, A_prev.shape[3]))
    dA = dA.astype(A_prev.dtype, copy=False)
    dA_prev = np.zeros_like(A_prev, order="C")
    for images in batches(len(dA), A_prev[:1].nbytes):
        places = window_places(A_prev[images], f, stride, n_H, n_W)
        dA_places = window_places(dA_prev[images], f, stride, n_H, n_W)
        A, _ = pool_forward(A_prev[images], {"f": f, "stride": stride}, mode)
        for (_, _, place), (_, _, dA_place) in zip(places, dA_places, strict=True):
            dA_place += dA[images] * (place == A) if mode == "max" else dA[images] / (f * f)
    return dA_prev
