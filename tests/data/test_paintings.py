"""The course's own paintings: as good as the day they were made, and what a brush does."""

import numpy as np
import pytest

from cnn_helpers.data import PAINTINGS, painting
from cnn_helpers.data.paintings.brush import coloured, dragged, ridged

pytestmark = pytest.mark.numbers


@pytest.mark.parametrize("name", PAINTINGS)
def test_a_painting_is_a_picture_with_many_colours(name):
    image = painting(name, width=128)
    assert image.shape == (100, 128, 3) and image.dtype == np.float64
    assert 0 <= image.min() < 0.2 and 0.8 < image.max() <= 1
    assert len(np.unique((8 * image).astype(int).reshape(-1, 3), axis=0)) > 60


def test_the_same_seed_paints_the_same_and_another_another(monkeypatch):
    from cnn_helpers.data.paintings import gallery

    first = painting("glass")
    gallery._painted.cache_clear()
    np.testing.assert_array_equal(first, painting("glass"))
    assert np.abs(first - painting("glass", seed=1)).mean() > 0.1


def test_changing_a_painting_does_not_change_the_next_one():
    painting("glass")[:] = 0
    assert painting("glass").max() > 0.8


def test_dragging_blurs_along_the_flow_and_keeps_what_lies_across():
    rng = np.random.default_rng(0)
    noise, one, none = rng.normal(size=(40, 40)), np.ones((40, 40)), np.zeros((40, 40))
    streaks = dragged(noise, (none, one), 8)
    inner = streaks[10:30, 10:30]
    assert np.abs(np.diff(inner, axis=1)).mean() < 0.5 * np.abs(np.diff(inner, axis=0)).mean()
    columns = np.stack(
        [dragged(noise[..., np.newaxis], (one, none), 3)[..., 0], dragged(noise, (5 * one, none), 3)]
    )
    np.testing.assert_allclose(columns[0], columns[1], err_msg="the speed of the flow does not matter")
    expected = np.mean([noise[20 + k, 7] for k in (0, 1, 2, 0, -1, -2)])
    assert columns[0][20, 7] == pytest.approx(expected)


def test_colours_lie_between_their_neighbours_in_the_palette_and_ridges_keep_to_the_range():
    palette = [(0, 0, 0), (100, 50, 0), (200, 200, 200)]
    np.testing.assert_allclose(coloured(np.array([[0.5]]), palette, (0, 1, 2)), [[(50, 25, 0)]])
    lit = ridged(np.full((9, 9, 3), 250.0), np.random.default_rng(0).random((9, 9)), 50)
    assert lit.max() == 255 and lit.min() < 250


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("sunflowers",), "glass, meadow, night"),
        (("night", 513), "width is 513"),
        (("night", 0), "width is 0"),
    ],
)
def test_what_is_not_there_is_refused(arguments, words):
    with pytest.raises(ValueError, match=words):
        painting(*arguments)
