"""Layers for sequences and volumes: their gradients, Keras' numbers, their shapes, their file, and what they refuse."""

import lazy_loader
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnn_helpers.layers import cross_entropy_backward, cross_entropy_forward, gradient_check
from cnn_helpers.layers.network import Conv1D, Conv3D, Dense, Flatten, GlobalMaxPool, Network, Tanh

keras = lazy_loader.load("keras")

KINDS = {1: Conv1D, 3: Conv3D}


@settings(deadline=None, max_examples=12)
@given(
    axes=st.sampled_from([1, 3]),
    stride=st.integers(1, 2),
    pad=st.integers(0, 1),
    join=st.sampled_from([Flatten, GlobalMaxPool]),
    seed=st.integers(0, 99),
)
def test_the_gradients_of_a_whole_network_equal_finite_differences(axes, stride, pad, join, seed):
    conv = KINDS[axes]
    shape = (*(6, 5, 4)[:axes], 2)
    layers = [conv(2, 2, stride, pad), Tanh(), join(), Dense(3, "xavier")]
    network = Network(layers, shape, seed=seed, dtype=np.float64)
    rng = np.random.default_rng(seed)
    X, y = rng.standard_normal((2, *shape)), rng.integers(0, 3, 2)

    def cost(params):
        return cross_entropy_forward(network.forward(X, training=True), y)[0]

    _, cache = cross_entropy_forward(network.forward(X, training=True), y)
    dX = network.backward(cross_entropy_backward(cache))
    assert gradient_check(cost, network.params | {"X": X}, network.grads | {"X": dX}) < 1e-6


@pytest.mark.parametrize("axes", [1, 3])
def test_two_layers_give_the_shapes_of_the_notes_and_the_numbers_of_keras(axes):
    ours, theirs = KINDS[axes], getattr(keras.layers, f"Conv{axes}D")
    shape = (*[14] * axes, 1)
    network = Network([ours(16, f=5), ours(32, f=5)], shape)
    assert list(network.output_shapes.values()) == [(*[10] * axes, 16), (*[6] * axes, 32)]
    twin = keras.Sequential([keras.layers.Input(shape), theirs(16, 5), theirs(32, 5)])
    twin.set_weights(
        [array.reshape(-1) if array.shape[0] == 1 else array for array in network.params.values()]
    )
    X = np.random.default_rng(0).standard_normal((2, *shape)).astype(np.float32)
    np.testing.assert_allclose(network.forward(X), twin(X), atol=1e-4)


@pytest.mark.parametrize("shape", [(7, 3), (4, 5, 2), (3, 4, 2, 3)])
def test_the_global_maximum_is_numpys_and_the_winner_alone_is_paid(shape):
    X = np.random.default_rng(1).standard_normal((4, *shape)).astype(np.float32)
    network = Network([GlobalMaxPool()], shape)
    places = tuple(range(1, len(shape)))
    np.testing.assert_array_equal(network.forward(X), X.max(axis=places))
    back = network.backward(np.ones((4, shape[-1])))
    np.testing.assert_array_equal(back, X == X.max(axis=places, keepdims=True))


def test_of_equal_values_only_the_first_is_paid():
    network = Network([GlobalMaxPool()], (3, 1))
    network.forward(np.zeros((1, 3, 1)))
    np.testing.assert_array_equal(network.backward(np.ones((1, 1))).ravel(), [1, 0, 0])


def test_a_saved_network_of_sequences_and_one_of_volumes_come_back(tmp_path):
    for layers, shape in (([Conv1D(3, 2, stride=2)], (9, 2)), ([Conv3D(2, 2, pad=1)], (4, 4, 4, 1))):
        network = Network([*layers, GlobalMaxPool(), Dense(2)], shape, seed=4)
        network.save(tmp_path / "network.npz")
        loaded = Network.load(tmp_path / "network.npz")
        X = np.random.default_rng(2).standard_normal((3, *shape))
        assert repr(loaded) == repr(network)
        np.testing.assert_array_equal(loaded.forward(X), network.forward(X))


@pytest.mark.parametrize(
    ("layer", "shape", "message"),
    [
        (Conv1D(4, 3), (6, 6, 1), r"a sequence \(n, n_C\) is needed"),
        (Conv3D(4, 3), (6, 6, 1), r"a volume \(n_H, n_W, n_D, n_C\) is needed"),
        (Conv1D(4, 7), (6, 1), "the filter is 7 long"),
        (Conv3D(4, 3), (6, 6, 2, 1), "the filter is 3 long"),
        (GlobalMaxPool(), (6,), r"places and channels \(..., n_C\) are needed"),
    ],
)
def test_inputs_of_another_kind_are_refused(layer, shape, message):
    with pytest.raises(ValueError, match=message):
        Network([layer], shape)


@pytest.mark.parametrize("conv", [Conv1D, Conv3D])
@pytest.mark.parametrize(
    "settings", [{"filters": 0}, {"f": 0}, {"stride": 0}, {"pad": -1}, {"initializer": "best"}]
)
def test_settings_that_no_convolution_can_have_are_refused(conv, settings):
    with pytest.raises(ValueError, match="is needed"):
        conv(**({"filters": 2, "f": 3} | settings))
