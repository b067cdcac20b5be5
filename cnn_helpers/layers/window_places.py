"""Windows seen the other way round: one place of the window at a time, in all windows at once."""

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray


def window_places(
    images: NDArray, f: int, stride: int, n_H: int, n_W: int
) -> Iterator[tuple[int, int, NDArray]]:
    """Yield (i, j, view) for each of the f*f places of a window; the view shows that place in every window.

    images: (m, n_H_prev, n_W_prev, n_C) -> view: (m, n_H, n_W, n_C), which may be written to.

    >>> image = np.arange(9).reshape(1, 3, 3, 1)
    >>> places = window_places(image, f=2, stride=1, n_H=2, n_W=2)
    >>> [(i, j, view.ravel().tolist()) for i, j, view in places][:2]
    [(0, 0, [0, 1, 3, 4]), (0, 1, [1, 2, 4, 5])]
    """
    rows, columns = (n_H - 1) * stride + 1, (n_W - 1) * stride + 1
    for i, j in np.ndindex(f, f):
        yield i, j, images[:, i : i + rows : stride, j : j + columns : stride]
