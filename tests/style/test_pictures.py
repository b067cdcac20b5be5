"""Pictures of a user's own: read as the eye sees them, written without losing any."""

import os
import stat

import numpy as np
import pytest
from PIL import Image

from cnn_helpers.style import read_picture, write_picture
from cnn_helpers.style.pictures import check_writable


@pytest.fixture
def colours():
    """64×48: left half red, right half blue, with a green top right corner."""
    image = np.zeros((48, 64, 3), np.uint8)
    image[:, :32, 0] = image[:, 32:, 2] = 255
    image[:8, 56:] = (0, 255, 0)
    return image


def test_a_picture_is_shrunk_with_its_proportions(tmp_path, colours):
    Image.fromarray(colours).resize((640, 480)).save(tmp_path / "a.png")
    picture = read_picture(tmp_path / "a.png", size=64)
    assert picture.shape == (48, 64, 3) and picture.dtype == np.float32
    np.testing.assert_allclose(picture[30, [10, 50]], [[1, 0, 0], [0, 0, 1]], atol=0.02)


@pytest.mark.parametrize(
    ("size", "shape"), [((50, 40), (40, 50)), ((10, 20), (64, 32)), ((1000, 20), (32, 1600))]
)
def test_no_side_falls_below_what_the_network_needs_and_small_ones_are_not_blown_up(tmp_path, size, shape):
    Image.new("RGB", size, "red").save(tmp_path / "a.png")
    assert read_picture(tmp_path / "a.png", size=256).shape[:2] == shape


def test_the_cameras_turn_is_followed(tmp_path, colours):
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by 90° clockwise
    Image.fromarray(colours).save(tmp_path / "a.png", exif=exif)
    picture = read_picture(tmp_path / "a.png")
    assert picture.shape == (64, 48, 3)
    np.testing.assert_allclose(picture[10, 24], [1, 0, 0])
    np.testing.assert_allclose(picture[60, 44], [0, 1, 0], err_msg="the right side is below now")


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_transparent_parts_lie_on_white(tmp_path, colours, mode):
    alpha = np.full((48, 64), 255, np.uint8)
    alpha[:, :32] = 0
    image = Image.fromarray(np.dstack([colours, alpha]))
    image = image.quantize(8) if mode == "P" else image.convert(mode)
    image.save(tmp_path / "a.png")
    picture = read_picture(tmp_path / "a.png")
    np.testing.assert_allclose(picture[30, 10], 1)
    assert picture[30, 50].min() < 0.5


@pytest.mark.parametrize("mode", ["L", "1", "I;16", "CMYK"])
def test_pictures_without_three_colours_are_read(tmp_path, mode):
    ramp = np.tile(np.linspace(0, 255, 64), (40, 1))
    image = Image.fromarray((ramp * 257).astype(np.uint16) if mode == "I;16" else ramp.astype(np.uint8))
    path = tmp_path / ("a.tif" if mode == "CMYK" else "a.png")
    (image if mode == "I;16" else image.convert(mode)).save(path)
    picture = read_picture(path)
    assert picture.shape == (40, 64, 3)
    assert picture[:, :8].mean() < 0.1 and picture[:, -8:].mean() > 0.9
    np.testing.assert_array_equal(picture[..., 0], picture[..., 2])


def test_what_is_no_picture_is_said_plainly(tmp_path, colours):
    (tmp_path / "text.png").write_text("no picture")
    (tmp_path / "empty.jpg").touch()
    Image.fromarray(np.random.default_rng(0).integers(0, 255, (64, 64, 3), np.uint8)).save(
        tmp_path / "whole.png"
    )
    (tmp_path / "half.png").write_bytes((tmp_path / "whole.png").read_bytes()[:3000])
    Image.new("F", (40, 40)).save(tmp_path / "f.tif")
    Image.new("RGB", (5000, 3)).save(tmp_path / "thin.png")
    for name, words in (("text.png", "not a picture"), ("empty.jpg", "not a picture"), ("half.png", "cannot be read"),
                        ("f.tif", "cannot be read"), ("thin.png", "too thin")):  # fmt: skip
        with pytest.raises(ValueError, match=words):
            read_picture(tmp_path / name)
    with pytest.raises(FileNotFoundError, match="does not exist"):
        read_picture(tmp_path / "missing.png")
    with pytest.raises(FileNotFoundError, match="is not a file"):
        read_picture(tmp_path)
    for size in (31, 5000):
        with pytest.raises(ValueError, match="size is"):
            read_picture(tmp_path / "whole.png", size=size)


def test_what_is_written_is_what_is_read(tmp_path, colours):
    write_picture(tmp_path / "a.png", colours / 255)
    np.testing.assert_array_equal(read_picture(tmp_path / "a.png"), colours / np.float32(255))
    write_picture(tmp_path / "a.jpg", colours / 255)
    assert np.abs(read_picture(tmp_path / "a.jpg") - colours / 255).mean() < 0.05


def test_a_file_is_replaced_only_by_force(tmp_path, colours):
    path = tmp_path / "a.png"
    path.write_text("mine")
    with pytest.raises(FileExistsError, match="--force"):
        write_picture(path, colours / 255)
    assert path.read_text() == "mine"
    write_picture(path, colours / 255, force=True)
    assert read_picture(path).shape == (48, 64, 3)
    assert os.listdir(tmp_path) == ["a.png"] and stat.S_IMODE(path.stat().st_mode) & 0o444


def test_a_file_that_appears_meanwhile_is_kept(tmp_path, colours, monkeypatch):
    path = tmp_path / "a.png"
    monkeypatch.setattr("cnn_helpers.style.pictures.check_writable", lambda *_: path.write_text("mine"))
    with pytest.raises(FileExistsError):
        write_picture(path, colours / 255)
    assert path.read_text() == "mine"


def test_where_nothing_can_be_written_is_said_before_the_work(tmp_path, monkeypatch):
    (tmp_path / "folder.png").mkdir()
    for name, kind, words in (
        ("a.txt", ValueError, ".png or .jpg"),
        ("a", ValueError, ".png or .jpg"),
        ("folder.png", IsADirectoryError, "is a folder"),
        ("missing/a.png", FileNotFoundError, "does not exist"),
    ):
        with pytest.raises(kind, match=words):
            check_writable(tmp_path / name)

    def full(**_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tempfile.TemporaryFile", full)
    with pytest.raises(OSError, match="No space left"):
        check_writable(tmp_path / "a.png")
    assert not (tmp_path / "a.png").exists()
