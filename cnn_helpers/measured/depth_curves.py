"""Plain and residual networks of 8 and 32 layers, from three starts: the curves of the page on residual networks."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import keras
import numpy as np
import tensorflow as tf
from keras import layers

from cnn_helpers.data import digits
from cnn_helpers.measured.measurement import Measurement
from cnn_helpers.tensor_types import Tensor

FILTERS, FEW, BATCH, EPOCHS, RATE, STARTS = 8, 500, 100, 40, 0.3, 3
STEPS = EPOCHS * FEW // BATCH
SMALL_RATE = 0.05
Pair = Callable[[Tensor], Tensor]


def conv_bn(X: Tensor, stride: int = 1) -> Tensor:
    conv = layers.Conv2D(
        FILTERS,
        3,
        strides=stride,
        padding="same",
        use_bias=False,
        kernel_initializer="he_normal",
    )
    return layers.BatchNormalization(momentum=0.9)(conv(X))


def plain_pair(X: Tensor) -> Tensor:
    Z = layers.ReLU()(conv_bn(X))
    return layers.ReLU()(conv_bn(Z))


def residual_pair(X: Tensor) -> Tensor:
    Z = layers.ReLU()(conv_bn(X))
    Z = conv_bn(Z)
    return layers.ReLU()(layers.Add()([Z, X]))


def build(depth: int, pair: Pair) -> keras.Model:
    inputs = keras.Input((8, 8, 1))
    X = layers.ReLU()(conv_bn(inputs, stride=2))
    for _ in range((depth - 2) // 2):
        X = pair(X)
    X = layers.GlobalAveragePooling2D()(X)
    return keras.Model(inputs, layers.Dense(10)(X))


cost = keras.losses.SparseCategoricalCrossentropy(from_logits=True)


@cache
def starting_weights(depth: int, seed: int) -> list[np.ndarray]:
    """Of a network of that depth, with or without shortcuts: they have no weights."""
    keras.utils.set_random_seed(seed)
    return build(depth, plain_pair).get_weights()


@cache
def network_and_step(depth: int, pair: Pair) -> tuple[keras.Model, Callable[..., Tensor]]:
    """TensorFlow compiles a training step once, for all starts."""
    network = build(depth, pair)
    weights = network.trainable_variables

    @tf.function(autograph=False)
    def step(X: Tensor, y: Tensor, rate: Tensor) -> Tensor:
        with tf.GradientTape() as tape:
            J = cost(y, network(X, training=True))
        for weight, gradient in zip(weights, tape.gradient(J, weights), strict=True):
            weight.assign_sub(rate * gradient)
        return J

    return network, step


def train(
    depth: int, pair: Pair, seeds: Sequence[int] = range(STARTS), top_rate: float = RATE
) -> tuple[keras.Model, list[np.ndarray], list[float]]:
    """Return the last network, and for each start its loss (epochs,) and the share of the test digits it reads."""
    data = digits()
    X_few, y_few = data.X_train[:FEW], data.y_train[:FEW]
    starts = [
        starting_weights(depth, seed) for seed in seeds
    ]  # first: a new seed makes TensorFlow compile anew
    network, step = network_and_step(depth, pair)
    losses, read = [], []
    for seed, start in zip(seeds, starts, strict=True):
        network.set_weights(start)
        shuffle, seen = np.random.default_rng(seed), list[Tensor]()
        for _ in range(EPOCHS):
            for batch in shuffle.permutation(FEW).reshape(-1, BATCH):
                rate = top_rate * (1 + np.cos(np.pi * len(seen) / STEPS)) / 2
                seen.append(
                    step(tf.constant(X_few[batch]), tf.constant(y_few[batch]), tf.constant(rate, tf.float32))
                )
        losses.append(np.reshape([float(J) for J in seen], (EPOCHS, -1)).mean(axis=1))
        answers = network(data.X_test, training=False)
        read.append(float(np.mean(np.argmax(answers, axis=1) == data.y_test)))
    return network, losses, read


def all_curves() -> dict[str, Any]:
    """Return {network: {"losses": (starts, epochs), "read": (starts,)}}."""
    results = {}
    for kind, pair in (("plain", plain_pair), ("residual", residual_pair)):
        for depth in (8, 32):
            results[f"{kind} {depth}"] = _rounded(*train(depth, pair)[1:])
    results["plain 32, smaller steps"] = _rounded(*train(32, plain_pair, top_rate=SMALL_RATE)[1:])
    return results


def _rounded(losses: list[np.ndarray], read: list[float]) -> dict[str, list]:
    return {
        "losses": [[float(f"{loss:.4g}") for loss in run] for run in losses],
        "read": [round(share, 4) for share in read],
    }


measurement = Measurement(
    name="depth_curves",
    makes="training losses of plain and residual networks of 8 and 32 layers on 500 digits, three starts",
    run=all_curves,
    settings={
        "filters": FILTERS,
        "digits": FEW,
        "batch": BATCH,
        "epochs": EPOCHS,
        "rate": RATE,
        "smaller rate": SMALL_RATE,
        "starts": STARTS,
    },
)
