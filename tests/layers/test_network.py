"""The chain of layers: gradients of whole networks, students' operations in ours' place, and what is refused."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnn_helpers.layers import (
    conv_backward_loops,
    conv_forward_loops,
    cross_entropy_backward,
    cross_entropy_forward,
    gradient_check,
    pool_backward_loops,
    pool_forward_loops,
)
from cnn_helpers.layers.network import (
    AveragePool,
    BatchNorm,
    Conv,
    Dense,
    Dropout,
    Flatten,
    LeakyReLU,
    MaxPool,
    Network,
    ReLU,
    Sigmoid,
    Tanh,
)

rng = np.random.default_rng(0)


def small(ops=None, seed=0, dtype=np.float32):
    layers = [Conv(3, 3, pad=1), ReLU(), MaxPool(2), Flatten(), Dense(4)]
    return Network(layers, (6, 6, 2), seed=seed, ops=ops, dtype=dtype)


@settings(deadline=None, max_examples=10)
@given(
    stride=st.integers(1, 2),
    pad=st.integers(
        0, 1
    ),  # more gives windows of padding alone, whose equal values are a kink of max pooling
    activation=st.sampled_from([LeakyReLU(0.1), Sigmoid(), Tanh()]),
    pool=st.sampled_from([MaxPool(2), AveragePool(2, stride=1)]),
    seed=st.integers(0, 99),
)
def test_the_gradients_of_a_whole_network_equal_finite_differences(stride, pad, activation, pool, seed):
    layers = [Conv(2, 2, stride, pad), BatchNorm(), activation, pool, Flatten(), Dense(3, "xavier")]
    network = Network(layers, (4, 5, 2), seed=seed, dtype=np.float64)
    rng = np.random.default_rng(seed)
    X, y = rng.standard_normal((2, 4, 5, 2)), rng.integers(0, 3, 2)

    def cost(params):
        return cross_entropy_forward(network.forward(X, training=True), y)[0]

    _, cache = cross_entropy_forward(network.forward(X, training=True), y)
    dX = network.backward(cross_entropy_backward(cache))
    # a bias before batch norm has the gradient 0, so that only rounding would be compared
    inputs, grads = network.params | {"X": X}, network.grads | {"X": dX}
    assert np.abs(grads.pop("conv_1.b")).max() < 1e-12
    del inputs["conv_1.b"]
    assert gradient_check(cost, inputs, grads) < 1e-6


def test_loops_in_place_of_the_fast_operations_give_the_same_network():
    loops = {
        "conv_forward": conv_forward_loops,
        "conv_backward": conv_backward_loops,
        "pool_forward": pool_forward_loops,
        "pool_backward": pool_backward_loops,
    }
    X, y = rng.standard_normal((8, 6, 6, 2)), rng.integers(0, 4, 8)
    ours, theirs = small(), small(loops)
    for network in (ours, theirs):
        network.fit(X, y, epochs=2, batch_size=3, progress=False)
    np.testing.assert_allclose(ours.forward(X), theirs.forward(X), atol=1e-4)


def test_a_students_cache_reaches_the_students_backward_unopened_and_float64_is_taken():
    token, seen = object(), []

    def forward(A_prev, W, b, hparameters):
        assert hparameters == {"stride": 1, "pad": 1}
        Z, cache = conv_forward_loops(A_prev.astype(float), W, b, hparameters)
        return Z, (token, cache)

    def backward(dZ, cache):
        seen.append(cache[0] is token)
        return conv_backward_loops(dZ, cache[1])

    network = small({"conv_forward": forward, "conv_backward": backward})
    logits = network.forward(np.ones((2, 6, 6, 2)), training=True)
    assert network.backward(np.ones_like(logits)).shape == (2, 6, 6, 2)
    assert seen == [True] and logits.dtype == np.float32


def wrong_operations():
    """Pairs of replaced operations that answer wrongly and the words that say so."""
    return [
        ({"conv_forward": lambda *a: None}, "conv_forward returned NoneType; 2 are needed"),
        ({"conv_forward": lambda *a: (np.zeros((2, 4, 4, 3)), None)}, r"Z of shape \(2, 4, 4, 3\)"),
        ({"conv_forward": lambda *a: (0.0, None)}, "Z as float"),
        ({"conv_backward": lambda *a: (1, 2)}, "conv_backward returned 2 values; 3 are needed"),
        ({"conv_backward": lambda dZ, c: (dZ, c[1], np.zeros(3))}, r"db of shape \(3,\)"),
        ({"conv_backward": lambda dZ, c: (dZ, c[1], c[2])}, "dA_prev of shape"),
        ({"pool_forward": lambda A, h, mode: (A, None)}, r"pool_forward returned A of shape \(2, 6, 6, 3\)"),
        ({"pool_backward": lambda dA, c, mode: dA}, "pool_backward returned dA_prev of shape"),
    ]


@pytest.mark.parametrize(("ops", "message"), wrong_operations())
def test_a_students_wrong_answer_is_named_with_its_layer(ops, message):
    network = small(ops)
    with pytest.raises(ValueError, match=message) as refused:
        network.backward(np.ones_like(network.forward(np.ones((2, 6, 6, 2)), training=True)))
    assert "conv_1" in refused.value.__notes__[0] or "maxpool_1" in refused.value.__notes__[0]


def test_unknown_operations_and_values_that_cannot_be_called_are_refused():
    with pytest.raises(ValueError, match=r"ops has the names \['conv'\]; names from \['conv_backward'"):
        small({"conv": conv_forward_loops})
    with pytest.raises(ValueError, match="a function is needed"):
        small({"conv_forward": 3})


@pytest.mark.parametrize(
    ("layers", "message"),
    [
        ([Conv(4, 7)], r"layer 1, conv_1 = Conv.*the filter is 7 long"),
        ([Conv(4, 3), MaxPool(5)], "layer 2, maxpool_1"),
        ([ReLU(), Dense(3)], r"layer 2, dense_1 .*put Flatten\(\) before"),
        ([Flatten(), Conv(4, 3)], r"layer 2, conv_1 .*an image \(n_H, n_W, n_C\) is needed"),
        ([Conv], "layer 1 is <class"),
        ([], "layers is empty"),
    ],
)
def test_layers_that_do_not_fit_are_named(layers, message):
    with pytest.raises(ValueError, match=message):
        Network(layers, (6, 6, 3))


@pytest.mark.parametrize(
    "make",
    [
        lambda: Conv(0, 3),
        lambda: Conv(4, 3, stride=0),
        lambda: Conv(4, 3, pad=-1),
        lambda: Conv(4, 3, initializer="best"),
        lambda: MaxPool(0),
        lambda: Dense(2.5),
        lambda: Dropout(1),
        lambda: LeakyReLU(2),
        lambda: BatchNorm(momentum=1),
        lambda: BatchNorm(epsilon=0),
        lambda: Network([Dense(2)], (0,)),
        lambda: Network([Dense(2)], (3,), dtype=np.int32),
    ],
)
def test_settings_that_no_layer_can_have_are_refused(make):
    with pytest.raises(ValueError, match="is needed"):
        make()


def test_inputs_and_labels_that_do_not_fit_are_refused():
    network = small()
    assert network.forward(np.ones((2, 6, 6, 2))).shape == (2, 4)
    for X in (np.ones((6, 6, 2)), np.ones((2, 6, 6, 3)), 1.0):
        with pytest.raises(ValueError, match=r"\(m, 6, 6, 2\) is needed"):
            network.forward(X)
    with pytest.raises(ValueError, match=r"y has shape \(3,\)"):
        network.evaluate(np.ones((2, 6, 6, 2)), [0, 1, 2])


def test_one_list_of_layers_builds_independent_networks_and_the_seed_decides():
    layers = [Flatten(), Dense(3)]
    first, second, other = (Network(layers, (4,), seed=seed) for seed in (1, 1, 2))
    np.testing.assert_array_equal(first.params["dense_1.W"], second.params["dense_1.W"])
    assert not np.array_equal(first.params["dense_1.W"], other.params["dense_1.W"])
    first.params["dense_1.W"][:] = 0
    assert second.params["dense_1.W"].any()


def test_prediction_is_a_probability_in_batches_and_without_dropout():
    network = Network([Flatten(), Dropout(0.9), Dense(3)], (2, 2, 1))
    X = rng.standard_normal((300, 2, 2, 1))
    probabilities = network.predict_proba(X)
    np.testing.assert_allclose(probabilities.sum(axis=1), 1, atol=1e-6)
    np.testing.assert_array_equal(network.predict(X), probabilities.argmax(axis=1))
    np.testing.assert_allclose(network.logits(X, batch_size=7), network.forward(X), atol=1e-6)
    assert network.predict(X[:0]).shape == (0,)
    assert not np.allclose(network.forward(X, training=True), network.forward(X))


def test_parameters_count_what_keras_counts():
    network = Network([Conv(8, 3), BatchNorm(), Flatten(), Dense(5)], (4, 4, 2))
    assert network.parameters == (3 * 3 * 2 * 8 + 8) + 4 * 8 + (2 * 2 * 8 * 5 + 5)
