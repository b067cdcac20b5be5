"""The dense (fully connected) layer, and the flattening that leads to it."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnn_helpers.checks import as_float, common_dtype, same_shape
from cnn_helpers.layers.any_shape import as_floats


def dense_forward(A: ArrayLike, W: ArrayLike, b: ArrayLike) -> tuple[NDArray, tuple]:
    """Return Z = A W + b and what the backward pass needs.

    A: (m, n_in), one example a row; W: (n_in, n_out); b: (1, n_out) -> Z: (m, n_out), cache: (A, W, b).
    Raises ValueError for shapes that do not fit each other.

    >>> Z, cache = dense_forward([[1.0, 2.0]], [[1.0], [10.0]], [[100.0]])
    >>> Z
    array([[121.]])
    """
    A, W, b = as_float("A", A, "(m, n_in)"), as_float("W", W, "(n_in, n_out)"), as_float("b", b, "(1, n_out)")
    if A.shape[1] != W.shape[0]:
        raise ValueError(f"A has {A.shape[1]} columns and W has {W.shape[0]} rows; they must be equal")
    same_shape("b", b, (1, W.shape[1]))
    A, W, b = common_dtype(A, W, b)
    return A @ W + b, (A, W, b)


def dense_backward(dZ: ArrayLike, cache: tuple) -> tuple[NDArray, NDArray, NDArray]:
    """Return the gradients (dA, dW, db), each shaped like its A, W or b.

    dZ: (m, n_out). Raises ValueError if dZ has not the shape of the output.

    >>> Z, cache = dense_forward([[1.0, 2.0]], [[1.0], [10.0]], [[100.0]])
    >>> dA, dW, db = dense_backward([[3.0]], cache)
    >>> dA
    array([[ 3., 30.]])
    """
    A, W, _ = cache
    dZ = as_float("dZ", dZ, "(m, n_out)").astype(A.dtype, copy=False)
    same_shape("dZ", dZ, (A.shape[0], W.shape[1]))
    return dZ @ W.T, A.T @ dZ, dZ.sum(axis=0, keepdims=True)


def flatten_forward(A: ArrayLike) -> tuple[NDArray, tuple[int, ...]]:
    """Return each example as one row, and the cache.

    A: (m, ...) -> (m, n) with n the product of the other axes. Raises ValueError without an axis of examples.

    >>> flatten_forward(np.zeros((2, 7, 7, 40)))[0].shape
    (2, 1960)
    """
    A = as_floats("A", A)
    if A.ndim == 0:
        raise ValueError("A is a single number; a first axis of examples is needed")
    return A.reshape(A.shape[0], int(np.prod(A.shape[1:]))), A.shape


def flatten_backward(dA: ArrayLike, cache: tuple[int, ...]) -> NDArray:
    """Return dA in the shape that was flattened.

    >>> flatten_backward(np.zeros((2, 1960)), (2, 7, 7, 40)).shape
    (2, 7, 7, 40)
    """
    dA = as_float("dA", dA, "(m, n)")
    same_shape("dA", dA, (cache[0], int(np.prod(cache[1:]))))
    return dA.reshape(cache)
