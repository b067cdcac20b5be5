"""Refusals that the losses and the database share."""

import math
from collections.abc import Sequence
from numbers import Real

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnn_helpers.tensor_types import Tensor, TensorLike


def not_negative(name: str, value: float) -> float:
    """Return `value`, a finite number of at least 0, as a float. Raises ValueError for anything else.

    >>> not_negative("alpha", 0.2)
    0.2
    """
    if isinstance(value, (bool, np.bool_)) or not isinstance(value, Real) or not 0 <= value < math.inf:
        raise ValueError(f"{name} is {value!r}; a number of at least 0 is needed")
    return float(value)


def equal_vectors(names: str, tensors: Sequence[TensorLike] | NDArray) -> list[Tensor | NDArray]:
    """Return the tensors, which must be batches of vectors of one shape (m, d).

    names: such as "anchor, positive, negative". Raises ValueError for another count, rank or shape.

    >>> len(equal_vectors("f, g", [np.zeros((4, 128)), np.ones((4, 128))]))
    2
    """
    wanted = names.split(", ")
    if not hasattr(tensors, "__len__") or len(tensors) != len(wanted):
        given = f"{len(tensors)} values" if hasattr(tensors, "__len__") else type(tensors).__name__
        raise ValueError(f"{given} given; {len(wanted)} batches of vectors ({names}) are needed")
    vectors: list[Tensor | NDArray] = [v if hasattr(v, "shape") else np.asarray(v) for v in tensors]
    shapes = [tuple(tensor.shape) for tensor in vectors]
    same = all(_fits(shape, shapes[0]) for shape in shapes)
    if not same or any(len(shape) != 2 for shape in shapes):
        raise ValueError(f"{names} have the shapes {shapes}; one shape (m, d) is needed")
    return vectors


def identity_list(identities: ArrayLike, count: int | None = None) -> NDArray:
    """Return identities as an array (m,): whole numbers or text, one a picture.

    count: how many there must be. Raises ValueError for another number or rank, and for fractions.

    >>> identity_list(["ada", "ada", "bo"]).shape
    (3,)
    """
    array = np.asarray(identities)
    if array.ndim != 1 or array.dtype.kind not in "iuU" or (count is not None and len(array) != count):
        wanted = "one whole number or name a picture" + (f", {count} in all," if count is not None else "")
        raise ValueError(f"identities are {array.dtype} values of shape {array.shape}; {wanted} is needed")
    return array


def _fits(shape: tuple[int | None, ...], other: tuple[int | None, ...]) -> bool:
    """Whether two shapes agree wherever both are known."""
    return len(shape) == len(other) and all(
        None in (n, k) or n == k for n, k in zip(shape, other, strict=True)
    )


def share(name: str, value: float) -> float:
    """Return `value`, a number from 0 to below 1, as a float. Raises ValueError for anything else.

    >>> share("false_accept", 0.01)
    0.01
    """
    if isinstance(value, (bool, np.bool_)) or not isinstance(value, Real) or not 0 <= value < 1:
        raise ValueError(f"{name} is {value!r}; a number from 0 to below 1 is needed")
    return float(value)
