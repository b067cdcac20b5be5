"""Optimisers against Keras on the same gradients, with the differences of the formulas spelled out."""

import lazy_loader
import numpy as np
import pytest

from cnn_helpers.layers import SGD, Adam, Momentum, RMSprop

keras = lazy_loader.load("keras")

# Keras adds a small epsilon elsewhere (inside RMSprop's root; before Adam's correction): with 1e-12 and
# gradients of about 1 that is far below the tolerance.
PAIRS = {
    "sgd": (SGD(0.1), lambda: keras.optimizers.SGD(0.1)),
    "momentum": (Momentum(0.1, beta=0.8), lambda: keras.optimizers.SGD(0.1 * (1 - 0.8), momentum=0.8)),
    "rmsprop": (RMSprop(0.01, 0.9, 1e-12), lambda: keras.optimizers.RMSprop(0.01, rho=0.9, epsilon=1e-12)),
    "adam": (Adam(0.01, 0.8, 0.95, 1e-12), lambda: keras.optimizers.Adam(0.01, 0.8, 0.95, 1e-12)),
}


@pytest.mark.parametrize("name", PAIRS)
def test_twenty_steps_equal_those_of_keras(name):
    ours, make_theirs = PAIRS[name]
    theirs = make_theirs()
    rng = np.random.default_rng(0)
    params = {"W": rng.standard_normal((3, 4)).astype(np.float32), "b": np.zeros((1, 4), np.float32)}
    arrays = dict(params)
    variables = {key: keras.Variable(array) for key, array in params.items()}
    for _ in range(20):
        grads = {key: rng.standard_normal(array.shape).astype(np.float32) for key, array in params.items()}
        ours.step(params, grads)
        theirs.apply([keras.ops.convert_to_tensor(grads[key]) for key in params], list(variables.values()))
        for key, array in params.items():
            np.testing.assert_allclose(array, variables[key], atol=2e-6)
    assert all(params[key] is arrays[key] for key in params), "parameters are moved in place"
    assert params["W"].dtype == np.float32


def test_adam_follows_the_equations_of_its_paper_with_its_epsilon():
    optimizer, params, W, v, s = Adam(0.1, 0.9, 0.999, epsilon=0.5), {"W": np.array([1.0])}, 1.0, 0.0, 0.0
    for t, g in enumerate([0.3, -2.0, 0.01, 1.0], start=1):
        optimizer.step(params, {"W": np.array([g])})
        v, s = 0.9 * v + 0.1 * g, 0.999 * s + 0.001 * g**2
        W -= 0.1 * (v / (1 - 0.9**t)) / (np.sqrt(s / (1 - 0.999**t)) + 0.5)
        assert params["W"][0] == pytest.approx(W, rel=1e-12)


def test_rmsprop_adds_epsilon_outside_the_root():
    params = {"W": np.array([1.0])}
    RMSprop(0.1, beta=0.75, epsilon=0.5).step(params, {"W": np.array([2.0])})
    assert params["W"][0] == pytest.approx(1 - 0.1 * 2 / (1 + 0.5))


@pytest.mark.parametrize("make", [SGD, Momentum, RMSprop, Adam])
def test_gradients_that_do_not_fit_are_refused_and_nothing_moves(make):
    params = {"W": np.ones((2, 3)), "b": np.zeros((1, 3))}
    good = {"W": np.ones((2, 3)), "b": np.ones((1, 3))}
    optimizer = make()
    for grads, message in (
        ({"W": good["W"]}, r"params has the names \['W', 'b'\] and grads \['W'\]"),
        (good | {"b": np.ones(3)}, r"the gradient of b has shape \(3,\)"),
    ):
        with pytest.raises(ValueError, match=message):
            optimizer.step(params, grads)
    assert params["W"].min() == 1 and optimizer.steps == 0
    optimizer.step(params, good)
    assert params["W"].max() < 1
    with pytest.raises(ValueError, match="floating point"):
        optimizer.step({"W": np.ones(2, int)}, {"W": np.ones(2)})


@pytest.mark.parametrize(
    "make",
    [
        lambda: SGD(0),
        lambda: SGD(-1),
        lambda: Adam(float("nan")),
        lambda: Momentum(0.1, beta=1),
        lambda: RMSprop(0.1, epsilon=0),
        lambda: Adam(0.1, beta2=-0.1),
    ],
)
def test_settings_that_cannot_learn_are_refused(make):
    with pytest.raises(ValueError, match=r"is needed"):
        make()
