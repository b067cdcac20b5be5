"""First values of the weights: all zero, or random with a spread that suits the layer's inputs.

A weight's last axis counts the units; the product of the others, n, is the number of inputs of one unit.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import DTypeLike, NDArray

from cnn_helpers.checks import whole_number


def zeros(
    shape: Sequence[int], rng: np.random.Generator | None = None, dtype: DTypeLike = np.float32
) -> NDArray:
    """Return zeros: right for biases, wrong for weights, because equal units stay equal for ever.

    shape: (..., units); rng is not used.

    >>> zeros((1, 2))
    array([[0., 0.]], dtype=float32)
    """
    return np.zeros(shape, dtype)


def xavier(shape: Sequence[int], rng: np.random.Generator, dtype: DTypeLike = np.float32) -> NDArray:
    """Return normal values of standard deviation sqrt(1 / n): keeps the variance through linear units.

    shape: (..., units), n = product of the axes before the last. Raises ValueError for fewer than two axes.
    Source: Glorot and Bengio (2010), section 4.2, in its form for the forward pass.

    >>> W = xavier((400, 100), np.random.default_rng(0))
    >>> round(float(W.std()), 3)
    0.05
    """
    return _normal(shape, 1, rng, dtype)


def he(shape: Sequence[int], rng: np.random.Generator, dtype: DTypeLike = np.float32) -> NDArray:
    """Return normal values of standard deviation sqrt(2 / n): ReLU zeroes half, so the variance is doubled.

    shape: (..., units), n = product of the axes before the last. Raises ValueError for fewer than two axes.
    Source: He et al., Delving deep into rectifiers (2015), section 2.2.

    >>> W = he((3, 3, 50, 64), np.random.default_rng(0))
    >>> round(float(W.std()), 3), round((2 / 450) ** 0.5, 3)
    (0.066, 0.067)
    """
    return _normal(shape, 2, rng, dtype)


def _normal(shape: Sequence[int], gain: float, rng: np.random.Generator, dtype: DTypeLike) -> NDArray:
    shape = tuple(whole_number(f"shape {shape}'s axis", axis, least=1) for axis in shape)
    if len(shape) < 2:
        raise ValueError(f"shape is {shape}; (..., inputs, units) is needed")
    if not isinstance(rng, np.random.Generator):
        raise ValueError(f"rng is {rng!r}; a generator such as np.random.default_rng(0) is needed")
    n = np.prod(shape[:-1])
    return (rng.standard_normal(shape) * np.sqrt(gain / n)).astype(dtype)


INITIALIZERS = {"zeros": zeros, "xavier": xavier, "he": he}
