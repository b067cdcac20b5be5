"""A small network that says whether a street holds an object, where, and which; it trains in a minute on one core."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial

import keras
import numpy as np
from keras import layers
from numpy.typing import ArrayLike, NDArray

from cnn_helpers.checks import whole_number
from cnn_helpers.data.scenes import CLASSES, ONE_OBJECT, scene
from cnn_helpers.detection.one_object.convolutions import coordinates, fit, trunk
from cnn_helpers.detection.one_object.localisation import (
    localisation_label,
    localisation_log_loss,
    localisation_loss,
)
from cnn_helpers.models.checks import image_input
from cnn_helpers.tensor_types import Tensor

EMPTY = replace(ONE_OBJECT, objects=(0, 0))
LOSSES: dict[str, Callable[..., Tensor]] = {
    "log": partial(localisation_log_loss, box_weight=50.0),
    "squared": localisation_loss,
}


def localiser(input_shape: tuple[int, int, int] = (64, 64, 3), classes: ArrayLike = 3) -> keras.Model:
    """Return a network whose answer has the form of the label: pc, bx, by, bh, bw and the classes.

    input_shape: (n_H, n_W, n_C), at least 16 pixels a side; classes: at least 1. -> (m, 5 + classes): a sigmoid for
    pc and the box, all of which are fractions, and a softmax over the classes.
    Raises ValueError for other shapes and counts.

    >>> localiser((64, 64, 3), classes=3).output_shape
    (None, 8)
    """
    inputs = image_input(input_shape, least=16)
    X = trunk(inputs)
    parts = [
        layers.Dense(1, activation="sigmoid", name="presence")(X),
        coordinates(X, 4, activation="sigmoid", start=0.0),
        layers.Dense(whole_number("classes", classes, least=1), activation="softmax", name="classes")(X),
    ]
    return keras.Model(inputs, layers.Concatenate()(parts), name="localiser")


def one_object_or_none(
    n: int, size: int | tuple[int, int] = 64, seed: int = 0, first: int = 0
) -> tuple[NDArray, NDArray]:
    """Return (images, labels) of n streets, every fourth of them empty, the others with one object.

    -> images float32 (n, size, size, 3) from 0 to 1, labels float32 (n, 8) of `localisation_label`. Street k is the
    same whatever n is; first: number of the first. Raises ValueError for what `scene` refuses.

    >>> images, labels = one_object_or_none(4, size=32)
    >>> images.shape, labels[:, 0].tolist()
    ((4, 32, 32, 3), [1.0, 1.0, 1.0, 0.0])
    """
    n, first = whole_number("n", n, least=1), whole_number("first", first, least=0)
    streets = [scene(seed, size, EMPTY if k % 4 == 3 else ONE_OBJECT, k) for k in range(first, first + n)]
    labels = []
    for street in streets:
        box, kind = (street.boxes[0], street.classes[0]) if len(street.boxes) else (None, None)
        labels.append(localisation_label(box, kind, street.pixels.shape[:2], len(CLASSES)))
    return np.stack([street.image for street in streets]), np.stack(labels)


def train_localiser(
    images: ArrayLike, labels: ArrayLike, loss: str = "log", epochs: int = 12, seed: int = 0
) -> keras.Model:
    """Return a localiser trained on images and their labels.

    images: (m, n_H, n_W, n_C) from 0 to 1; labels: (m, 5 + n_classes) of `localisation_label`; loss: "log", with 50
    as the weight of the box, or "squared". 3,000 streets of 64x64 and 12 epochs take a minute on one core. Sets
    Keras' seed.
    Raises ValueError for other shapes and losses.

    >>> model = train_localiser(*one_object_or_none(8, size=16), epochs=1)
    >>> model.output_shape
    (None, 8)
    """
    if loss not in LOSSES:
        raise ValueError(f"loss is {loss!r}; one of {sorted(LOSSES)} is needed")
    images, labels = np.asarray(images), np.asarray(labels)
    if images.ndim != 4 or labels.ndim != 2 or len(images) != len(labels):
        raise ValueError(
            f"images have shape {images.shape} and labels {labels.shape}; (m, n_H, n_W, n_C) and "
            "(m, 5 + n_classes) are needed"
        )
    keras.utils.set_random_seed(whole_number("seed", seed, least=0))
    model = localiser(images.shape[1:], labels.shape[1] - 5)
    fit(model, LOSSES[loss], images, labels, whole_number("epochs", epochs, least=1), seed)
    return model
