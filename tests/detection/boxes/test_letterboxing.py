"""Letterboxing: nothing is cut or stretched, boxes go there and back, and what is refused."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnn_helpers.detection import letterbox

sides = st.integers(2, 90)


@settings(deadline=None)
@given(
    height=sides, width=sides, size=st.tuples(st.integers(8, 90), st.integers(8, 90)), seed=st.integers(0, 99)
)
def test_boxes_go_to_the_picture_and_back(height, width, size, seed):
    boxes = np.sort(np.random.default_rng(seed).uniform(0, 1, (5, 2, 2)), axis=1).reshape(5, 4)
    boxes = boxes * [width, height, width, height]
    picture, place = letterbox(np.zeros((height, width, 3)), size)
    assert picture.shape == (*size, 3) and picture.dtype == np.float32
    there = place.to_picture(boxes)
    assert there.min() >= 0 and (there[:, 2:] <= size[::-1]).all()
    np.testing.assert_allclose(place.to_image(there), boxes, atol=1e-9)


@settings(deadline=None)
@given(height=sides, width=sides, size=st.integers(8, 90))
def test_the_image_fills_the_picture_along_one_side_and_keeps_its_proportions(height, width, size):
    picture, place = letterbox(np.ones((height, width, 1)), size)
    rows, columns = place.inner
    assert max(place.inner) == size
    assert rows == pytest.approx(height * size / max(height, width), abs=1)
    assert columns == pytest.approx(width * size / max(height, width), abs=1)
    shown = picture[place.top : place.top + rows, place.left : place.left + columns]
    np.testing.assert_allclose(shown, 1, atol=1e-6)
    assert (picture == 0.5).sum() == size * size - rows * columns


def test_what_lies_in_a_box_lies_in_the_moved_box():
    image = np.zeros((60, 120, 3))
    image[10:30, 40:100] = 1
    picture, place = letterbox(image, 60)
    x1, y1, x2, y2 = place.to_picture([[40, 10, 100, 30]])[0].astype(int)
    assert picture[y1:y2, x1:x2].min() > 0.7 and picture[y1 + 1 : y2 - 1, x1 + 1 : x2 - 1].min() > 0.99
    assert picture[y1 - 1, x1:x2].max() < 0.2 and picture[y1:y2, x1 - 1].max() < 0.2


def test_boxes_in_the_bars_are_cut_at_the_images_edge():
    _, place = letterbox(np.zeros((40, 80, 3)), 80)
    assert place.to_image([[10, 0, 90, 30]]).tolist() == [[10, 0, 80, 10]]


@pytest.mark.parametrize(
    ("image", "size", "says"),
    [
        (np.zeros((4, 4)), 8, r"3 axes \(n_H, n_W, n_C\) are needed"),
        (np.zeros((0, 4, 3)), 8, "at least 1 is needed along every axis"),
        (np.zeros((4, 4, 3)), 0, "size is 0; a whole number"),
        (np.zeros((4, 4, 3)), (8, 8, 8), r"size is \(8, 8, 8\); one number or \(n_H, n_W\)"),
    ],
)
def test_what_is_no_image_or_size_is_refused(image, size, says):
    with pytest.raises(ValueError, match=says):
        letterbox(image, size)
