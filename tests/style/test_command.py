"""`cnn-course style` as a person types it, on pictures of a few pixels."""

import os

import numpy as np
import pytest
from PIL import Image
from typer.testing import CliRunner

from cnn_helpers.cli import app
from cnn_helpers.data import painting, photo
from cnn_helpers.style import read_picture


def run(*words):
    return CliRunner().invoke(app, ["style", *map(str, words)])


@pytest.fixture
def files(tmp_path):
    paths = tmp_path / "photo.png", tmp_path / "style.jpg"
    for path, values in zip(paths, (photo("coffee", width=100), painting("night", width=100)), strict=True):
        Image.fromarray((255 * values).round().astype(np.uint8)).save(path)
    return paths


@pytest.mark.needs_network("vgg16_features")
def test_it_paints_and_keeps_frames(files, tmp_path):
    out = tmp_path / "out.png"
    result = run(
        *files, out, "--steps", 4, "--size", 48, "--frames", 2, "--seed", 3, "--start", "content + noise"
    )
    assert result.exit_code == 0, result.output
    picture = read_picture(out)
    assert picture.shape == (32, 48, 3)
    said = " ".join(result.output.split())
    assert "out.png: 48×32 pixels after 4 steps" in said and "the cost fell from" in said
    assert sorted(os.listdir(tmp_path)) == [
        "out-0.png",
        "out-2.png",
        "out-4.png",
        "out.png",
        "photo.png",
        "style.jpg",
    ]
    np.testing.assert_array_equal(read_picture(tmp_path / "out-4.png"), picture)
    assert np.abs(read_picture(tmp_path / "out-0.png") - picture).mean() > 0.02


def test_it_keeps_colours_and_goes_from_coarse_to_fine(files, tmp_path):
    out = tmp_path / "out.png"
    result = run(*files, out, "--steps", 2, "--size", 100, "--scales", 2, "--keep-colours")
    assert result.exit_code == 0, result.output
    change = read_picture(out) - read_picture(files[0], 100)
    assert out.exists() and np.abs(change).mean() > 0.002


def test_what_goes_wrong_is_one_sentence_before_any_work(files, tmp_path, monkeypatch):
    content, style = files
    (tmp_path / "note.txt").write_text("no picture")
    (tmp_path / "there.png").write_text("mine")
    (tmp_path / "late-10.png").write_text("mine")
    monkeypatch.setattr("cnn_helpers.style.picture_transfer.Objective", None)  # nobody gets as far as this
    for words, said in (
        ((tmp_path / "none.png", style, tmp_path / "o.png"), "does not exist"),
        ((content, tmp_path / "note.txt", tmp_path / "o.png"), "not a picture"),
        ((content, style, tmp_path / "there.png"), "--force"),
        ((content, style, content, "--force"), "one of the two pictures"),
        ((content, style, tmp_path / "late.png", "--steps", 20, "--frames", 10), "late-10.png exists"),
        ((content, style, tmp_path / "no" / "o.png"), "does not exist"),
        ((content, style, tmp_path / "o.docx"), ".png or .jpg"),
        ((content, style, tmp_path / "o.png", "--size", 8), "size is 8"),
        ((content, style, tmp_path / "o.png", "--scales", 3), "a scale is 4 and a side"),
        ((content, style, tmp_path / "o.png", "--steps", 0), "steps is 0"),
        ((content, style, tmp_path / "o.png", "--start", "middle"), "start is 'middle'"),
        ((content, style, tmp_path / "o.png", "--optimiser", "sgd"), "optimiser is 'sgd'"),
    ):
        result = run(*words)
        assert result.exit_code == 1, words
        assert said in " ".join(result.output.split()), (words, result.output)
        assert "Traceback" not in result.output
    assert (tmp_path / "there.png").read_text() == (tmp_path / "late-10.png").read_text() == "mine"
    assert not (tmp_path / "o.png").exists()
