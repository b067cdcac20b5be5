"""A recipe: all that decides what a training makes, so that the same recipe makes the same weights."""

import hashlib
import inspect
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from types import ModuleType
from typing import Any, cast

import numpy as np

RECIPES = ("detector", "faces", "far_detector", "segmenter")
SAMPLE = 32  # training examples that are drawn again to see whether the data are still the same


@dataclass(frozen=True, kw_only=True)
class Recipe:
    """How one of the course's networks is trained; a module of this room holds one, named `recipe`.

    name: of the module and of the files that come out; makes: one line.
    data: function (seed, n) -> source of the first n training examples. `source.arrays` is a tuple of the
    arrays they consist of; `source.epoch(k)` gives the batches of epoch k = 0, 1, ... to Keras' `fit`: a
    PyDataset or tf.data.Dataset with a length, whose shuffling and changes depend on the seed and k alone.
    network: function () -> keras.Model. prepare: function (model, updates) that compiles it; updates is the
    number of steps of the whole training, for schedules.
    evaluate: function (model, n) -> {score: value} on n unseen examples; baseline: function (n) -> the same of
    a weak method on the same examples. settings: plain numbers and words that go into the log.
    precision: "float32" or "mixed_bfloat16", which is used where the processor computes with it.
    Raises ValueError for counts below 1 and for other precisions.
    """

    name: str
    makes: str
    data: Callable[[int, int], Any]
    network: Callable[[], Any]
    prepare: Callable[[Any, int], None]
    evaluate: Callable[[Any, int], dict]
    baseline: Callable[[int], dict]
    examples: int
    epochs: int
    test_examples: int = 500
    seed: int = 0
    precision: str = "float32"
    settings: dict = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name in ("examples", "epochs", "test_examples"):
            if getattr(self, name) < 1:
                raise ValueError(f"{name} is {getattr(self, name)}; a whole number of at least 1 is needed")
        if self.precision not in ("float32", "mixed_bfloat16"):
            raise ValueError(f"precision is {self.precision!r}; float32 or mixed_bfloat16 is needed")

    @property
    def code_hash(self) -> str:
        """SHA-256 of the source of the module that defines the recipe's data: of this version of the recipe."""
        return source_hash(self.data)

    @property
    def version(self) -> str:
        """What must be the same for a training to go on where it stopped."""
        counts = (self.examples, self.epochs, self.seed)
        return " ".join([self.name, self.code_hash, self.data_hash, *map(str, counts), self.precision])

    @property
    def data_hash(self) -> str:
        """SHA-256 of the first training examples, drawn anew."""
        digest = hashlib.sha256()
        for array in self.data(self.seed, min(self.examples, SAMPLE)).arrays:
            digest.update(f"{array.dtype.str} {array.shape}".encode() + np.ascontiguousarray(array).tobytes())
        return digest.hexdigest()


def source_hash(function: Callable) -> str:
    """Return the SHA-256, in hexadecimal, of the source of the module that defines a function."""
    source = inspect.getsource(cast(ModuleType, inspect.getmodule(function)))
    return hashlib.sha256(source.encode()).hexdigest()


def load_recipe(name: str) -> Recipe:
    """Return the recipe of that name. Raises ValueError for a name that no recipe has; it lists those there are."""
    if name not in RECIPES:
        raise ValueError(f"there is no recipe {name!r}; one of {', '.join(RECIPES)} is needed")
    return import_module(f"cnn_helpers.training.{name}").recipe
