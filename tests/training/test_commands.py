"""`cnn-course train` as a person types it."""

import pytest
from typer.testing import CliRunner

from cnn_helpers import training
from cnn_helpers.cli import app


def run(*words):
    result = CliRunner().invoke(app, ["train", *map(str, words)])
    return result.exit_code, " ".join(result.output.split())


@pytest.fixture
def known(halves, monkeypatch):
    """The tiny recipe in the place of the course's own."""
    monkeypatch.setattr("cnn_helpers.training.load_recipe", lambda name: halves)
    return halves


def test_unknown_name_lists_those_there_are(tmp_path):
    code, said = run("resnet9000", "--out", tmp_path / "out")
    assert code == 1 and "no recipe 'resnet9000'" in said and all(name in said for name in training.RECIPES)
    assert not list(tmp_path.iterdir())


def test_training_shows_the_score_beside_the_weak_one_and_the_files(known, tmp_path):
    code, said = run("halves", "--out", tmp_path)
    assert code == 0 and "accuracy" in said and "halves.npz" in said and (tmp_path / "halves.json").exists()


def test_short_time_is_said_and_refused_when_it_is_none(known, tmp_path):
    code, said = run("halves", "--out", tmp_path, "--minutes", "0.00001")
    assert code == 0 and "The time is up" in said and "goes on from there" in said
    code, said = run("halves", "--out", tmp_path, "--minutes", "0")
    assert code == 1 and "minutes is 0.0" in said


def test_interrupt_keeps_the_epochs_that_are_done(known, tmp_path, monkeypatch):
    fit, calls = type(known.network()).fit, []

    def interrupted(model, *args, **kwargs):
        calls.append(1)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return fit(model, *args, **kwargs)

    monkeypatch.setattr(type(known.network()), "fit", interrupted)
    code, said = run("halves", "--out", tmp_path)
    assert code == 130 and "Stopped" in said and (tmp_path / "halves.checkpoint.npz").exists()
    code, said = run("halves", "--out", tmp_path)
    assert code == 0 and len(calls) == 3 + 3, "two epochs were done, three were left"


def test_checkpoint_that_is_set_aside_is_told(known, tmp_path):
    (tmp_path / "halves.checkpoint.npz").write_bytes(b"half a file")
    code, said = run("halves", "--out", tmp_path)
    assert code == 0 and "set aside" in said and (tmp_path / "halves.checkpoint.npz.old").exists()
