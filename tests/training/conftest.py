"""A recipe that trains in a second: which of two halves of a vector is larger, with dropout and shuffling."""

import keras
import numpy as np
import pytest

from cnn_helpers.training import Recipe


class Halves:
    def __init__(self, seed, n):
        self.seed = seed
        values = np.stack([np.random.default_rng((seed, k)).normal(size=8) for k in range(n)])
        self.arrays = (
            values.astype(np.float32),
            (values[:, :4].sum(1) > values[:, 4:].sum(1)).astype(np.int64),
        )

    def epoch(self, k):
        import tensorflow as tf

        order = np.random.default_rng((self.seed, 1, k)).permutation(len(self.arrays[0]))
        return tf.data.Dataset.from_tensor_slices(tuple(a[order] for a in self.arrays)).batch(16)


def network():
    layers = keras.layers
    return keras.Sequential(
        [
            keras.Input((8,)),
            layers.Dense(16),
            layers.BatchNormalization(),
            layers.ReLU(),
            layers.Dropout(0.2),
            layers.Dense(2, dtype="float32"),
        ]
    )


def prepare(model, updates):
    rate = keras.optimizers.schedules.CosineDecay(0.01, updates)
    model.compile(keras.optimizers.Adam(rate), keras.losses.SparseCategoricalCrossentropy(from_logits=True))


def evaluate(model, n):
    values, labels = Halves(99, n).arrays
    return {"accuracy": float((model.predict(values, verbose=0).argmax(1) == labels).mean())}


def baseline(n):
    values, labels = Halves(99, n).arrays
    return {"accuracy": float(((values[:, 0] > 0) == labels).mean())}


HALVES = Recipe(
    name="halves",
    makes="a network that tells which half of a vector is larger",
    data=Halves,
    network=network,
    prepare=prepare,
    evaluate=evaluate,
    baseline=baseline,
    examples=128,
    epochs=5,
    test_examples=200,
    settings={"dropout": 0.2},
)


@pytest.fixture(scope="session")
def halves():
    return HALVES
