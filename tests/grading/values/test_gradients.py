"""A right helper lets gradients through, though its answers come from elsewhere, as numbers."""

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import numpy as np
import pytest
import tensorflow as tf

from cnn_helpers.grading.values.answers import Caller, plain
from cnn_helpers.grading.values.gradients import PROBE, holds_tensors, through
from cnn_helpers.grading.values.keras_blocks import named
from cnn_helpers.grading.values.probes import probed


def far(function):
    """What a stand-in asks, answered as the grader does: by plain data alone."""

    def ask(args, kwargs, gradient=None):
        args, kwargs = plain((args, kwargs))
        called, args = named(function, tuple(kwargs)), (*args, *kwargs.values())
        call = called if gradient is None else probed(called, PROBE)
        outcome = Caller(call)(args if gradient is None else (*plain(tuple(gradient)), *args))
        assert outcome.error is None, outcome.text
        return outcome.value

    return ask


def gram(A):
    return tf.matmul(A, tf.transpose(A))


def distance(pair, scale=1.0, power=2):
    return scale * tf.reduce_sum((pair[0] - pair[1]) ** power)


A = tf.constant(np.random.default_rng(0).normal(size=(3, 4)), tf.float32)
B = tf.constant(np.random.default_rng(1).normal(size=(3, 4)), tf.float32)
V = tf.Variable(B)


def gradients(cost, *tensors):
    with tf.GradientTape() as tape:
        tape.watch(tensors)
        J = cost(*tensors)
    return float(J), tape.gradient(J, tensors)


@pytest.mark.parametrize(
    ("function", "args", "kwargs"),
    [
        (gram, lambda a, b: (a - b,), {}),
        (distance, lambda a, b: ([a, b],), {}),
        (distance, lambda a, b: ((a, b),), {"scale": tf.constant(0.5), "power": tf.constant(4.0)}),
        (distance, lambda a, b: ([a * b, B.numpy()], 0.5), {"power": 4}),
        (distance, lambda a, b: ([a, V], tf.reduce_mean(b)), {}),
    ],
    ids=["matrix", "list", "named", "array beside it", "variable"],
)
def test_gradient_differs_from_that_of_the_function_itself(function, args, kwargs):
    def near(a, b):
        return tf.reduce_sum(tf.sin(function(*args(a, b), **kwargs)))

    def from_far(a, b):
        return tf.reduce_sum(tf.sin(through(far(function), args(a, b), kwargs)))

    J, expected = gradients(near, A, B)
    for again, found in (gradients(from_far, A, B), gradients(tf.function(from_far), A, B)):
        assert again == pytest.approx(J, rel=1e-5)
        for one, other in zip(expected, found, strict=True):
            assert (one is None) == (other is None)
            if one is not None:
                np.testing.assert_allclose(one, other, rtol=1e-4, atol=1e-5)


def test_tensor_that_is_not_used_has_a_gradient():
    _, (of_a, of_b) = gradients(lambda a, b: through(far(lambda x, y: tf.reduce_sum(x)), (a, b), {}), A, B)
    np.testing.assert_array_equal(of_a, np.ones((3, 4)))
    assert of_b is None


@pytest.mark.parametrize("answer", [3, "three", None, (1.0, 2.0)])
def test_answer_that_is_no_array_of_floats_becomes_another(answer):
    assert through(far(lambda x: answer), (A,), {}) == answer


@pytest.mark.parametrize("value", [A, tf.Variable(A), [1, (A,)], {"a": A}])
def test_tensor_among_arguments_is_overlooked(value):
    assert holds_tensors(value)


@pytest.mark.parametrize("value", [A.numpy(), 1.0, [1, "A"], {"a": None}])
def test_arguments_without_tensors_are_taken_for_some(value):
    assert not holds_tensors(value)
