"""Pooling as its definition reads: one window of one channel at a time.

The fast twin of these loops is pool.py; both give the same numbers.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnn_helpers.checks import as_float, read_hparameters, same_shape, unpack_cache, whole_number
from cnn_helpers.layers.shapes import pool_output_size


def create_mask_from_window(x: ArrayLike) -> NDArray:
    """Return True wherever x is the largest value of the window, at every place of a tie.

    x: (f, f) -> mask: (f, f). Raises ValueError for an empty window.

    >>> create_mask_from_window(np.array([[1.0, 4.0], [3.0, 2.0]]))
    array([[False,  True],
           [False, False]])
    """
    x = as_float("x", x, "(f, f)")
    if x.size == 0:
        raise ValueError(f"x has shape {x.shape}; a window of at least one number is needed")
    return x == x.max()


def distribute_value(dz: ArrayLike, shape: tuple[int, int]) -> NDArray:
    """Return dz shared equally over a window.

    dz: a number; shape: (n_H, n_W) -> (n_H, n_W). Raises ValueError for an empty window.

    >>> distribute_value(2, (2, 2))
    array([[0.5, 0.5],
           [0.5, 0.5]])
    """
    if np.ndim(dz) != 0 and np.size(dz) != 1:
        raise ValueError(f"dz has shape {np.shape(dz)}; one number is needed")
    (number,) = as_float("dz", np.reshape(dz, 1), "(1)")
    if not isinstance(shape, (tuple, list)) or len(shape) != 2:
        raise ValueError(f"shape is {shape!r}; (n_H, n_W) is needed")
    n_H, n_W = (whole_number(f"shape {shape}'s side", side, least=1) for side in shape)
    return np.full((n_H, n_W), number / (n_H * n_W))


def pool_arguments(
    A_prev: ArrayLike, hparameters: dict[str, int], mode: str
) -> tuple[NDArray, int, int, int, int]:
    """Return (A_prev, f, stride, n_H, n_W), or refuse what cannot be pooled.

    >>> pool_arguments(np.ones((1, 4, 6, 3)), {"f": 2, "stride": 2}, "max")[1:]
    (2, 2, 2, 3)
    """
    A_prev = as_float("A_prev", A_prev, "(m, n_H_prev, n_W_prev, n_C)")
    f, stride = read_hparameters(hparameters, f=1, stride=1)
    if hparameters.get("pad", 0) != 0:
        raise ValueError(f"pad is {hparameters['pad']!r}; pooling takes no padding here, so 0 is needed")
    if mode not in ("max", "average"):
        raise ValueError(f'mode is {mode!r}; "max" or "average" is needed')
    n_H = pool_output_size(A_prev.shape[1], f, stride)
    n_W = pool_output_size(A_prev.shape[2], f, stride)
    return A_prev, f, stride, n_H, n_W


def pool_forward_loops(
    A_prev: ArrayLike, hparameters: dict[str, int], mode: str = "max"
) -> tuple[NDArray, tuple]:
    """Return the maximum or mean of every window, channel by channel, and what the backward pass needs.

    A_prev: (m, n_H_prev, n_W_prev, n_C); hparameters: {"f", "stride"}; mode: "max" or "average"
    -> A: (m, n_H, n_W, n_C), cache: (A_prev, hparameters).
    Raises ValueError for another mode and for a window larger than the image.

    >>> A, cache = pool_forward_loops(np.arange(16.0).reshape(1, 4, 4, 1), {"f": 2, "stride": 2})
    >>> A[0, :, :, 0]
    array([[ 5.,  7.],
           [13., 15.]])
    """
    cache = (A_prev, hparameters)
    A_prev, f, stride, n_H, n_W = pool_arguments(A_prev, hparameters, mode)
    m, n_C = len(A_prev), A_prev.shape[3]
    A = np.zeros((m, n_H, n_W, n_C), A_prev.dtype)
    for i in range(m):
        for h in range(n_H):
            for w in range(n_W):
                rows = slice(h * stride, h * stride + f)
                columns = slice(w * stride, w * stride + f)
                for c in range(n_C):
                    window = A_prev[i, rows, columns, c]
                    A[i, h, w, c] = window.max() if mode == "max" else window.mean()
    return A, cache


def pool_backward_loops(dA: ArrayLike, cache: tuple, mode: str = "max") -> NDArray:
    """Return dA_prev, the gradient for the input of pooling; windows that overlap add up.

    dA: (m, n_H, n_W, n_C); cache: (A_prev, hparameters) -> dA_prev: (m, n_H_prev, n_W_prev, n_C).
    With "max" every maximum of a window receives the gradient, with "average" every value an equal share.
    Raises ValueError if dA has not the shape of the output.

    >>> A, cache = pool_forward_loops(np.arange(4.0).reshape(1, 2, 2, 1), {"f": 2, "stride": 2})
    >>> pool_backward_loops(np.full((1, 1, 1, 1), 5.0), cache)[0, :, :, 0]
    array([[0., 0.],
           [0., 5.]])
    """
    A_prev, hparameters = unpack_cache(cache, "A_prev, hparameters")
    A_prev, f, stride, n_H, n_W = pool_arguments(A_prev, hparameters, mode)
    m, n_C = len(A_prev), A_prev.shape[3]
    dA = as_float("dA", dA, "(m, n_H, n_W, n_C)")
    same_shape("dA", dA, (m, n_H, n_W, n_C))
    dA_prev = np.zeros_like(A_prev)
    for i in range(m):
        for h in range(n_H):
            for w in range(n_W):
                rows = slice(h * stride, h * stride + f)
                columns = slice(w * stride, w * stride + f)
                for c in range(n_C):
                    if mode == "max":
                        mask = create_mask_from_window(A_prev[i, rows, columns, c])
                        dA_prev[i, rows, columns, c] += mask * dA[i, h, w, c]
                    else:
                        dA_prev[i, rows, columns, c] += distribute_value(dA[i, h, w, c], (f, f))
    return dA_prev
