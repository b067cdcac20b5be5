"""Zero padding of a batch of images."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnn_helpers.checks import as_float, whole_number


def zero_pad(X: ArrayLike, pad: int) -> NDArray:
    """Return X with `pad` rows and columns of zeros on every side of each image.

    X: (m, n_H, n_W, n_C) -> (m, n_H + 2 pad, n_W + 2 pad, n_C). Raises ValueError for a negative pad.

    >>> zero_pad(np.ones((1, 1, 1, 1)), 1)[0, :, :, 0]
    array([[0., 0., 0.],
           [0., 1., 0.],
           [0., 0., 0.]])
    """
    X = as_float("X", X, "(m, n_H, n_W, n_C)")
    pad = whole_number("pad", pad, least=0)
    return np.pad(X, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
