"""A network of plain numbers as a case's argument: it crosses to a student's process whole, weights and all."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike

WEIGHTS, BIAS = "weights of plain numbers", "bias"


class Vectors(np.ndarray):
    """An array that has `numpy()` too, as a tensor has: answers that use either are right."""

    def numpy(self) -> np.ndarray:
        return np.array(self)


class NoBatch(ValueError):
    """The model was called with anything but a batch of pictures of its size."""


class PicturesAlone(TypeError):
    """The model was given more than the pictures, such as `training=False`."""


class NotInEveryModel(AttributeError):
    """The model was asked for something, such as `predict`, that a function has not."""


@dataclass(frozen=True, eq=False)
class ArrayModel:
    """From pictures (m, n_H, n_W, n_C) to vectors (m, d): a product with the weights, and a bias.

    weights: (n_H, n_W, n_C, d); bias: (d,). Raises ValueError for other shapes, NoBatch when it is called with anything
    but a batch of pictures of its size, PicturesAlone when it is given more.
    What it raises has names of its own, so that a known mistake can be told by it.

    >>> model = ArrayModel(np.ones((2, 2, 1, 3)), np.zeros(3))
    >>> model(np.full((1, 2, 2, 1), 0.5)).tolist()
    [[2.0, 2.0, 2.0]]
    """

    weights: np.ndarray
    bias: np.ndarray

    def __post_init__(self) -> None:
        arrays = isinstance(self.weights, np.ndarray) and isinstance(self.bias, np.ndarray)
        if not arrays or self.weights.ndim != 4 or self.bias.shape != self.weights.shape[-1:]:
            raise ValueError("weights (n_H, n_W, n_C, d) and a bias (d,) are needed, both arrays")

    def __call__(self, pictures: ArrayLike, *others: object, **named: object) -> Vectors:
        if others or named:
            told = ", ".join(named) or "a second argument"
            raise PicturesAlone(f"the model takes the pictures and nothing else (no {told}): model(pictures)")
        given, size = np.asarray(pictures), self.weights.shape[:-1]
        if given.shape[1:] != size:
            wanted = ", ".join(["m", *map(str, size)])
            raise NoBatch(f"the model was given shape {given.shape}; pictures ({wanted}) are needed")
        return (np.tensordot(given, self.weights, 3) + self.bias).astype(np.float32).view(Vectors)

    def __getattr__(self, name: str) -> Any:
        raise NotInEveryModel(f"the model has no {name!r}; call it like a function, model(pictures)")

    def copy(self) -> ArrayModel:
        return ArrayModel(self.weights.copy(), self.bias.copy())

    def described(self) -> dict:
        """The model as plain data; `described_model` makes it anew."""
        return {WEIGHTS: self.weights, BIAS: self.bias}


def is_described(value: Any) -> bool:
    return isinstance(value, dict) and set(value) == {WEIGHTS, BIAS}


def described_model(value: dict) -> ArrayModel:
    """The model that `described` tells of. Raises ValueError for what is none."""
    return ArrayModel(value[WEIGHTS], value[BIAS])
