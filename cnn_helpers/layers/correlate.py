"""The three products behind every fast convolution; conv_loops.py is what they compute."""

import numpy as np
from numpy.typing import NDArray

from cnn_helpers.layers.strips import Pads, Strips, batches


def _is_one_product(filter_size: tuple[int, int], stride: int, pads: Pads) -> bool:
    """Return True for a 1x1 convolution, whose windows are the pixels themselves: a matrix already."""
    return filter_size == (1, 1) and stride == 1 and pads == ((0, 0), (0, 0))


def correlate(X: NDArray, W: NDArray, stride: int, pads: Pads, bias: float | NDArray, out: NDArray) -> None:
    """Write every filter times every window, plus the bias, to `out`.

    X: (m, n_H_prev, n_W_prev, n_C_prev); W: (f_H, f_W, n_C_prev, n_C); pads: ((top, bottom), (left, right)),
    negative to crop; bias: a number or (1, 1, 1, n_C); out: (m, n_H, n_W, n_C).

    >>> out = np.empty((1, 1, 1, 1))
    >>> correlate(np.ones((1, 2, 2, 1)), np.ones((2, 2, 1, 1)), 1, ((0, 0), (0, 0)), 0.5, out)
    >>> float(out[0, 0, 0, 0])
    4.5
    """
    f_H, f_W, n_C_prev, n_C = W.shape
    filters = W.reshape(-1, n_C)
    if _is_one_product((f_H, f_W), stride, pads) and out.flags.c_contiguous:
        for images in batches(len(X), out[:1].nbytes):
            np.matmul(X[images].reshape(-1, n_C_prev), filters, out=out[images].reshape(-1, n_C))
            out[images] += bias
        return
    strips = Strips(X, (f_H, f_W), stride, pads, n_C)
    room = strips.room(n_C)
    for images, columns in strips.pieces():
        Z = room[: images.stop - images.start, : columns.stop - columns.start]
        products = Z.reshape(-1, n_C)
        for phase, windows in enumerate(strips.matrices(images, columns)):
            np.matmul(windows, filters, out=products[phase :: strips.phases])
        np.add(Z[:, :, : strips.n_H].transpose(0, 2, 1, 3), bias, out=out[images, :, columns])


def filter_gradient(
    X: NDArray, dZ: NDArray, filter_size: tuple[int, int], stride: int, pads: Pads
) -> NDArray:
    """Return dW: (f_H, f_W, n_C_prev, n_C), every window times the gradient of its output, summed.

    X: (m, n_H_prev, n_W_prev, n_C_prev); dZ: (m, n_H, n_W, n_C); pads as for `correlate`.

    >>> X, dZ = np.arange(4.0).reshape(1, 2, 2, 1), np.full((1, 1, 1, 1), 10.0)
    >>> filter_gradient(X, dZ, (2, 2), 1, ((0, 0), (0, 0)))[:, :, 0, 0]
    array([[ 0., 10.],
           [20., 30.]])
    """
    (f_H, f_W), n_C_prev, n_C = filter_size, X.shape[3], dZ.shape[3]
    dW = np.zeros((f_H * f_W * n_C_prev, n_C), X.dtype)
    if _is_one_product(filter_size, stride, pads):
        for images in batches(len(X), X[:1].nbytes):
            dW += X[images].reshape(-1, n_C_prev).T @ dZ[images].reshape(-1, n_C)
        return dW.reshape(1, 1, n_C_prev, n_C)
    strips = Strips(X, filter_size, stride, pads, n_C)
    room = strips.room(n_C)  # the windows that are not outputs keep a gradient of zero
    product = np.empty_like(dW)
    for images, columns in strips.pieces():
        part = room[: images.stop - images.start, : columns.stop - columns.start]
        part[:, :, : strips.n_H] = dZ[images, :, columns].transpose(0, 2, 1, 3)
        gradients = part.reshape(-1, n_C)
        for phase, windows in enumerate(strips.matrices(images, columns)):
            dW += np.matmul(windows.T, gradients[phase :: strips.phases], out=product)
    return dW.reshape(f_H, f_W, n_C_prev, n_C)


def input_gradient(
    dZ: NDArray, W: NDArray, stride: int, pad: tuple[int, int], bias: float | NDArray, out: NDArray
) -> None:
    """Write the gradient for the input, plus the bias, to `out`; with a bias it is a transposed convolution.

    dZ: (m, n_H, n_W, n_C); W: (f_H, f_W, n_C_prev, n_C); pad: (pad_H, pad_W);
    out: (m, n_H_prev, n_W_prev, n_C_prev).
    With stride s, the input rows s*u + a (for one a < s) were seen by the filter rows a, a + s, ... alone.
    So each a, b gives its own rows and columns of `out`: a correlation with those filter rows, turned round.
    Source: Dumoulin and Visin (2016), section 4, for stride 1.

    >>> out = np.empty((1, 3, 3, 1))
    >>> input_gradient(np.ones((1, 1, 1, 1)), np.full((3, 3, 1, 1), 7.0), 2, (0, 0), 0, out)
    >>> float(out.min()), float(out.max())
    (7.0, 7.0)
    """
    for a in range(stride):
        for b in range(stride):
            filters = W[a::stride, b::stride][::-1, ::-1].transpose(0, 1, 3, 2)
            axes = [
                _residue(offset, stride, padding, n, n_out, f)
                for offset, padding, n, n_out, f in zip(
                    (a, b), pad, out.shape[1:3], dZ.shape[1:3], filters.shape[:2], strict=True
                )
            ]
            (first_H, pads_H), (first_W, pads_W) = axes
            target = out[:, first_H::stride, first_W::stride]
            if filters.size == 0:
                target[...] = bias
            elif target.size:
                correlate(dZ, filters, 1, (pads_H, pads_W), bias, target)


def _residue(
    offset: int, stride: int, padding: int, n: int, n_out: int, f: int
) -> tuple[int, tuple[int, int]]:
    """Return the first of the n positions with p + padding = stride*u + offset, and the zeros around dZ."""
    first_u = -((offset - padding) // stride)
    last_u = (padding + n - 1 - offset) // stride
    return first_u * stride + offset - padding, (f - 1 - first_u, last_u - (n_out - 1))
