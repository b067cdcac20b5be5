"""The gradient check must pass right gradients, and must notice wrong ones."""

import numpy as np
import pytest

from cnn_helpers.layers.gradient_check import gradient_check, numerical_gradient


def cost(params):
    return float(np.sum(np.sin(params["W"]) @ params["b"].T))


def right(params):
    return {"W": np.cos(params["W"]) * params["b"], "b": np.sin(params["W"]).sum(axis=0, keepdims=True)}


@pytest.fixture
def params():
    rng = np.random.default_rng(0)
    return {"W": rng.standard_normal((4, 3)), "b": rng.standard_normal((1, 3))}


def test_right_gradients_pass_and_the_parameters_are_put_back(params):
    before = {name: array.copy() for name, array in params.items()}
    assert gradient_check(cost, params, right(params)) < 1e-7
    assert all(np.array_equal(params[name], before[name]) for name in params)


@pytest.mark.parametrize("spoil", [lambda g: -g, lambda g: 2 * g, lambda g: 0 * g, lambda g: g[::-1]])
def test_a_wrong_gradient_is_noticed(params, spoil):
    grads = right(params)
    grads["W"] = spoil(grads["W"])
    assert gradient_check(cost, params, grads) > 1e-2


def test_two_zero_gradients_agree():
    assert gradient_check(lambda p: 1.0, {"W": np.ones(2)}, {"W": np.zeros(2)}) == 0


def test_float32_other_names_and_other_shapes_are_refused(params):
    with pytest.raises(ValueError, match="float32; an array of float64"):
        numerical_gradient(cost, {"W": np.ones(2, np.float32)})
    with pytest.raises(ValueError, match=r"params has the names \['W', 'b'\]"):
        gradient_check(cost, params, {"W": params["W"]})
    with pytest.raises(ValueError, match=r"the gradient of b has shape \(3,\)"):
        gradient_check(cost, params, right(params) | {"b": np.ones(3)})
    with pytest.raises(ValueError, match="eps is 0"):
        numerical_gradient(cost, params, eps=0)
