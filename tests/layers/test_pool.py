"""Pooling: fast against loops, and both against TensorFlow and finite differences."""

import lazy_loader
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnn_helpers.layers import (
    create_mask_from_window,
    distribute_value,
    pool_backward,
    pool_backward_loops,
    pool_forward,
    pool_forward_loops,
)

tf = lazy_loader.load("tensorflow")

BOTH = [(pool_forward, pool_backward), (pool_forward_loops, pool_backward_loops)]
MODES = ["max", "average"]


@st.composite
def pool_cases(draw):
    """Draw (A_prev, hparameters) of a possible pooling, where no two values are equal."""
    f, stride, m, n_C = (draw(st.integers(1, 3)) for _ in range(4))
    n_H, n_W = (draw(st.integers(f, f + 5)) for _ in range(2))
    rng = np.random.default_rng(draw(st.integers(0, 9)))
    A_prev = rng.permutation(m * n_H * n_W * n_C).reshape(m, n_H, n_W, n_C) - 20.0
    return A_prev, {"f": f, "stride": stride}


def gradient_like(A):
    return np.random.default_rng(5).standard_normal(A.shape).astype(A.dtype)


@settings(deadline=None, max_examples=60)
@given(case=pool_cases(), mode=st.sampled_from(MODES), levels=st.sampled_from([2, 1000]))
def test_fast_pooling_equals_the_loops_even_on_ties(case, mode, levels):
    A_prev, hparameters = np.mod(case[0], levels), case[1]
    A, cache = pool_forward_loops(A_prev, hparameters, mode)
    dA = gradient_like(A)
    np.testing.assert_allclose(pool_forward(A_prev, hparameters, mode)[0], A, atol=1e-12)
    np.testing.assert_allclose(
        pool_backward(dA, cache, mode), pool_backward_loops(dA, cache, mode), atol=1e-12
    )


@settings(deadline=None, max_examples=40)
@given(case=pool_cases(), mode=st.sampled_from(MODES))
def test_values_and_gradients_are_tensorflows(case, mode):
    A_prev, hparameters = case
    A, cache = pool_forward(A_prev, hparameters, mode)
    dA = gradient_like(A)
    pool = tf.nn.max_pool2d if mode == "max" else tf.nn.avg_pool2d
    tensor = tf.Variable(A_prev)
    with tf.GradientTape() as tape:
        A_tf = pool(tensor, hparameters["f"], hparameters["stride"], "VALID")
    np.testing.assert_allclose(A, A_tf, atol=1e-12)
    gradient = tape.gradient(A_tf, tensor, output_gradients=tf.constant(dA))
    np.testing.assert_allclose(pool_backward(dA, cache, mode), gradient, atol=1e-12)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(("forward", "backward"), BOTH)
def test_gradients_are_the_slopes_of_the_cost(forward, backward, mode):
    rng = np.random.default_rng(1)
    A_prev, hparameters = rng.standard_normal((2, 5, 6, 2)), {"f": 3, "stride": 2}
    A, cache = forward(A_prev, hparameters, mode)
    dA, step = gradient_like(A), 1e-7 * rng.standard_normal(A_prev.shape)
    change = forward(A_prev + step, hparameters, mode)[0] - forward(A_prev - step, hparameters, mode)[0]
    np.testing.assert_allclose(np.sum(backward(dA, cache, mode) * step), np.sum(change * dA) / 2, rtol=1e-5)


@pytest.mark.parametrize(("forward", "backward"), BOTH)
def test_every_maximum_of_a_window_receives_the_gradient(forward, backward):
    A_prev = np.array([[7.0, 7.0], [1.0, 7.0]]).reshape(1, 2, 2, 1)
    A, cache = forward(A_prev, {"f": 2, "stride": 2})
    np.testing.assert_array_equal(backward(np.full_like(A, 3.0), cache)[0, :, :, 0], [[3, 3], [0, 3]])


