"""A small relative of FaceNet, which a laptop trains in minutes on faces of 64 x 64 pixels."""

from collections.abc import Sequence
from typing import TypeAlias

import keras
from keras import layers

from cnn_helpers.checks import whole_number
from cnn_helpers.models.checks import image_input
from cnn_helpers.tensor_types import Tensor

Convolutions: TypeAlias = Sequence[tuple[int, int | tuple[int, int]]]  # (filters, size) of each on a path


def small_facenet(input_shape: tuple[int, int, int] = (64, 64, 3), embedding: int = 64) -> keras.Model:
    """Return a small FaceNet: an image with values from 0 to 1 becomes a vector of length 1.

    input_shape: (n_H, n_W, n_C), sides of at least 32 pixels; embedding: how many numbers, at least 2. It has
    FaceNet's parts in the same order: a stem, Inception-ResNet blocks A, B and C with a reduction between them,
    the mean over each map, a dense layer and the division by the vector's length.
    Raises ValueError for other shapes and counts.
    Source: Schroff, Kalenichenko and Philbin, FaceNet (2015), figure 2; Szegedy et al., Inception-v4,
    Inception-ResNet and the impact of residual connections on learning (2016), figures 10 to 14.

    >>> small_facenet().output.shape
    (None, 64)
    """
    embedding = whole_number("embedding", embedding, least=2)
    inputs = image_input(input_shape, least=32)
    X = layers.Rescaling(2.0, offset=-1.0)(inputs)
    X = _conv(X, 32, 3, s=2)
    X = _conv(X, 32, 3)
    X = layers.MaxPooling2D(3, strides=2, padding="same")(X)
    X = _conv(X, 64, 3)
    for _ in range(2):
        X = _block(X, [[(16, 1)], [(16, 1), (16, 3)], [(16, 1), (16, 3), (16, 3)]], scale=0.3)
    X = _reduction(X, [[(64, 3)], [(32, 1), (48, 3), (64, 3)]])
    for _ in range(3):
        X = _block(X, [[(32, 1)], [(32, 1), (32, (1, 5)), (32, (5, 1))]], scale=0.3)
    X = _reduction(X, [[(64, 1), (96, 3)], [(64, 1), (64, 3), (96, 3)]])
    for _ in range(2):
        X = _block(X, [[(64, 1)], [(64, 1), (64, (1, 3)), (64, (3, 1))]], scale=0.3)
    X = layers.GlobalAveragePooling2D()(X)
    X = layers.Dense(embedding, use_bias=False)(X)
    X = layers.BatchNormalization(scale=False)(X)
    return keras.Model(
        inputs, layers.UnitNormalization(dtype="float32", name="embedding")(X), name="small_facenet"
    )


def _block(X: Tensor, paths: Sequence[Convolutions], scale: float) -> Tensor:
    """Return X plus `scale` times some paths of (filters, size), brought back to X's channels."""
    joined = layers.Concatenate()([_path(X, path) for path in paths])
    joined = layers.Conv2D(X.shape[3], 1)(joined)
    return layers.ReLU()(layers.Add()([X, layers.Rescaling(scale)(joined)]))


def _reduction(X: Tensor, paths: Sequence[Convolutions]) -> Tensor:
    """Return half the size: paths that end with a stride of 2, and pooling, side by side."""
    pooled = layers.MaxPooling2D(3, strides=2, padding="same")(X)
    return layers.Concatenate()([*(_path(X, path, s=2) for path in paths), pooled])


def _path(X: Tensor, path: Convolutions, s: int = 1) -> Tensor:
    for place, (filters, f) in enumerate(path, 1):
        X = _conv(X, filters, f, s if place == len(path) else 1)
    return X


def _conv(X: Tensor, filters: int, f: int | tuple[int, int], s: int = 1) -> Tensor:
    X = layers.Conv2D(filters, f, strides=s, padding="same", use_bias=False)(X)
    return layers.ReLU()(layers.BatchNormalization(momentum=0.95, scale=False)(X))
