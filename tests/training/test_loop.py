"""Trainings that are stopped go on as if they had not been, and say what they made."""

import hashlib
from dataclasses import replace

import keras
import numpy as np
import pytest

from cnn_helpers.pretrained.trained_weights import load_trained, read_log
from cnn_helpers.training import train


class Stop(Exception):
    """Stands for Ctrl-C or a power cut."""


def at(epoch, step):
    """Return a watcher that stops the training there."""

    def watch(moment):
        if (moment.epoch, moment.done) == (epoch, step):
            raise Stop

    return watch


@pytest.fixture(scope="module")
def whole(tmp_path_factory, halves):
    """The folder of a training that nobody stopped."""
    folder = tmp_path_factory.mktemp("whole")
    train(halves, folder)
    return folder


def losses(folder):
    return [line["loss"] for line in read_log("halves", folder)["epochs"]]


def same_weights(one, other):
    with np.load(one / "halves.npz") as a, np.load(other / "halves.npz") as b:
        return a.files == b.files and all((a[key] == b[key]).all() for key in a.files)


@pytest.mark.parametrize(("stops", "sessions"), [([(2, 3)], 2), ([(1, 2), (2, 2), (3, 1), (5, 8)], 4)])
def test_stopped_training_ends_with_the_very_same_weights(whole, halves, tmp_path, stops, sessions):
    for stop in stops:
        with pytest.raises(Stop):
            train(halves, tmp_path, watch=at(*stop))
    log = train(halves, tmp_path)
    assert log["sessions"] == sessions, "those that finished an epoch"
    assert same_weights(whole, tmp_path) and losses(whole) == losses(tmp_path)
    assert [file.name for file in sorted(tmp_path.iterdir())] == ["halves.json", "halves.npz"]


def test_going_on_without_the_optimizer_would_be_noticed(whole, halves, tmp_path, monkeypatch):
    from cnn_helpers.training import checkpoint

    monkeypatch.setattr(checkpoint, "_variables", lambda model: model.weights)
    with pytest.raises(Stop):
        train(halves, tmp_path, watch=at(3, 1))
    train(halves, tmp_path)
    assert not same_weights(whole, tmp_path)


@pytest.mark.parametrize("other", [{"epochs": 6}, {"examples": 96}, {"seed": 1}])
def test_checkpoint_of_another_version_is_set_aside(halves, tmp_path, other):
    with pytest.raises(Stop):
        train(replace(halves, **other), tmp_path, watch=at(2, 1))
    with pytest.raises(Stop):
        train(halves, tmp_path, watch=at(1, 1))
    assert [file.name for file in tmp_path.iterdir()] == ["halves.checkpoint.npz.old"]


def test_damaged_checkpoint_is_set_aside_and_training_begins_anew(halves, tmp_path):
    with pytest.raises(Stop):
        train(halves, tmp_path, watch=at(3, 1))
    path = tmp_path / "halves.checkpoint.npz"
    path.write_bytes(path.read_bytes()[:-200])
    assert train(halves, tmp_path)["sessions"] == 1
    assert path.with_name(path.name + ".old").exists()


def test_anew_means_anew(halves, tmp_path):
    with pytest.raises(Stop):
        train(halves, tmp_path, watch=at(3, 1))
    with pytest.raises(Stop):
        train(halves, tmp_path, resume=False, watch=at(1, 1))


def test_no_epoch_begins_that_would_end_too_late(halves, tmp_path):
    assert train(halves, tmp_path, minutes=1e-6) is None
    assert not list(tmp_path.iterdir())
    with pytest.raises(ValueError, match="minutes is 0"):
        train(halves, tmp_path, minutes=0)


def test_log_holds_what_made_the_weights_and_the_scores_are_those_of_the_file(whole, halves):
    log = read_log("halves", whole)
    content = (whole / "halves.npz").read_bytes()
    assert log["bytes"] == len(content) and log["sha256"]["weights"] == hashlib.sha256(content).hexdigest()
    assert log["sha256"]["recipe"] == halves.code_hash and log["sha256"]["data"] == halves.data_hash
    assert [line["epoch"] for line in log["epochs"]] == [1, 2, 3, 4, 5]
    assert 0 < log["core_seconds"] / log["cores"] <= log["seconds"] + 1
    assert log["seconds"] >= sum(line["seconds"] for line in log["epochs"]) - 0.1
    assert log["settings"] == {"dropout": 0.2} and log["cores"] >= 1 and log["versions"]["keras"]
    model = load_trained("halves", halves.network(), whole)
    assert log["parameters"] == model.count_params()
    assert log["scores"] == halves.evaluate(model, 200)
    assert log["scores"]["accuracy"] > 0.85 > log["baseline"]["accuracy"]


def test_other_data_and_seeds_have_another_hash(halves):
    assert replace(halves, seed=1).data_hash != halves.data_hash == replace(halves, epochs=9).data_hash


def test_no_precision_is_left_behind(halves, tmp_path):
    before = keras.config.dtype_policy().name
    log = train(replace(halves, precision="mixed_bfloat16", epochs=1), tmp_path)
    assert keras.config.dtype_policy().name == before and log["precision"] in ("mixed_bfloat16", "float32")
    assert load_trained("halves", halves.network(), tmp_path).dtype_policy.name == before


@pytest.mark.parametrize("field", ["examples", "epochs", "test_examples"])
def test_recipes_that_make_nothing_are_refused(halves, field):
    with pytest.raises(ValueError, match=f"{field} is 0; .* at least 1 is needed"):
        replace(halves, **{field: 0})


def test_unknown_precision_is_refused(halves):
    with pytest.raises(ValueError, match="float32 or mixed_bfloat16 is needed"):
        replace(halves, precision="float8")
