import socket

import numpy as np
import pytest
from PIL import Image
from skimage import data

from cnn_helpers.data import photo
from cnn_helpers.data.photos import CREDITS, credit


@pytest.mark.parametrize("name", CREDITS)
def test_every_photograph_opens_without_the_network(name, monkeypatch):
    def refuse(*args, **kwargs):
        raise OSError("no network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    image = photo(name)
    assert image.dtype == np.float64 and image.min() >= 0 and image.max() <= 1
    assert image.max() - image.min() > 0.5, "a photograph has both dark and bright pixels"


@pytest.mark.parametrize("name", CREDITS)
def test_every_photograph_names_author_licence_and_source(name):
    entry = CREDITS[name]
    assert all(part and part in credit(name) for part in entry)
    assert entry.licence in ("CC0 1.0", "CC BY 2.0", "public domain")


def test_full_size_is_the_file_itself():
    np.testing.assert_array_equal(np.rint(photo("coffee") * 255), data.coffee())


def test_grey_is_the_brightness_that_pillow_computes():
    grey = Image.fromarray(data.chelsea()).convert("L")
    np.testing.assert_array_equal(photo("chelsea", grey=True) * 255, np.asarray(grey, float))


def test_a_smaller_photograph_keeps_its_proportions_and_its_mean():
    small = photo("coffee", width=150)
    assert small.shape == (100, 150, 3)
    assert small.mean() == pytest.approx(photo("coffee").mean(), abs=0.01)


def test_changing_a_photograph_does_not_change_the_next_one():
    photo("camera")[:] = 0
    assert photo("camera").max() > 0.9


@pytest.mark.parametrize("width", [0, 513, 1.5])
def test_a_width_that_the_photograph_does_not_have_is_refused(width):
    with pytest.raises(ValueError, match="width is"):
        photo("camera", width=width)


@pytest.mark.parametrize("function", [photo, credit])
def test_an_unknown_name_is_refused_with_the_known_ones(function):
    with pytest.raises(ValueError, match=r"'lena' .* astronaut, brick"):
        function("lena")
