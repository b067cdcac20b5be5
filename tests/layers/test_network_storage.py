"""Saving and loading: the same predictions come back, and damaged files are refused."""

import json

import numpy as np
import pytest

from cnn_helpers.layers import conv_forward
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

X = np.random.default_rng(0).standard_normal((20, 8, 8, 1)).astype(np.float32)
y = np.arange(20) % 3


@pytest.fixture
def trained():
    layers = [Conv(4, 3, pad=1), BatchNorm(0.8), LeakyReLU(0.2), MaxPool(2), Conv(3, 2, initializer="xavier")]
    layers += [ReLU(), AveragePool(2, 1), Tanh(), Flatten(), Dropout(0.5), Dense(5), Sigmoid(), Dense(3)]
    network = Network(layers, (8, 8, 1), seed=3)
    network.fit(X, y, epochs=2, progress=False)
    return network


def test_a_loaded_network_predicts_the_same_and_prints_the_same(trained, tmp_path):
    path = tmp_path / "digits.network"
    trained.save(path)
    loaded = Network.load(path)
    np.testing.assert_array_equal(loaded.predict_proba(X), trained.predict_proba(X))
    assert repr(loaded) == repr(trained) and loaded.dtype == trained.dtype
    assert [file.name for file in tmp_path.iterdir()] == ["digits.network"]
    loaded.fit(X, y, epochs=1, progress=False)
    assert not np.array_equal(loaded.predict_proba(X), trained.predict_proba(X))


def test_operations_are_given_again_when_a_network_is_loaded(trained, tmp_path):
    calls = []

    def counted(*arguments):
        calls.append(1)
        return conv_forward(*arguments)

    trained.save(tmp_path / "network.npz")
    Network.load(tmp_path / "network.npz", ops={"conv_forward": counted}).predict(X)
    assert len(calls) == 2


def test_every_damaged_byte_in_reach_is_noticed_or_harmless(trained, tmp_path):
    path = tmp_path / "network.npz"
    trained.save(path)
    whole, expected = path.read_bytes(), trained.predict_proba(X)
    refused = 0
    for position in range(0, len(whole), 97):
        path.write_bytes(whole[:position] + bytes([whole[position] ^ 0xFF]) + whole[position + 1 :])
        try:
            np.testing.assert_array_equal(Network.load(path).predict_proba(X), expected)
        except ValueError:
            refused += 1
    assert refused > 50


@pytest.mark.parametrize("keep", [0, 10, 1000, -30])
def test_a_file_cut_short_is_refused(trained, tmp_path, keep):
    path = tmp_path / "network.npz"
    trained.save(path)
    path.write_bytes(path.read_bytes()[:keep])
    with pytest.raises(ValueError, match=r"network\.npz is damaged or not a saved network"):
        Network.load(path)


def rewritten(network, path, description=None, **arrays):
    """Save the network, then write the file again with something changed."""
    network.save(path)
    with np.load(path) as file:
        kept = dict(file)
    known = json.loads(str(kept.pop("description"))) | (description or {})
    kept = {name: array for name, array in (kept | arrays).items() if array is not None}
    with open(path, "wb") as file:
        np.savez(file, description=np.array(json.dumps(known)), **kept)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"description": {"format": "another"}}, "has the format 'another'"),
        ({"description": {"layers": [["Lambda", {}]]}}, "cannot|can be built: 'Lambda'"),
        ({"description": {"layers": [["Dense", {"size": 3}]]}}, "can be built"),
        ({"description": {"input_shape": [2, 2, 1]}}, "can be built: layer"),
        ({"description": {"layers": 3}}, "can be built"),
        ({"dense_1.b": np.zeros((1, 7), np.float32)}, r"dense_1.b has shape \(1, 7\); \(1, 5\) is needed"),
        ({"dense_1.b": None}, "are needed"),
        ({"extra": np.zeros(3)}, "extra"),
    ],
)
def test_a_file_that_describes_another_network_is_refused(trained, tmp_path, changes, message):
    path = tmp_path / "network.npz"
    rewritten(trained, path)
    assert Network.load(path).parameters == trained.parameters
    rewritten(trained, path, **changes)
    with pytest.raises(ValueError, match=message):
        Network.load(path)


def test_pickled_objects_are_not_opened(tmp_path):
    path = tmp_path / "network.npz"
    with open(path, "wb") as file:
        np.savez(file, description=np.array([{"format": 1}], dtype=object))
    with pytest.raises(ValueError, match="damaged or not a saved network"):
        Network.load(path)


def test_a_missing_file_is_missing_not_damaged(tmp_path):
    with pytest.raises(FileNotFoundError):
        Network.load(tmp_path / "none.npz")
