"""The convolutions that the small networks of this room begin with, and how they are trained."""

from collections.abc import Callable

import keras
from keras import layers
from numpy.typing import NDArray

from cnn_helpers.tensor_types import Tensor


def trunk(X: Tensor) -> Tensor:
    """Return a vector that still knows where things are: convolutions to 1/16 of the sides, flattened, a dense layer.

    X: (m, n_H, n_W, n_C) -> (m, 128). Global pooling would say what is in the image, but not where.

    >>> trunk(keras.Input((64, 64, 3))).shape
    (None, 128)
    """
    X = _convolution(X, 16, f=5, s=2)
    for filters in (32, 64, 128):
        X = _convolution(_convolution(X, filters, s=2), filters)
    return layers.Dense(128, activation="relu")(layers.Flatten()(X))


def _convolution(X: Tensor, filters: int, f: int = 3, s: int = 1) -> Tensor:
    X = layers.Conv2D(filters, f, strides=s, padding="same", use_bias=False)(X)
    return layers.ReLU()(layers.BatchNormalization(momentum=0.9)(X))


def coordinates(X: Tensor, count: int, activation: str | None, start: float) -> Tensor:
    """Return `count` coordinates that begin near `start`: weights that begin large leave a sigmoid stuck at 0 or 1.

    >>> coordinates(keras.Input((128,)), 4, "sigmoid", start=0.0).shape
    (None, 4)
    """
    return layers.Dense(
        count,
        activation=activation,
        kernel_initializer=keras.initializers.RandomNormal(stddev=0.01),
        bias_initializer=keras.initializers.Constant(start),
    )(X)


def fit(
    model: keras.Model,
    loss: str | Callable[[Tensor, Tensor], Tensor],
    images: NDArray,
    labels: NDArray,
    epochs: int,
    seed: int,
    batch: int = 32,
    learning_rate: float = 2e-3,
) -> keras.callbacks.History:
    """Train a network with Adam, its rate falling to zero along a cosine; return the History.

    The same seed gives the same network on the same machine: Keras' own generators are set to it.
    """
    keras.utils.set_random_seed(seed)
    steps = epochs * -(-len(images) // batch)
    rate = keras.optimizers.schedules.CosineDecay(learning_rate, steps)
    model.compile(keras.optimizers.Adam(rate), loss)
    return model.fit(images, labels, batch, epochs, verbose=0)
