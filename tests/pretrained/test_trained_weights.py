"""Weights that the course trained itself are read whole and into the right model, or not at all."""

import hashlib
import json

import keras
import numpy as np
import pytest

from cnn_helpers.files import write_whole
from cnn_helpers.pretrained.trained_weights import load_trained, packed, read_log


def network(units=3, norm=True):
    norms = [keras.layers.BatchNormalization()] if norm else []
    return keras.Sequential([keras.Input((4,)), keras.layers.Dense(units), *norms], name="small")


@pytest.fixture
def shipped(tmp_path):
    """A folder with weights of a small network, and the network."""
    model = network()
    rng = np.random.default_rng(0)
    model.set_weights([rng.normal(size=weight.shape) for weight in model.get_weights()])
    content = packed(model)
    write_whole(tmp_path / "small.npz", content)
    log = {"sha256": {"weights": hashlib.sha256(content).hexdigest()}}
    write_whole(tmp_path / "small.json", json.dumps(log).encode())
    return tmp_path, model


def test_weights_come_back_as_near_as_float16_holds_them(shipped):
    folder, model = shipped
    read = load_trained("small", network(), folder)
    for one, other in zip(read.get_weights(), model.get_weights(), strict=True):
        assert one.dtype == np.float32
        np.testing.assert_array_equal(one, other.astype(np.float16))


def test_names_do_not_depend_on_how_many_layers_were_made_before(shipped):
    folder, model = shipped
    assert network().layers[0].name != model.layers[0].name
    load_trained("small", network(), folder)


@pytest.mark.parametrize(
    ("other", "words"),
    [
        (network(units=5), r"kernel \(4, 3\) at place 0; kernel \(4, 5\) is needed by small"),
        (network(norm=False), "holds 6 variables; 2 is needed"),
    ],
)
def test_another_network_is_refused_and_left_as_it_is(shipped, other, words):
    before = other.get_weights()
    with pytest.raises(ValueError, match=words):
        load_trained("small", other, shipped[0])
    for one, same in zip(other.get_weights(), before, strict=True):
        np.testing.assert_array_equal(one, same)


def test_damaged_weights_are_refused(shipped):
    path = shipped[0] / "small.npz"
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 1
    path.write_bytes(raw)
    with pytest.raises(OSError, match="SHA-256 differs"):
        load_trained("small", network(), shipped[0])


@pytest.mark.parametrize("ending", ["npz", "json"])
def test_missing_file_is_said_with_the_command_that_makes_it(shipped, ending):
    (shipped[0] / f"small.{ending}").unlink()
    with pytest.raises(FileNotFoundError, match="cnn-course train small"):
        load_trained("small", network(), shipped[0])


def test_damaged_log_is_refused(shipped):
    (shipped[0] / "small.json").write_text("{")
    with pytest.raises(OSError, match="damaged"):
        read_log("small", shipped[0])


@pytest.mark.parametrize("value", [np.inf, np.nan, 1e5])
def test_weights_beyond_float16_are_not_packed(value):
    model = network()
    model.layers[0].bias.assign([0, value, 0])
    with pytest.raises(ValueError, match="beyond float16"):
        packed(model)
