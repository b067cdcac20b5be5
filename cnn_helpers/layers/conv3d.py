"""Convolution over volumes, such as the slices of a CT scan: images whose channels include the depth."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnn_helpers.checks import as_float, common_dtype, has_values, read_hparameters, same_shape, unpack_cache
from cnn_helpers.layers.correlate import correlate, filter_gradient, input_gradient
from cnn_helpers.layers.shapes import conv_output_size
from cnn_helpers.layers.strips import batches


def _arguments(
    A_prev: ArrayLike, W: ArrayLike, b: ArrayLike, hparameters: dict[str, int]
) -> tuple[NDArray, NDArray, NDArray, int, int, tuple[int, ...]]:
    """Return (A_prev, W, b, stride, pad, (n_H, n_W, n_D)) in one dtype, or refuse."""
    A_prev = as_float("A_prev", A_prev, "(m, n_H_prev, n_W_prev, n_D_prev, n_C_prev)")
    W = as_float("W", W, "(f, f, f, n_C_prev, n_C)")
    has_values("W", W)
    b = as_float("b", b, "(1, 1, 1, 1, n_C)")
    stride, pad = read_hparameters(hparameters, stride=1, pad=0)
    f, n_C_prev, n_C = W.shape[0], *W.shape[3:]
    same_shape("W", W, (f, f, f, n_C_prev, n_C))
    if A_prev.shape[4] != n_C_prev:
        raise ValueError(
            f"A_prev has {A_prev.shape[4]} channels and the filters of W have {n_C_prev}; they must be equal"
        )
    same_shape("b", b, (1, 1, 1, 1, n_C))
    sizes = tuple(conv_output_size(n, f, stride, pad) for n in A_prev.shape[1:4])
    A_prev, W, b = common_dtype(A_prev, W, b)
    return A_prev, W, b, stride, pad, sizes


def _slabs(n_D_prev: int, n_D: int, f: int, stride: int, pad: int) -> Iterator[tuple[int, slice, slice]]:
    """Yield (d, seen, rows): output depth d sees the input depths `seen` through the filter's `rows`."""
    for d in range(n_D):
        start = d * stride - pad
        seen = slice(max(start, 0), min(start + f, n_D_prev))
        if seen.start < seen.stop:
            yield d, seen, slice(seen.start - start, seen.stop - start)


def _flat(volume: NDArray) -> NDArray:
    """Return the last two axes, depth and channel, as one: depth becomes channels."""
    return volume.reshape(*volume.shape[:-2], volume.shape[-2] * volume.shape[-1])


def _flat_filters(W: NDArray, rows: slice) -> NDArray:
    """Return those depths of the filters (f, f, f, n_C_prev, n_C) as (f, f, depths * n_C_prev, n_C)."""
    return W[:, :, rows].reshape(*W.shape[:2], -1, W.shape[4])


def conv3d_forward(
    A_prev: ArrayLike, W: ArrayLike, b: ArrayLike, hparameters: dict[str, int]
) -> tuple[NDArray, tuple]:
    """Return Z, every filter placed everywhere in the volume, and what the backward pass needs.

    A_prev: (m, n_H_prev, n_W_prev, n_D_prev, n_C_prev); W: (f, f, f, n_C_prev, n_C); b: (1, 1, 1, 1, n_C);
    hparameters: {"stride", "pad"} -> Z: (m, n_H, n_W, n_D, n_C), cache: (A_prev, W, b, hparameters).
    Raises ValueError for shapes that do not fit.

    >>> Z, cache = conv3d_forward(np.ones((1, 14, 14, 14, 1)), np.ones((5, 5, 5, 1, 16)),
    ...                           np.zeros((1, 1, 1, 1, 16)), {"stride": 1, "pad": 0})
    >>> Z.shape, float(Z[0, 0, 0, 0, 0])
    ((1, 10, 10, 10, 16), 125.0)
    """
    cache = (A_prev, W, b, hparameters)
    A_prev, W, b, stride, pad, (n_H, n_W, n_D) = _arguments(A_prev, W, b, hparameters)
    Z = np.empty((len(A_prev), n_H, n_W, n_D, W.shape[4]), A_prev.dtype)
    Z[...] = b
    for d, seen, rows in _slabs(A_prev.shape[3], n_D, W.shape[0], stride, pad):
        pads = ((pad, pad), (pad, pad))
        correlate(_flat(A_prev[:, :, :, seen]), _flat_filters(W, rows), stride, pads, b[0], Z[:, :, :, d])
    return Z, cache


def conv3d_backward(dZ: ArrayLike, cache: tuple) -> tuple[NDArray, NDArray, NDArray]:
    """Return the gradients (dA_prev, dW, db) of the cost, each shaped like its A_prev, W or b.

    dZ: (m, n_H, n_W, n_D, n_C); cache: from conv3d_forward.
    Raises ValueError if dZ has not the shape of the output.

    >>> Z, cache = conv3d_forward(np.ones((1, 2, 2, 2, 1)), np.full((2, 2, 2, 1, 1), 3.0),
    ...                           np.zeros((1, 1, 1, 1, 1)), {"stride": 1, "pad": 0})
    >>> dA_prev, dW, db = conv3d_backward(np.full((1, 1, 1, 1, 1), 2.0), cache)
    >>> float(dA_prev.sum()), float(dW.sum()), float(db.sum())
    (48.0, 16.0, 2.0)
    """
    A_prev, W, _, stride, pad, (n_H, n_W, n_D) = _arguments(*unpack_cache(cache, "A_prev, W, b, hparameters"))
    dZ = as_float("dZ", dZ, "(m, n_H, n_W, n_D, n_C)")
    same_shape("dZ", dZ, (len(A_prev), n_H, n_W, n_D, W.shape[4]))
    dZ = dZ.astype(A_prev.dtype, copy=False)
    dA_prev, dW = np.zeros_like(A_prev, order="C"), np.zeros_like(W, order="C")
    for images in batches(len(A_prev), A_prev[:1].nbytes):
        for d, seen, rows in _slabs(A_prev.shape[3], n_D, W.shape[0], stride, pad):
            slab, dZ_d = _flat(A_prev[images, :, :, seen]), dZ[images, :, :, d]
            pads = ((pad, pad), (pad, pad))
            dW_d = filter_gradient(slab, dZ_d, W.shape[:2], stride, pads)
            dW[:, :, rows] += dW_d.reshape(dW[:, :, rows].shape)
            dslab = np.empty(slab.shape, slab.dtype)
            input_gradient(dZ_d, _flat_filters(W, rows), stride, (pad, pad), 0, out=dslab)
            dA_prev[images, :, :, seen] += dslab.reshape(dA_prev[images, :, :, seen].shape)
    return dA_prev, dW, dZ.sum(axis=(0, 1, 2, 3), keepdims=True)
