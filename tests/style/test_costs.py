"""Content, style and smoothness: against loops, finite differences and TensorFlow."""

import numpy as np
import pytest
import tensorflow as tf
from hypothesis import given
from hypothesis import strategies as st

from cnn_helpers.style import (
    compute_content_cost,
    compute_layer_style_cost,
    compute_style_cost,
    gram_matrix,
    total_cost,
    total_variation,
)

shapes = st.tuples(*[st.integers(1, 5)] * 3)


def pair(shape, seed=0):
    rng = np.random.default_rng(seed)
    return rng.normal(size=(2, 1, *shape))


def style_cost_by_loops(a_S, a_G):
    _, n_H, n_W, n_C = a_S.shape
    total = 0.0
    for k in range(n_C):
        for other in range(n_C):
            grams = [
                sum(a[0, i, j, k] * a[0, i, j, other] for i in range(n_H) for j in range(n_W))
                for a in (a_S, a_G)
            ]
            total += (grams[0] - grams[1]) ** 2
    return total / (4 * n_C**2 * (n_H * n_W) ** 2)


@given(shapes, st.integers(0, 99))
def test_content_cost_is_the_sum_of_squares_over_four_times_the_count(shape, seed):
    a_C, a_G = pair(shape, seed)
    by_loop = sum((a_C[0, *at] - a_G[0, *at]) ** 2 for at in np.ndindex(*shape)) / (4 * np.prod(shape))
    assert float(compute_content_cost(a_C, a_G)) == pytest.approx(by_loop)


@given(shapes, st.integers(0, 99))
def test_layer_style_cost_is_four_loops(shape, seed):
    a_S, a_G = pair(shape, seed)
    assert float(compute_layer_style_cost(a_S, a_G)) == pytest.approx(style_cost_by_loops(a_S, a_G))


def test_the_gram_matrix_does_not_care_where_things_are():
    a = np.random.default_rng(0).normal(size=(5, 12))
    shuffled = a[:, np.random.default_rng(1).permutation(12)]
    np.testing.assert_allclose(gram_matrix(a), gram_matrix(shuffled))
    assert np.abs(gram_matrix(a) - gram_matrix(np.sort(a, axis=1))).max() > 0.1, "but which go together"
    np.testing.assert_allclose(gram_matrix(a + 1) - gram_matrix(a), (a.sum(1) + a.sum(1)[:, None]) + 12)


def test_sums_of_large_layers_do_not_overflow():
    a = np.full((1, 256, 256, 64), 100, np.float32)  # n_H n_W n_C squared leaves int32
    assert float(compute_layer_style_cost(a, 0 * a)) == pytest.approx(100**4 / 4, rel=1e-4)


def test_half_precision_is_summed_in_single():
    a = tf.cast(tf.fill((1, 64, 64, 8), 1.0), tf.bfloat16)
    assert float(compute_content_cost(a, 0 * a)) == 0.25
    assert compute_layer_style_cost(a, 0 * a).dtype == tf.float32


def test_style_cost_weighs_its_layers():
    (a, b), (c, d) = pair((2, 3, 2)), pair((4, 1, 3))
    single = [float(compute_layer_style_cost(*layer)) for layer in ((a, b), (c, d))]
    assert float(compute_style_cost([a, c], [b, d])) == pytest.approx(sum(single) / 2)
    assert float(compute_style_cost([a, c], [b, d], [2, 0.5])) == pytest.approx(2 * single[0] + single[1] / 2)


def test_total_cost_has_ten_and_forty_by_default():
    assert total_cost(3.0, 2.0) == 110.0 and total_cost(3.0, 2.0, alpha=1, beta=0) == 3.0


@given(st.tuples(st.integers(1, 6), st.integers(1, 6), st.integers(1, 3)), st.integers(0, 99))
def test_total_variation_is_tensorflows_over_the_count(shape, seed):
    image = pair(shape, seed)[0]
    expected = tf.image.total_variation(tf.constant(image))[0] / image.size
    assert float(total_variation(image)) == pytest.approx(float(expected))


@pytest.mark.parametrize(
    "cost",
    [
        lambda a, x: compute_content_cost(a, x),
        lambda a, x: compute_layer_style_cost(a, x),
        lambda a, x: compute_style_cost([a, a], [x, x], [1, 3]),
        lambda a, x: total_cost(compute_content_cost(a, x), compute_layer_style_cost(a, x)),
        lambda a, x: total_variation(x),
    ],
)
def test_gradients_are_finite_differences(cost):
    a, x = pair((2, 3, 2))
    variable = tf.Variable(x)
    with tf.GradientTape() as tape:
        value = cost(a, variable)
    gradient = tape.gradient(value, variable).numpy()
    for at in np.ndindex(*x.shape):
        step = np.zeros_like(x)
        step[at] = 1e-6
        slope = (float(cost(a, x + step)) - float(cost(a, x - step))) / 2e-6
        assert gradient[at] == pytest.approx(slope, abs=1e-6)


@pytest.mark.parametrize("cost", [compute_content_cost, compute_layer_style_cost])
@pytest.mark.parametrize("other", [(1, 2, 3, 5), (1, 3, 2, 4), (2, 2, 3, 4), (2, 3, 4), (1, 0, 3, 4)])
def test_other_shapes_are_refused(cost, other):
    with pytest.raises(ValueError, match="needed"):
        cost(np.ones((1, 2, 3, 4)), np.ones(other))


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: gram_matrix(np.ones((1, 2, 3, 4))), "n_C, n_H"),
        (lambda: total_variation(np.ones((2, 3, 3))), "needed"),
        (lambda: total_cost(1, 1, alpha=-1), "alpha is -1"),
        (lambda: total_cost(1, 1, beta=float("nan")), "beta is nan"),
        (lambda: compute_style_cost([], []), "at least one"),
        (lambda: compute_style_cost([np.ones((1, 1, 1, 1))], []), "as many of each"),
        (lambda: compute_style_cost(*[[np.ones((1, 1, 1, 1))]] * 2, [-1]), "a weight is -1"),
    ],
)
def test_what_cannot_be_computed_is_refused(call, words):
    with pytest.raises(ValueError, match=words):
        call()
