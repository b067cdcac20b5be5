"""Dropout, L2 regularisation and first weights: what they promise on average, and what they refuse."""

import lazy_loader
import numpy as np
import pytest

from cnn_helpers.layers import dropout_backward, dropout_forward, he, l2_cost, l2_gradient, xavier, zeros
from cnn_helpers.layers.gradient_check import gradient_check

keras = lazy_loader.load("keras")


@pytest.mark.parametrize("rate", [0.0, 0.2, 0.5, 0.9])
def test_dropout_keeps_the_expected_activation(rate):
    A = np.full((400, 500), 3.0)
    dropped, _ = dropout_forward(A, rate, np.random.default_rng(0))
    assert dropped.mean() == pytest.approx(3.0, rel=0.03)
    assert (dropped == 0).mean() == pytest.approx(rate, abs=0.01)
    np.testing.assert_allclose(dropped[dropped != 0], 3.0 / (1 - rate))


def test_the_gradient_passes_where_the_activation_passed():
    A, dA = np.random.default_rng(0).uniform(1, 2, (2, 30, 40)).astype(np.float32)
    dropped, cache = dropout_forward(A, 0.3, np.random.default_rng(1))
    np.testing.assert_allclose(dropout_backward(dA, cache), dA * dropped / A, rtol=1e-5)
    assert dropped.dtype == dropout_backward(dA, cache).dtype == np.float32


def test_prediction_drops_nothing_and_one_seed_drops_the_same():
    A = np.ones((5, 6))
    np.testing.assert_array_equal(dropout_forward(A, 0.5, None, training=False)[0], A)
    first, second = (dropout_forward(A, 0.5, np.random.default_rng(7))[0] for _ in range(2))
    np.testing.assert_array_equal(first, second)


@pytest.mark.parametrize("rate", [-0.1, 1, 1.5, float("nan")])
def test_rates_outside_their_range_are_refused(rate):
    with pytest.raises(ValueError, match="rate is"):
        dropout_forward(np.ones(3), rate, np.random.default_rng(0))


def test_dropout_without_a_generator_is_refused():
    with pytest.raises(ValueError, match="rng is 0; a generator"):
        dropout_forward(np.ones(3), 0.5, 0)


def test_l2_cost_and_gradient_agree_with_each_other_and_with_keras():
    rng = np.random.default_rng(0)
    params = {"a": rng.standard_normal((3, 4)), "b": rng.standard_normal((2, 2, 1, 3))}
    grads = {name: l2_gradient(W, 0.3) for name, W in params.items()}
    assert gradient_check(lambda p: l2_cost(p.values(), 0.3), params, grads) < 1e-7
    theirs = sum(float(keras.regularizers.L2(0.15)(W.astype(np.float32))) for W in params.values())
    assert l2_cost(params.values(), 0.3) == pytest.approx(theirs, rel=1e-5)
    for function in (lambda: l2_cost([], -1), lambda: l2_gradient([1.0], -1)):
        with pytest.raises(ValueError, match="l2 is -1"):
            function()


@pytest.mark.parametrize(("initializer", "gain"), [(xavier, 1), (he, 2)])
@pytest.mark.parametrize("shape", [(500, 300), (3, 3, 64, 128)])
def test_the_spread_of_first_weights_suits_the_inputs_of_a_unit(initializer, gain, shape):
    W = initializer(shape, np.random.default_rng(0))
    assert W.dtype == np.float32
    assert W.std() == pytest.approx(np.sqrt(gain / np.prod(shape[:-1])), rel=0.02)
    assert W.mean() == pytest.approx(0, abs=3 * W.std() / np.sqrt(W.size))


def test_first_weights_follow_the_generator_and_zeros_are_zeros():
    np.testing.assert_array_equal(he((4, 5), np.random.default_rng(1)), he((4, 5), np.random.default_rng(1)))
    assert not np.array_equal(he((4, 5), np.random.default_rng(1)), he((4, 5), np.random.default_rng(2)))
    assert not zeros((4, 5)).any()


def test_shapes_without_inputs_and_seeds_in_place_of_generators_are_refused():
    with pytest.raises(ValueError, match=r"shape is \(5,\)"):
        he((5,), np.random.default_rng(0))
    with pytest.raises(ValueError, match="at least 1"):
        xavier((0, 5), np.random.default_rng(0))
    with pytest.raises(ValueError, match="rng is 0"):
        he((4, 5), 0)
