"""Reading of arrays by operations that work element by element, whatever the number of axes."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnn_helpers.checks import as_float, same_shape


def as_floats(name: str, values: ArrayLike) -> NDArray:
    """Return `values` as a floating point array of any rank; float32 stays float32.

    Raises ValueError for anything but real numbers.

    >>> as_floats("Z", [1, 2])
    array([1., 2.])
    """
    rank = np.ndim(values)
    if rank == 0:
        return as_float(name, np.reshape(values, 1), "(1)")[0]
    return as_float(name, values, "(" + ", ".join("n" * rank) + ")")


def gradient_like(name: str, gradient: ArrayLike, output: NDArray) -> NDArray:
    """Return `gradient` as floats in the type of `output`, whose shape it must have.

    Raises ValueError for another shape.

    >>> gradient_like("dA", [1, 2], np.zeros(2, np.float32)).dtype
    dtype('float32')
    """
    gradient = as_floats(name, gradient)
    same_shape(name, gradient, np.shape(output))
    return gradient.astype(output.dtype, copy=False)
