"""Refusals that the networks and their blocks share, and the layers that all of them begin and end with."""

from collections.abc import Sequence

import keras
from keras import layers

from cnn_helpers.checks import whole_number
from cnn_helpers.tensor_types import Tensor


def image_input(input_shape: tuple[int, int, int], least: int, name: str | None = None) -> Tensor:
    """Return the Keras input of images.

    input_shape: (n_H, n_W, n_C); least: the fewest pixels a side that the network can work with; name: of the input.
    Raises ValueError for other shapes, for axes of unknown length and for smaller images.

    >>> image_input((64, 48, 3), least=32).shape
    (None, 64, 48, 3)
    """
    shape = input_shape if isinstance(input_shape, (tuple, list)) else ()
    if len(shape) != 3:
        raise ValueError(f"input_shape is {input_shape!r}; three whole numbers (n_H, n_W, n_C) are needed")
    n_H, n_W = (
        whole_number(f"{axis} of input_shape", n, least)
        for axis, n in zip(("n_H", "n_W"), shape, strict=False)
    )
    return keras.Input((n_H, n_W, whole_number("n_C of input_shape", shape[2], least=1)), name=name)


def class_count(classes: int) -> int:
    """Return the number of classes, an int of at least 2: the softmax of one class is 1 whatever the image.

    Raises ValueError for anything else.

    >>> class_count(10)
    10
    """
    return whole_number("classes", classes, least=2)


def feature_map(X: Tensor) -> Tensor:
    """Return X, which must be a volume of a Keras graph (None, n_H, n_W, n_C) with known channels.

    Raises ValueError for anything else.

    >>> feature_map(keras.Input((8, 8, 3))).shape
    (None, 8, 8, 3)
    """
    shape = getattr(X, "shape", None)
    if shape is None or len(shape) != 4 or shape[3] is None:
        raise ValueError(f"X is {X!r}; a tensor of shape (m, n_H, n_W, n_C) is needed")
    return X


def filter_counts(filters: Sequence[int], names: str) -> list[int]:
    """Return the numbers of filters, one for each of `names`, such as "F1, F2, F3".

    Raises ValueError for another count of them, and for any that is not a whole number of at least 1.

    >>> filter_counts([64, 64, 256], "F1, F2, F3")
    [64, 64, 256]
    """
    wanted = names.split(", ")
    if not isinstance(filters, (tuple, list)) or len(filters) != len(wanted):
        raise ValueError(f"filters is {filters!r}; {len(wanted)} whole numbers ({names}) are needed")
    return [whole_number(name, count, least=1) for name, count in zip(wanted, filters, strict=True)]


def classifier(X: Tensor, classes: int, activation: str | None) -> Tensor:
    """Return the scores of the classes: a dense layer named "predictions" and its activation.

    >>> classifier(keras.Input((8,)), 10, "softmax").shape
    (None, 10)
    """
    return layers.Dense(classes, activation=activation, name="predictions")(X)
