"""Refusals that every layer shares: they say what was given and what is needed."""

import operator
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray


def as_float(name: str, values: ArrayLike, axes: str) -> NDArray:
    """Return `values` as a floating point array with the given axes.

    axes: text such as "(m, n_H, n_W, n_C)". float32 and float64 are kept, whole numbers become float64.
    Raises ValueError for another rank and for anything but real numbers.

    >>> as_float("X", [[1, 2]], "(m, n)").dtype
    dtype('float64')
    """
    array = np.asarray(values)
    if array.dtype not in (np.float32, np.float64):
        if array.dtype.kind not in "biuf":
            raise ValueError(f"{name} holds {array.dtype} values; real numbers are needed")
        array = array.astype(np.float64)
    rank = axes.count(",") + 1
    if array.ndim != rank:
        raise ValueError(f"{name} has shape {array.shape}; {rank} axes {axes} are needed")
    return array


def whole_number(name: str, value: Any, least: int) -> int:
    """Return `value` as an int of at least `least`.

    Raises ValueError for fractions, booleans and smaller numbers.

    >>> whole_number("stride", 2, least=1)
    2
    """
    try:
        number = operator.index(value)
    except TypeError:
        number = None
    if number is None or isinstance(value, (bool, np.bool_)) or number < least:
        raise ValueError(f"{name} is {value!r}; a whole number of at least {least} is needed")
    return number


def read_hparameters(hparameters: dict[str, int], **least: int) -> list[int]:
    """Return the named whole numbers of a dictionary, in the order asked for.

    least: for each key the smallest value allowed. Raises ValueError for a missing key or a value below it.

    >>> read_hparameters({"stride": 2, "pad": 0}, stride=1, pad=0)
    [2, 0]
    """
    if not isinstance(hparameters, dict):
        raise ValueError(
            f"hparameters is {hparameters!r}; a dictionary with the keys {sorted(least)} is needed"
        )
    missing = [key for key in least if key not in hparameters]
    if missing:
        raise ValueError(
            f"hparameters has the keys {sorted(map(str, hparameters))}; {missing} are needed too"
        )
    return [whole_number(key, hparameters[key], smallest) for key, smallest in least.items()]


def same_shape(name: str, array: NDArray, shape: Sequence[int]) -> None:
    """Raise ValueError unless `array` has exactly the given shape.

    >>> same_shape("b", np.zeros(3), (3,))
    """
    if array.shape != tuple(shape):
        raise ValueError(f"{name} has shape {array.shape}; {tuple(shape)} is needed")


def has_values(name: str, array: NDArray) -> None:
    """Raise ValueError if some axis of `array` has length zero.

    >>> has_values("W", np.ones((1, 1, 3, 8)))
    """
    if array.size == 0:
        raise ValueError(f"{name} has shape {array.shape}; at least 1 is needed along every axis")


def unpack_cache(cache: tuple, names: str) -> tuple:
    """Return `cache`, which must be the tuple that the forward pass returned.

    names: what it holds, such as "A_prev, hparameters". Raises ValueError for anything else.

    >>> unpack_cache((1, {"f": 2}), "A_prev, hparameters")
    (1, {'f': 2})
    """
    count = names.count(",") + 1
    if not isinstance(cache, tuple) or len(cache) != count:
        given = f"a tuple of {len(cache)}" if isinstance(cache, tuple) else type(cache).__name__
        raise ValueError(f"cache is {given}; the tuple ({names}) of the forward pass is needed")
    return cache


def common_dtype(*arrays: ArrayLike) -> list[NDArray]:
    """Return the arrays in one floating point type: float32 only if all are.

    >>> [a.dtype.name for a in common_dtype(np.ones(1, np.float32), np.ones(1))]
    ['float64', 'float64']
    """
    dtype = np.result_type(*arrays)
    return [np.asarray(array, dtype) for array in arrays]
