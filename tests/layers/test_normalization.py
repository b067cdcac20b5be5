"""Batch normalisation against Keras, in training, in prediction and in its running averages."""

import lazy_loader
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnn_helpers.layers import batch_norm_backward, batch_norm_forward, input_statistics, normalize_inputs

keras = lazy_loader.load("keras")
tf = lazy_loader.load("tensorflow")


def running_of(channels, momentum=0.9):
    return {"mean": np.zeros(channels), "var": np.ones(channels), "momentum": momentum}


@settings(deadline=None, max_examples=15)
@given(
    shape=st.sampled_from([(6, 3), (2, 4, 3, 2), (3, 5, 4), (1, 3, 3, 1)]),
    seed=st.integers(0, 99),
    momentum=st.sampled_from([0.0, 0.7, 0.99]),
)
def test_batch_norm_equals_keras_in_training_prediction_and_running_averages(shape, seed, momentum):
    rng = np.random.default_rng(seed)
    gamma, beta = rng.standard_normal((2, shape[-1]))
    layer = keras.layers.BatchNormalization(momentum=momentum)
    layer.build(shape)
    layer.gamma.assign(gamma)
    layer.beta.assign(beta)
    running = running_of(shape[-1], momentum)
    for training in (True, True, False):
        Z, dA = 2 * rng.standard_normal(shape) + 1, rng.standard_normal(shape).astype(np.float32)
        A, cache = batch_norm_forward(Z, gamma, beta, running, training)
        variable = tf.Variable(Z.astype(np.float32))
        with tf.GradientTape() as tape:
            expected = layer(variable, training=training)
        np.testing.assert_allclose(A, expected, atol=1e-5)
        np.testing.assert_allclose(running["mean"], layer.moving_mean, atol=1e-5)
        np.testing.assert_allclose(running["var"], layer.moving_variance, atol=1e-5)
        theirs = tape.gradient(expected, [variable, layer.gamma.value, layer.beta.value], dA)
        for ours, gradient in zip(batch_norm_backward(dA, cache), theirs, strict=True):
            np.testing.assert_allclose(ours, gradient, atol=5e-5)


def test_a_bias_before_batch_norm_changes_nothing():
    Z = np.random.default_rng(0).standard_normal((8, 3))
    A, _ = batch_norm_forward(Z, np.ones(3), np.zeros(3), running_of(3), training=True)
    shifted, _ = batch_norm_forward(Z + 5, np.ones(3), np.zeros(3), running_of(3), training=True)
    np.testing.assert_allclose(A, shifted, atol=1e-12)


def test_prediction_leaves_the_running_averages_alone_and_float32_stays():
    running = running_of(2)
    A, cache = batch_norm_forward(
        np.ones((4, 2), np.float32), np.ones(2, np.float32), np.zeros(2, np.float32), running, training=False
    )
    assert running["mean"].tolist() == [0, 0] and running["var"].tolist() == [1, 1]
    assert A.dtype == batch_norm_backward(np.ones((4, 2)), cache)[0].dtype == np.float32


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"gamma": np.ones(2)}, r"gamma has shape \(2,\); \(3,\) is needed"),
        ({"beta": np.ones((1, 3))}, r"beta has shape \(1, 3\)"),
        ({"running": {"mean": np.zeros(3)}}, '"mean", "var" and "momentum" is needed'),
        ({"running": running_of(2)}, r"running\['mean'\] has shape \(2,\)"),
        ({"running": running_of(3, momentum=1.0)}, "momentum is 1.0"),
        ({"Z": np.zeros((0, 3))}, "at least one value"),
        ({"Z": np.zeros(3)}, r"Z has shape \(3,\)"),
    ],
)
def test_what_does_not_fit_is_refused(change, message):
    fitting = {"Z": np.zeros((2, 3)), "gamma": np.ones(3), "beta": np.zeros(3), "running": running_of(3)}
    batch_norm_forward(**fitting, training=True)
    with pytest.raises(ValueError, match=message):
        batch_norm_forward(**(fitting | change), training=True)


def test_training_statistics_are_applied_to_the_test_set():
    rng = np.random.default_rng(0)
    X_train, X_test = 3 * rng.standard_normal((50, 4)) + 7, rng.standard_normal((20, 4))
    X_train[:, 2] = 0.1  # a mean of many equal numbers is off by rounding, and so is their deviation
    mean, std = input_statistics(X_train)
    normal = normalize_inputs(X_train, mean, std)
    np.testing.assert_allclose(normal.mean(axis=0), 0, atol=1e-12)
    np.testing.assert_allclose(normal.std(axis=0), [1, 1, 0, 1], atol=1e-12)
    np.testing.assert_allclose(normalize_inputs(X_test, mean, std), (X_test - mean) / std)
    assert std[0, 2] == 1


def test_statistics_that_do_not_fit_are_refused():
    mean, std = input_statistics(np.arange(6.0).reshape(2, 3))
    with pytest.raises(ValueError, match="shape of one example"):
        normalize_inputs(np.ones((4, 2)), mean, std)
    with pytest.raises(ValueError, match="shape of one example"):
        normalize_inputs(np.ones(3), mean, std)
    with pytest.raises(ValueError, match="positive deviations"):
        normalize_inputs(np.ones((4, 3)), mean, 0 * std)
    with pytest.raises(ValueError, match="at least one example"):
        input_statistics(np.ones((0, 3)))
