"""Activations: values and gradients against TensorFlow, far from zero too."""

import lazy_loader
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes

from cnn_helpers.layers import activations

tf = lazy_loader.load("tensorflow")

ORACLES = {
    "sigmoid": lambda Z: tf.math.sigmoid(Z),
    "tanh": lambda Z: tf.math.tanh(Z),
    "relu": lambda Z: tf.nn.relu(Z),
    "leaky_relu": lambda Z: tf.nn.leaky_relu(Z, alpha=0.01),
    "softmax": lambda Z: tf.nn.softmax(Z),
}


def pair(name):
    return getattr(activations, f"{name}_forward"), getattr(activations, f"{name}_backward")


@pytest.mark.parametrize("name", ORACLES)
@settings(deadline=None, max_examples=25)
@given(shape=array_shapes(min_dims=1, max_dims=4, max_side=5), seed=st.integers(0, 99))
def test_value_and_gradient_equal_tensorflow(name, shape, seed):
    rng = np.random.default_rng(seed)
    Z, dA = 3 * rng.standard_normal(shape), rng.standard_normal(shape)
    forward, backward = pair(name)
    A, cache = forward(Z)
    with tf.GradientTape() as tape:
        variable = tf.constant(Z)
        tape.watch(variable)
        expected = ORACLES[name](variable)
    np.testing.assert_allclose(A, expected, atol=1e-12)
    dZ = tape.gradient(expected, variable, output_gradients=tf.constant(dA))
    np.testing.assert_allclose(backward(dA, cache), dZ, atol=1e-12)


@pytest.mark.parametrize("name", ORACLES)
def test_extreme_scores_give_finite_values_without_a_warning(name):
    Z = np.array([[-1e4, -90.0, 0.0, 90.0, 1e4]], np.float32)
    forward, backward = pair(name)
    with np.errstate(over="raise", invalid="raise"):
        A, cache = forward(Z)
        dZ = backward(np.ones_like(A), cache)
    assert np.isfinite(A).all() and np.isfinite(dZ).all()
    assert A.dtype == dZ.dtype == np.float32


def test_float32_sigmoid_keeps_its_relative_precision_in_the_tail():
    A, _ = activations.sigmoid_forward(np.array([-80.0], np.float32))
    np.testing.assert_allclose(A, np.exp(-80.0), rtol=1e-6)


def test_the_slope_of_the_sigmoid_is_nowhere_above_a_quarter():
    Z = np.linspace(-10, 10, 2001)
    slope = activations.sigmoid_backward(np.ones_like(Z), activations.sigmoid_forward(Z)[1])
    assert slope.max() == pytest.approx(0.25, abs=1e-12) and slope.argmax() == 1000


@pytest.mark.parametrize("name", ORACLES)
def test_a_gradient_of_another_shape_is_refused(name):
    forward, backward = pair(name)
    _, cache = forward(np.zeros((2, 3)))
    assert backward(np.zeros((2, 3)), cache).shape == (2, 3)
    with pytest.raises(ValueError, match=r"dA has shape \(3,\)"):
        backward(np.zeros(3), cache)


@pytest.mark.parametrize("name", ORACLES)
def test_text_and_complex_numbers_are_refused(name):
    for values in ([["a"]], np.ones((1, 1), complex)):
        with pytest.raises(ValueError, match="real numbers are needed"):
            pair(name)[0](values)


def test_a_slope_outside_its_range_and_no_classes_are_refused():
    with pytest.raises(ValueError, match="slope is 1"):
        activations.leaky_relu_forward(np.ones(2), slope=1)
    with pytest.raises(ValueError, match="at least one class"):
        activations.softmax_forward(np.ones((2, 0)))
