"""A convolution and a pooling of one matrix, for reading and trying: the layers with their single axes left out."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnn_helpers.checks import as_float
from cnn_helpers.layers.conv import conv_forward
from cnn_helpers.layers.pool import pool_forward


def conv_map(image: ArrayLike, kernel: ArrayLike, stride: int = 1, pad: int = 0, bias: float = 0) -> NDArray:
    """Return the feature map of one grey image under one filter: `conv_forward` for matrices.

    image: (n_H_prev, n_W_prev); kernel: (f, f); bias: a number added everywhere -> (n_H, n_W).
    Raises ValueError for other ranks, and where `conv_forward` does.

    >>> conv_map(np.eye(3), np.ones((2, 2)), bias=1)
    array([[3., 2.],
           [2., 3.]])
    """
    A_prev = as_float("image", image, "(n_H_prev, n_W_prev)")[np.newaxis, :, :, np.newaxis]
    W = as_float("kernel", kernel, "(f, f)")[:, :, np.newaxis, np.newaxis]
    b = np.full((1, 1, 1, 1), bias)
    Z, _ = conv_forward(A_prev, W, b, {"stride": stride, "pad": pad})
    return Z[0, :, :, 0]


def pool_map(image: ArrayLike, f: int, stride: int, mode: str = "max") -> NDArray:
    """Return the pooled matrix of one channel: `pool_forward` for a matrix.

    image: (n_H_prev, n_W_prev) -> (n_H, n_W). Raises ValueError for another rank, and where `pool_forward` does.

    >>> pool_map(np.arange(16).reshape(4, 4), 2, 2)
    array([[ 5.,  7.],
           [13., 15.]])
    """
    A_prev = as_float("image", image, "(n_H_prev, n_W_prev)")[np.newaxis, :, :, np.newaxis]
    A, _ = pool_forward(A_prev, {"f": f, "stride": stride}, mode)
    return A[0, :, :, 0]
