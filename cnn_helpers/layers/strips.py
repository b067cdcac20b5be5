"""All windows of a batch of images as a few plain matrices, with each pixel copied f times instead of f*f.

A *strip* holds, for one output column, the f pixels of every input row side by side. One output row further
down, the window starts `stride` rows later in the same strip, so every window is f*f*n_C numbers in a row.
Neighbouring windows overlap, but every q-th one, q = ceil(f / stride), does not: those are the rows of an
ordinary matrix, seen without a copy, and q such matrices cover all windows.

Strips are made for a few images or columns at a time, so the workspace stays small for any batch.
"""

from collections.abc import Iterator
from math import ceil
from typing import TypeAlias

import numpy as np
from numpy.lib.stride_tricks import as_strided
from numpy.typing import NDArray

# One piece of work should stay within the processor's cache. With 4 MB the products are too small, with 16 MB
# the cache is: on two cores, an 8x56x56x64 batch under 3x3x64x64 filters took 17.4, 17.5, 19.4 and 29.7 ms at
# 4, 8, 16 and 32 MB, and an 8x14x14x256 batch under 3x3x256x256 took 15.3, 13.7, 13.8 and 15.1 ms.
# Threads for the copies were no faster: they compete with the threads of the matrix product.
PIECE_BYTES = 8 << 20


def batches(m: int, bytes_per_image: int) -> Iterator[slice]:
    """Yield slices of range(m), each of as many images as fit in PIECE_BYTES, and of one at least.

    >>> list(batches(5, PIECE_BYTES // 2))
    [slice(0, 2, None), slice(2, 4, None), slice(4, 5, None)]
    """
    size = max(1, PIECE_BYTES // max(1, bytes_per_image))
    for start in range(0, m, size):
        yield slice(start, min(start + size, m))


Pads: TypeAlias = tuple[tuple[int, int], tuple[int, int]]  # (top, bottom), (left, right)


class Strips:
    """The windows of X: (m, n_H_prev, n_W_prev, n_C_prev), a piece at a time.

    filter_size: (f_H, f_W); pads: ((top, bottom), (left, right)) zeros, where a negative number crops;
    n_C: channels of the product, which share the room of a piece.

    >>> strips = Strips(np.ones((1, 3, 3, 1)), (2, 2), 1, ((0, 0), (0, 0)), n_C=1)
    >>> [images_and_columns] = strips.pieces()
    >>> sum(matrix.shape[0] for matrix in strips.matrices(*images_and_columns))  # 4 windows, room for 4 more
    8
    """

    def __init__(self, X: NDArray, filter_size: tuple[int, int], stride: int, pads: Pads, n_C: int) -> None:
        (top, bottom), (left, right) = pads
        X = X[:, max(-top, 0) : X.shape[1] - max(-bottom, 0), max(-left, 0) : X.shape[2] - max(-right, 0)]
        top, bottom, left, right = (max(pad, 0) for pad in (top, bottom, left, right))
        m, rows, columns, n_C_prev = X.shape
        f_H, f_W = filter_size
        self.X, self.f_W, self.stride, self.top, self.left = X, f_W, stride, top, left
        self.n_H = (top + rows + bottom - f_H) // stride + 1
        self.n_W = (left + columns + right - f_W) // stride + 1
        self.width = f_W * n_C_prev
        self.window = f_H * self.width
        self.phases = ceil(f_H / stride)
        # The zeros below one strip are those above the next, so only the larger of both is stored;
        # whole numbers of `phases` windows keep the step from window to window equal across strips.
        height = max(rows + max(top, bottom), self.n_H * stride)
        self.windows = ceil(height / (self.phases * stride)) * self.phases
        self.height = self.windows * stride

        column_bytes = (self.height * self.width + self.windows * n_C) * X.itemsize
        self.columns = min(self.n_W, max(1, PIECE_BYTES // column_bytes))
        self.images = max(1, min(m, PIECE_BYTES // (column_bytes * self.n_W)))
        # The rows past the last strip are read by its windows that lie across the end; they stay zero.
        strips = self.images * self.columns
        self.buffer = np.zeros((strips * self.height + f_H) * self.width, X.dtype)

    def pieces(self) -> Iterator[tuple[slice, slice]]:
        """Yield (images, columns), two slices of the output."""
        for i in range(0, len(self.X), self.images):
            for w in range(0, self.n_W, self.columns):
                yield slice(i, min(i + self.images, len(self.X))), slice(w, min(w + self.columns, self.n_W))

    def room(self, n_C: int) -> NDArray:
        """Return zeros (images, columns, windows, n_C) for a piece's products: n_H of `windows` are real."""
        return np.zeros((self.images, self.columns, self.windows, n_C), self.X.dtype)

    def matrices(self, images: slice, columns: slice) -> list[NDArray]:
        """Return the piece's windows as `phases` matrices, valid until the next call.

        Row k of matrix t is window k * phases + t, counted down each strip, strip after strip.
        """
        windows = self._windows(images, columns)
        m, n_W, rows = windows.shape[:3]
        strips = self.buffer[: m * n_W * self.height * self.width].reshape(m, n_W, self.height, self.width)
        inside = strips[:, :, self.top : self.top + rows].reshape(windows.shape)
        inside[...] = windows
        count, size = m * n_W * self.windows // self.phases, self.buffer.itemsize
        step = self.stride * self.width
        return [
            as_strided(self.buffer[phase * step :], (count, self.window), (self.phases * step * size, size))
            for phase in range(self.phases)
        ]

    def _windows(self, images: slice, columns: slice) -> NDArray:
        """Return the view (m, n_W, n_H_prev, f_W, n_C_prev) of what each output column sees of each row."""
        X, stride = self.X[images], self.stride
        m, rows, n_W_prev, n_C_prev = X.shape
        n_W = columns.stop - columns.start
        first = columns.start * stride - self.left
        last = first + (n_W - 1) * stride + self.f_W
        seen = X[:, :, max(first, 0) : max(last, 0)]
        if first < 0 or last > n_W_prev:
            padded = np.zeros((m, rows, last - first, n_C_prev), X.dtype)
            padded[:, :, max(-first, 0) : max(-first, 0) + seen.shape[2]] = seen
            seen = padded
        i, h, w, c = seen.strides
        return as_strided(seen, (m, n_W, rows, self.f_W, n_C_prev), (i, w * stride, h, w, c))
