"""The page's cells, run here once, against the facts of the syllabus."""

import numpy as np
import pytest
import tensorflow as tf


@pytest.fixture(scope="module")
def page(run_page):
    return run_page("week1/the-way-back")


def test_gradients_pass_the_check_and_the_slip_does_not(page):
    assert max(page["conv_check"], *page["pool_checks"].values()) < 1e-7 < 1e-2 < page["slip_check"]
    assert max(page["gap_conv"], page["gap_max"], page["gap_average"]) < 1e-12


def test_a_tie_pays_twice_with_us_and_once_with_tensorflow(page):
    assert (page["ours"].sum(), page["by_definition"].sum().round(6)) == (2, 1)
    np.testing.assert_array_equal(page["glued"]["tie_theirs"], 1)
    assert page["collected"].sum() == 10  # nine windows, one of them tied


def test_gradients_of_ones_are_the_use_counts(page):
    counts = np.zeros((7, 7))
    for i, j in np.ndindex(3, 3):
        counts[2 * i : 2 * i + 3, 2 * j : 2 * j + 3] += 1
    np.testing.assert_array_equal(page["two_apart"], counts)
    assert page["glued"]["ring_corner"] == 4 and page["with_ring"][2, 2] == 9


def test_the_strongest_answer_reaches_the_pixels_by_one_stamp(page):
    stamp = page["strongest"][-1][0, :, :, 0]
    rows, columns = np.nonzero(stamp)
    np.testing.assert_array_equal(
        stamp[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1], page["sobel"][:, :, 0, 0]
    )
    assert page["glued"]["pixels_one"] == 6


def test_the_plain_backward_pass_is_tensorflows_with_channels(page):
    a, W, dZ = page["A_two"], page["W_three"], page["dZ_three"]
    a_tf, W_tf = tf.Variable(a), tf.Variable(W)
    with tf.GradientTape() as tape:
        cost = tf.reduce_sum(tf.nn.conv2d(a_tf, W_tf, 1, "VALID") * dZ)
    expected = tape.gradient(cost, [a_tf, W_tf])
    da, dW, db = page["conv_backward_plain"](dZ[0], a[0], W)
    np.testing.assert_allclose(da, expected[0][0], atol=1e-12)
    np.testing.assert_allclose(dW, expected[1], atol=1e-12)
    np.testing.assert_allclose(db, dZ.sum(axis=(0, 1, 2)), atol=1e-12)


def test_the_equation_for_the_inputs_gradient_holds_at_every_place(page):
    a, W, dZ = page["A_two"][0], page["W_three"], page["dZ_three"][0]
    da, _, _ = page["conv_backward_plain"](dZ, a, W)
    for i, j, c in np.ndindex(a.shape):
        terms = [
            W[u, v, c, k] * dZ[i - u, j - v, k]
            for u, v, k in np.ndindex(3, 3, 3)
            if 0 <= i - u < 4 and 0 <= j - v < 4
        ]
        np.testing.assert_allclose(da[i, j, c], sum(terms), atol=1e-12)


def test_a_slip_of_the_bias_needs_two_examples_to_show(page):
    assert page["slip_one"] < 1e-7 < 1e-3 < page["slip_two"]
