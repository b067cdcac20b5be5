"""L2 regularisation: a cost on large weights, whose gradient shrinks them at every step (weight decay)."""

from collections.abc import Iterable

from numpy.typing import ArrayLike, NDArray

from cnn_helpers.layers.any_shape import as_floats


def _not_negative(l2: float) -> None:
    if not l2 >= 0:
        raise ValueError(f"l2 is {l2!r}; a number of at least 0 is needed")


def l2_cost(weights: Iterable[ArrayLike], l2: float) -> float:
    """Return l2 / 2 times the sum of all squared weights.

    weights: a list of arrays of any shape, biases left out; l2: the notes' lambda / m.
    (Keras' L2(x) has no half: x = l2 / 2 gives the same cost.) Raises ValueError for a negative l2.

    >>> float(l2_cost([[[3.0, 4.0]]], l2=0.1))
    1.25
    """
    _not_negative(l2)
    return l2 / 2 * sum((as_floats("a weight", W) ** 2).sum() for W in weights)


def l2_gradient(W: ArrayLike, l2: float) -> NDArray:
    """Return l2 * W, which is to be added to dW.

    W: any shape -> the same shape. Raises ValueError for a negative l2.

    >>> l2_gradient([[3.0, 4.0]], l2=0.5)
    array([[1.5, 2. ]])
    """
    _not_negative(l2)
    return l2 * as_floats("W", W)