def test_the_course_example_gives_9_2_6_3():
    image = np.array([[1, 3, 2, 1], [2, 9, 1, 1], [1, 3, 2, 3], [5, 6, 1, 2]]).reshape(1, 4, 4, 1)
    A, _ = pool_forward(image, {"f": 2, "stride": 2})
    np.testing.assert_array_equal(A[0, :, :, 0], [[9, 2], [6, 3]])


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize(("forward", "backward"), BOTH)
@pytest.mark.parametrize(("given_as", "answered_in"), [("f4", "f4"), ("f8", "f8"), ("i8", "f8")])
def test_float32_stays_float32_and_whole_numbers_become_float64(
    forward, backward, mode, given_as, answered_in
):
    A, cache = forward(np.ones((1, 4, 4, 2), given_as), {"f": 2, "stride": 1}, mode)
    assert A.dtype == backward(A, cache, mode).dtype == np.dtype(answered_in)


@pytest.mark.parametrize(("forward", "_"), BOTH)
def test_the_cache_is_the_arguments_themselves(forward, _):
    A_prev, hparameters = np.ones((1, 4, 4, 2)), {"f": 2, "stride": 1}
    _, cache = forward(A_prev, hparameters)
    assert len(cache) == 2 and cache[0] is A_prev and cache[1] is hparameters


@pytest.mark.parametrize("mode", MODES)
def test_a_batch_of_no_images_gives_no_outputs(mode):
    A, cache = pool_forward(np.ones((0, 4, 4, 2)), {"f": 2, "stride": 2}, mode)
    assert A.shape == (0, 2, 2, 2) and pool_backward(A, cache, mode).shape == (0, 4, 4, 2)


@pytest.mark.parametrize(("forward", "backward"), BOTH)
def test_pooling_that_means_nothing_is_refused(forward, backward):
    A_prev, good = np.ones((1, 4, 5, 2)), {"f": 2, "stride": 2}
    for wrong, message in [
        ((A_prev[0], good), r"A_prev has shape \(4, 5, 2\); 4 axes"),
        ((A_prev, good, "median"), 'mode is \'median\'; "max" or "average" is needed'),
        ((A_prev, good | {"f": 5}), "5 long .* = 4"),
        ((A_prev, good | {"f": 0}), "f is 0; a whole number of at least 1"),
        ((A_prev, good | {"stride": 0}), "stride is 0; a whole number of at least 1"),
        ((A_prev, good | {"stride": 2.0}), "stride is 2.0; a whole number"),
        ((A_prev, good | {"pad": 1}), "pad is 1; pooling takes no padding"),
        ((A_prev, {"f": 2}), r"\['stride'\] are needed"),
        ((A_prev, None), "hparameters is None; a dictionary"),
    ]:
        with pytest.raises(ValueError, match=message):
            forward(*wrong)
    A, cache = forward(A_prev, good | {"pad": 0})
    for wrong, message in [
        ((A[:, :1], cache), r"dA has shape \(1, 1, 2, 2\); \(1, 2, 2, 2\) is needed"),
        ((A[0], cache), "4 axes"),
        ((A, cache, "min"), "mode is 'min'"),
        ((A, A_prev), "cache is ndarray; the tuple"),
    ]:
        with pytest.raises(ValueError, match=message):
            backward(*wrong)


def test_the_mask_marks_every_maximum_and_only_those():
    x = np.array([[3, 1], [0, 3]])
    np.testing.assert_array_equal(create_mask_from_window(x), [[True, False], [False, True]])
    with pytest.raises(ValueError, match=r"x has shape \(0, 2\); a window of at least one number"):
        create_mask_from_window(np.ones((0, 2)))
    with pytest.raises(ValueError, match="2 axes"):
        create_mask_from_window(np.ones(3))


@given(n_H=st.integers(1, 5), n_W=st.integers(1, 5), dz=st.floats(-1e6, 1e6))
def test_distributed_shares_are_equal_and_add_up(n_H, n_W, dz):
    shares = distribute_value(dz, (n_H, n_W))
    assert shares.shape == (n_H, n_W) and np.ptp(shares) == 0
    assert shares.sum() == pytest.approx(dz, rel=1e-9)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((1.0, (0, 2)), "is 0; a whole number of at least 1"),
        ((1.0, 4), r"shape is 4; \(n_H, n_W\)"),
        ((1.0, (2, 2, 2)), r"shape is \(2, 2, 2\)"),
        ((np.ones(3), (2, 2)), r"dz has shape \(3,\); one number"),
        (("one", (2, 2)), "real numbers are needed"),
    ],
)
def test_distribute_value_refuses_what_is_no_number_or_window(arguments, message):
    with pytest.raises(ValueError, match=message):
        distribute_value(*arguments)
