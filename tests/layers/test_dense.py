"""The dense layer: against TensorFlow, and its refusals."""

import lazy_loader
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnn_helpers.layers import dense_backward, dense_forward, flatten_backward, flatten_forward

tf = lazy_loader.load("tensorflow")


@settings(deadline=None, max_examples=30)
@given(m=st.integers(1, 5), n_in=st.integers(1, 6), n_out=st.integers(1, 6), seed=st.integers(0, 99))
def test_dense_equals_tensorflow(m, n_in, n_out, seed):
    rng = np.random.default_rng(seed)
    A, W, b, dZ = (rng.standard_normal(shape) for shape in ((m, n_in), (n_in, n_out), (1, n_out), (m, n_out)))
    Z, cache = dense_forward(A, W, b)
    variables = [tf.Variable(array) for array in (A, W, b)]
    with tf.GradientTape() as tape:
        expected = variables[0] @ variables[1] + variables[2]
    np.testing.assert_allclose(Z, expected, atol=1e-12)
    for ours, theirs in zip(dense_backward(dZ, cache), tape.gradient(expected, variables, dZ), strict=True):
        np.testing.assert_allclose(ours, theirs, atol=1e-12)


def test_float32_stays_float32():
    A, W, b = np.ones((2, 3), np.float32), np.ones((3, 4), np.float32), np.ones((1, 4), np.float32)
    Z, cache = dense_forward(A, W, b)
    assert Z.dtype == np.float32
    assert all(gradient.dtype == np.float32 for gradient in dense_backward(np.ones((2, 4)), cache))


@pytest.mark.parametrize(
    ("shapes", "message"),
    [
        (((2, 3), (4, 5), (1, 5)), "A has 3 columns and W has 4 rows"),
        (((2, 3), (3, 5), (5,)), "b has shape"),
        (((2, 3), (3, 5), (1, 4)), r"b has shape \(1, 4\); \(1, 5\) is needed"),
        (((2, 3, 1), (3, 5), (1, 5)), "2 axes"),
    ],
)
def test_shapes_that_do_not_fit_are_refused(shapes, message):
    with pytest.raises(ValueError, match=message):
        dense_forward(*map(np.ones, shapes))


def test_a_gradient_of_another_shape_is_refused():
    _, cache = dense_forward(np.ones((2, 3)), np.ones((3, 5)), np.ones((1, 5)))
    assert dense_backward(np.ones((2, 5)), cache)[0].shape == (2, 3)
    with pytest.raises(ValueError, match=r"dZ has shape \(2, 4\); \(2, 5\) is needed"):
        dense_backward(np.ones((2, 4)), cache)


@given(shape=st.lists(st.integers(0, 4), min_size=1, max_size=4))
def test_flattening_goes_there_and_back(shape):
    A = np.arange(np.prod(shape, dtype=int), dtype=float).reshape(shape)
    flat, cache = flatten_forward(A)
    assert flat.shape == (shape[0], int(np.prod(shape[1:])))
    np.testing.assert_array_equal(flatten_backward(flat, cache), A)


def test_flattening_refuses_a_number_and_another_gradient():
    with pytest.raises(ValueError, match="a first axis of examples"):
        flatten_forward(3.0)
    _, cache = flatten_forward(np.ones((2, 3, 4)))
    with pytest.raises(ValueError, match=r"dA has shape \(2, 11\)"):
        flatten_backward(np.ones((2, 11)), cache)
