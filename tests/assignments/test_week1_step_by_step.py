"""The instructor's functions of week1-step-by-step against the course's own layers and TensorFlow."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnn_helpers import layers

NAME = "week1-step-by-step"


@st.composite
def convolutions(draw):
    """(A_prev, W, b, hparameters) of any shape that fits, images seldom square."""
    f, stride, pad = draw(st.integers(1, 3)), draw(st.integers(1, 3)), draw(st.integers(0, 2))
    least = max(1, f - 2 * pad)
    m, n_H, n_W = draw(st.integers(1, 2)), draw(st.integers(least, 6)), draw(st.integers(least, 6))
    n_C_prev, n_C = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    W, b = rng.normal(size=(f, f, n_C_prev, n_C)), rng.normal(size=(1, 1, 1, n_C))
    return rng.normal(size=(m, n_H, n_W, n_C_prev)), W, b, {"stride": stride, "pad": pad}


@st.composite
def poolings(draw):
    """(A_prev, hparameters) without equal numbers."""
    f, stride = draw(st.integers(1, 3)), draw(st.integers(1, 3))
    shape = draw(st.tuples(st.integers(1, 2), st.integers(f, 6), st.integers(f, 6), st.integers(1, 3)))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    return rng.permutation(np.prod(shape)).reshape(shape) / 8 - 2, {"f": f, "stride": stride}


modes = st.sampled_from(["max", "average"])


@settings(deadline=None, max_examples=40)
@given(arguments=convolutions())
def test_reference_convolution_differs_from_the_courses(solution, arguments):
    ours = solution.references
    Z, cache = ours["conv_forward"](*arguments)
    expected, expected_cache = layers.conv_forward(*arguments)
    np.testing.assert_allclose(Z, expected, atol=1e-10)
    dZ = np.random.default_rng(0).normal(size=Z.shape)
    gradients = ours["conv_backward"](dZ, cache)
    for mine, theirs in zip(gradients, layers.conv_backward(dZ, expected_cache), strict=True):
        np.testing.assert_allclose(mine, theirs, atol=1e-10)


@settings(deadline=None, max_examples=40)
@given(arguments=poolings(), mode=modes)
def test_reference_pooling_differs_from_the_courses(solution, arguments, mode):
    ours = solution.references
    A, cache = ours["pool_forward"](*arguments, mode)
    expected, expected_cache = layers.pool_forward(*arguments, mode)
    np.testing.assert_allclose(A, expected, atol=1e-12)
    dA = np.random.default_rng(0).normal(size=A.shape)
    mine, theirs = ours["pool_backward"](dA, cache, mode), layers.pool_backward(dA, expected_cache, mode)
    np.testing.assert_allclose(mine, theirs, atol=1e-12)


@settings(deadline=None, max_examples=15)
@given(arguments=convolutions())
def test_reference_convolution_differs_from_tensorflows(solution, arguments):
    import tensorflow as tf

    A_prev, W, b, hparameters = arguments
    stride, pad = hparameters["stride"], hparameters["pad"]
    A, filters, bias = (tf.constant(array) for array in (A_prev, W, b[0, 0, 0]))
    with tf.GradientTape() as tape:
        tape.watch([A, filters, bias])
        padded = tf.pad(A, ((0, 0), (pad, pad), (pad, pad), (0, 0)))
        expected = tf.nn.bias_add(tf.nn.conv2d(padded, filters, stride, "VALID"), bias)
        dZ = np.random.default_rng(0).normal(size=expected.shape)
        cost = tf.reduce_sum(expected * dZ)
    Z, cache = solution.references["conv_forward"](*arguments)
    np.testing.assert_allclose(Z, expected, atol=1e-10)
    for mine, theirs in zip(
        solution.references["conv_backward"](dZ, cache), tape.gradient(cost, [A, filters, bias]), strict=True
    ):
        np.testing.assert_allclose(mine, np.reshape(theirs, mine.shape), atol=1e-10)


@settings(deadline=None, max_examples=15)
@given(arguments=poolings(), mode=modes)
def test_reference_pooling_differs_from_tensorflows(solution, arguments, mode):
    import tensorflow as tf

    A_prev, hparameters = arguments
    A = tf.constant(A_prev)
    pool = tf.nn.max_pool2d if mode == "max" else tf.nn.avg_pool2d
    with tf.GradientTape() as tape:
        tape.watch(A)
        expected = pool(A, hparameters["f"], hparameters["stride"], "VALID")
        dA = np.random.default_rng(0).normal(size=expected.shape)
        cost = tf.reduce_sum(expected * dA)
    mine, cache = solution.references["pool_forward"](*arguments, mode)
    np.testing.assert_allclose(mine, expected, atol=1e-12)
    dA_prev = solution.references["pool_backward"](dA, cache, mode)
    np.testing.assert_allclose(dA_prev, tape.gradient(cost, A), atol=1e-12)


def test_cache_is_not_what_the_contract_says(solution):
    arguments = np.ones((1, 3, 4, 1)), np.ones((2, 2, 1, 1)), np.ones((1, 1, 1, 1)), {"stride": 1, "pad": 1}
    _, cache = solution.references["conv_forward"](*arguments)
    assert all(kept is given for kept, given in zip(cache, arguments, strict=True))
    arguments = np.ones((1, 3, 4, 1)), {"f": 2, "stride": 1}
    _, cache = solution.references["pool_forward"](*arguments)
    assert all(kept is given for kept, given in zip(cache, arguments, strict=True))


def test_points_differ_from_the_contract(solution):
    assert {question.name: question.points for question in solution.assignment.questions} == {
        "zero_pad": 5,
        "conv_single_step": 10,
        "conv_forward": 20,
        "pool_forward": 15,
        "conv_backward": 20,
        "create_mask_from_window": 5,
        "distribute_value": 5,
        "pool_backward": 20,
    }


@pytest.mark.parametrize("seed", range(5))
def test_a_maximum_is_shared_in_a_case_of_max_pooling(solution, seed):
    names = {"pool_forward", "pool_backward"}
    for question in [q for q in solution.assignment.questions if q.name in names]:
        for family in question.families:
            for case in question.public_cases(family) + question.hidden_cases(family, seed):
                A_prev = case.args[0] if question.name == "pool_forward" else case.args[1][0]
                assert len(np.unique(A_prev)) == A_prev.size, (question.name, family.title)


def test_a_hidden_case_has_a_public_cases_shapes(solution):
    def shapes(value):
        if isinstance(value, tuple) and any(isinstance(part, np.ndarray) for part in value):
            return [shapes(part) for part in value]
        return value.shape if isinstance(value, np.ndarray) else value

    for question in solution.assignment.questions:
        for family in question.families:
            public = [shapes(case.args) for case in question.public_cases(family)]
            hidden = [shapes(case.args) for case in question.hidden_cases(family, 0)]
            assert not [case for case in hidden if case in public], (question.name, family.title)


def test_a_picture_cannot_be_drawn(solution):
    """Every picture up to the last answer, with the reference's functions; training is left out."""
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    namespace = dict(solution.references_namespace)
    drawn = 0
    for cell in solution.notebook.cells:
        if "skip-execution" in cell.metadata.get("tags", ()) and "network" not in cell.source:
            if "tensorflow" not in cell.source:
                exec(cell.source, namespace)
                drawn += "plt." in cell.source
    plt.close("all")
    assert drawn >= 10
