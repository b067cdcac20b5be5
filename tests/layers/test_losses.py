"""Losses: value and gradient against Keras and TensorFlow, and labels that are refused."""

import lazy_loader
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnn_helpers.layers import losses

keras = lazy_loader.load("keras")
tf = lazy_loader.load("tensorflow")

sizes = st.integers(1, 6)


def compare(ours, backward, theirs, scores):
    """Hold (loss, cache) and its backward against a TensorFlow function of the scores."""
    loss, cache = ours
    variable = tf.Variable(scores)
    with tf.GradientTape() as tape:
        expected = theirs(variable)
    np.testing.assert_allclose(loss, expected, rtol=1e-9, atol=1e-12)
    np.testing.assert_allclose(backward(cache), tape.gradient(expected, variable), rtol=1e-9, atol=1e-12)


@settings(deadline=None, max_examples=30)
@given(m=sizes, classes=sizes, seed=st.integers(0, 99), spread=st.sampled_from([1.0, 300.0]))
def test_cross_entropy_equals_tensorflow_for_both_kinds_of_labels(m, classes, seed, spread):
    rng = np.random.default_rng(seed)
    logits, labels = spread * rng.standard_normal((m, classes)), rng.integers(0, classes, m)

    def theirs(Z):
        return tf.reduce_mean(tf.nn.sparse_softmax_cross_entropy_with_logits(labels, Z))

    for given_labels in (labels, losses.one_hot(labels, classes)):
        compare(
            losses.cross_entropy_forward(logits, given_labels), losses.cross_entropy_backward, theirs, logits
        )


@settings(deadline=None, max_examples=30)
@given(m=sizes, n=sizes, seed=st.integers(0, 99), spread=st.sampled_from([1.0, 300.0]))
def test_binary_cross_entropy_equals_tensorflow(m, n, seed, spread):
    rng = np.random.default_rng(seed)
    logits, labels = spread * rng.standard_normal((m, n)), rng.integers(0, 2, (m, n)).astype(float)

    def theirs(Z):
        return tf.reduce_mean(tf.nn.sigmoid_cross_entropy_with_logits(labels, Z))

    ours = losses.binary_cross_entropy_forward(logits, labels)
    compare(ours, losses.binary_cross_entropy_backward, theirs, logits)


@settings(deadline=None, max_examples=30)
@given(m=sizes, n=sizes, seed=st.integers(0, 99))
def test_mean_squared_error_equals_keras(m, n, seed):
    rng = np.random.default_rng(seed)
    predictions, targets = rng.standard_normal((2, m, n))
    loss = keras.losses.MeanSquaredError(dtype="float64")
    ours = losses.mean_squared_error_forward(predictions, targets)
    compare(ours, losses.mean_squared_error_backward, lambda Z: loss(targets, Z), predictions)


def test_a_confident_mistake_costs_a_finite_float32():
    loss, cache = losses.cross_entropy_forward(np.array([[0.0, 1e4]], np.float32), [0])
    assert loss == 1e4 and loss.dtype == np.float32
    np.testing.assert_array_equal(losses.cross_entropy_backward(cache), [[-1, 1]])
    loss, _ = losses.binary_cross_entropy_forward(np.array([1e4], np.float32), [0])
    assert loss == 1e4 and loss.dtype == np.float32


@pytest.mark.parametrize(
    ("labels", "message"),
    [
        ([0, 3], "there is a label 3; labels from 0 to 2"),
        ([0, -1], "there is a label -1"),
        ([0, 1, 2], r"labels have shape \(3,\)"),
        ([0.0, 1.0], "whole numbers"),
        ([[0.5, 0.4, 0.0], [1, 0, 0]], "each row sum to 1"),
        ([[1.5, -0.5, 0.0], [1, 0, 0]], "each must be at least 0"),
        ([[1, 0], [0, 1]], r"labels have shape \(2, 2\) and logits \(2, 3\)"),
    ],
)
def test_labels_that_do_not_fit_the_logits_are_refused(labels, message):
    losses.cross_entropy_forward(np.zeros((2, 3)), [0, 2])
    with pytest.raises(ValueError, match=message):
        losses.cross_entropy_forward(np.zeros((2, 3)), labels)


def test_binary_labels_outside_zero_to_one_and_other_shapes_are_refused():
    losses.binary_cross_entropy_forward(np.zeros((2, 1)), [[0], [1]])
    with pytest.raises(ValueError, match="labels run from"):
        losses.binary_cross_entropy_forward(np.zeros((2, 1)), [[0], [2]])
    with pytest.raises(ValueError, match=r"labels has shape \(2,\); \(2, 1\) is needed"):
        losses.binary_cross_entropy_forward(np.zeros((2, 1)), [0, 1])
    with pytest.raises(ValueError, match=r"targets has shape \(2,\)"):
        losses.mean_squared_error_forward(np.zeros((2, 1)), [0, 1])


def test_an_empty_batch_has_no_mean():
    for loss in (losses.binary_cross_entropy_forward, losses.mean_squared_error_forward):
        with pytest.raises(ValueError, match="at least one example"):
            loss(np.zeros((0, 1)), np.zeros((0, 1)))
    with pytest.raises(ValueError, match="at least one example"):
        losses.cross_entropy_forward(np.zeros((0, 3)), np.zeros(0, int))
