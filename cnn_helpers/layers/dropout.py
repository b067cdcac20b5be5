"""Inverted dropout: units are switched off at random while training, and nothing is done afterwards."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnn_helpers.layers.any_shape import as_floats, gradient_like


def dropout_forward(
    A: ArrayLike, rate: float, rng: np.random.Generator, training: bool = True
) -> tuple[NDArray, NDArray]:
    """Return A with a share `rate` of its values zeroed and the rest divided by 1 - rate, and the cache.

    A: any shape; rate: share switched off, 0 <= rate < 1 (others give keep_prob = 1 - rate);
    rng: a NumPy Generator.
    The division keeps the expected activation, so that with training=False A passes unchanged.
    Raises ValueError for another rate or rng. Source: Srivastava et al., Dropout (2014), section 10.

    >>> A, cache = dropout_forward(np.ones((2, 4)), 0.5, np.random.default_rng(0))
    >>> A
    array([[2., 0., 0., 0.],
           [2., 2., 2., 2.]])
    """
    A = as_floats("A", A)
    if not 0 <= rate < 1:
        raise ValueError(f"rate is {rate!r}; the share to switch off, from 0 up to but not 1, is needed")
    if not training:
        return A, np.ones_like(A)
    if not isinstance(rng, np.random.Generator):
        raise ValueError(f"rng is {rng!r}; a generator such as np.random.default_rng(0) is needed")
    scale = (rng.random(A.shape) >= rate).astype(A.dtype) / (1 - rate)
    return A * scale, scale


def dropout_backward(dA: ArrayLike, cache: NDArray) -> NDArray:
    """Return the gradient for the input: the same values are zeroed and the rest scaled alike.

    >>> A, cache = dropout_forward(np.ones((1, 4)), 0.5, np.random.default_rng(0))
    >>> dropout_backward([[1.0, 1.0, 1.0, 1.0]], cache)
    array([[2., 0., 0., 0.]])
    """
    scale = cache
    return gradient_like("dA", dA, scale) * scale
