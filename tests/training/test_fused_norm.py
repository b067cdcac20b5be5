"""The fused batch norm against Keras' own: outputs, slopes, running averages, and weights that change places."""

import keras
import numpy as np
import pytest
import tensorflow as tf

from cnn_helpers.training.fused_norm import with_fused_norm

RNG = np.random.default_rng(0)
X = RNG.normal(0.5, 2.0, (4, 5, 6, 8)).astype("float32")


@pytest.fixture
def pair():
    inputs = keras.Input((5, 6, 8))
    Z = keras.layers.Conv2D(3, 3, padding="same")(inputs)
    theirs = keras.Model(inputs, keras.layers.ReLU()(keras.layers.BatchNormalization(momentum=0.9)(Z)))
    ours = with_fused_norm(theirs)
    weights = [RNG.uniform(0.5, 1.5, w.shape) for w in theirs.get_weights()]
    theirs.set_weights(weights)
    ours.set_weights(weights)
    return ours, theirs


def step(model):
    with tf.GradientTape() as tape:
        Z = model(X, training=True)
        J = tf.reduce_sum(Z * tf.constant(np.linspace(-1, 1, 4 * 5 * 6 * 3).reshape(4, 5, 6, 3), tf.float32))
    return [np.array(value) for value in (Z, *tape.gradient(J, model.trainable_weights))]


def test_its_outputs_and_slopes_are_those_of_keras(pair):
    for ours, theirs in zip(*map(step, pair), strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=2e-3, atol=2e-3)


def test_running_averages_move_alike_and_are_what_counts_afterwards(pair):
    ours, theirs = pair
    before = ours.get_weights()[-2:]
    for model in pair:
        for _ in range(3):
            step(model)
    for one, other in zip(ours.get_weights(), theirs.get_weights(), strict=True):
        np.testing.assert_allclose(one, other, rtol=2e-2)  # TensorFlow's variance divides by n - 1
    assert not np.allclose(before[0], ours.get_weights()[-2])
    theirs.set_weights(ours.get_weights())
    np.testing.assert_allclose(ours(X, training=False), theirs(X, training=False), rtol=1e-5, atol=1e-6)


def test_it_reads_half_precision_and_keeps_its_weights_in_float32():
    before = keras.config.dtype_policy()
    keras.config.set_dtype_policy("mixed_bfloat16")
    try:
        inputs = keras.Input((5, 6, 8))
        Z = keras.layers.Conv2D(3, 1)(inputs)
        model = with_fused_norm(keras.Model(inputs, keras.layers.BatchNormalization()(Z)))
    finally:
        keras.config.set_dtype_policy(before)
    Z = model(X, training=True)
    assert keras.backend.standardize_dtype(Z.dtype) == "bfloat16"
    assert {w.dtype for w in model.layers[2].weights} == {"float32"}
    np.testing.assert_allclose(np.array(Z, "float32").std(axis=(0, 1, 2)), 1, atol=0.02)
