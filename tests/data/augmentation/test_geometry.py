"""Images move as scikit-image moves them, and boxes and masks move with them."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from skimage import transform

from cnn_helpers.data import augmentation as aug

ANGLES = st.floats(-80, 80)
SHAPES = st.tuples(st.integers(2, 20), st.integers(2, 20))


def noise(shape, seed=0):
    return np.random.default_rng(seed).random((*shape, 3))


@given(SHAPES, ANGLES)
@settings(deadline=None)
def test_rotation_is_scikit_images(shape, angle):
    image = noise(shape)
    expected = transform.rotate(image, angle, mode="edge", order=1)
    np.testing.assert_allclose(aug.rotate(image, angle).image, expected, atol=1e-6)


@given(SHAPES, ANGLES)
@settings(deadline=None)
def test_shear_is_scikit_images(shape, angle):
    image = noise(shape)
    middle = (np.array(shape[::-1]) - 1) / 2
    lean = np.array([[1, -np.tan(np.deg2rad(angle)), 0], [0, 1, 0], [0, 0, 1]])
    lean[:2, 2] = middle - lean[:2, :2] @ middle
    expected = transform.warp(image, transform.AffineTransform(lean).inverse, mode="edge", order=1)
    np.testing.assert_allclose(aug.shear(image, angle).image, expected, atol=1e-6)


@given(ANGLES, st.sampled_from([aug.rotate, aug.shear]), st.integers(0, 9))
@settings(deadline=None, max_examples=30)
def test_boxes_go_round_what_was_in_them_and_masks_stay_on_it(angle, move, seed):
    rng = np.random.default_rng(seed)
    x1, y1 = rng.integers(30, 45, 2)
    x2, y2 = rng.integers(50, 70, 2)
    image, mask = np.zeros((100, 100, 1)), np.zeros((100, 100), int)
    image[y1:y2, x1:x2], mask[y1:y2, x1:x2] = 1, 2
    if move is aug.shear:
        angle = np.clip(angle, -40, 40)
    moved = move(image, angle, boxes=[[x1, y1, x2, y2]], mask=mask)
    rows, columns = np.nonzero(moved.image[..., 0] > 0.5)
    hull = columns.min(), rows.min(), columns.max() + 1, rows.max() + 1
    np.testing.assert_allclose(moved.boxes[0], hull, atol=1.6)
    assert ((moved.mask == 2) == (moved.image[..., 0] > 0.5)).mean() > 0.98
    assert set(np.unique(moved.mask)) == {0, 2}, "classes were averaged"


def test_a_mirror_undoes_itself():
    image, boxes, mask = noise((5, 8)), [[1, 0, 4, 2], [0, 1, 8, 5]], np.arange(40).reshape(5, 8)
    once = aug.mirror(image, boxes, mask)
    twice = aug.mirror(*once[:2], once.mask)
    for given_, back in zip((image, boxes, mask), (twice.image, twice.boxes, twice.mask), strict=True):
        np.testing.assert_array_equal(back, given_)
    np.testing.assert_array_equal(once.image[:, 0], image[:, -1])


def test_boxes_that_leave_the_picture_are_dropped_and_the_others_cut_off():
    boxes = [[0, 0, 4, 4], [10, 10, 20, 20], [17, 0, 20, 3]]
    piece = aug.crop(noise((20, 20)), 8, 8, 8, boxes=boxes, mask=np.arange(400).reshape(20, 20))
    np.testing.assert_array_equal(piece.kept, [1])
    np.testing.assert_array_equal(piece.boxes, [[2, 2, 8, 8]])
    assert piece.mask[0, 0] == 8 * 20 + 8


def test_random_crops_reach_every_place():
    image = np.arange(12).reshape(3, 4, 1)
    rng = np.random.default_rng(0)
    corners = {int(aug.random_crop(image, 2, rng).image[0, 0, 0]) for _ in range(200)}
    assert corners == {0, 1, 2, 4, 5, 6}


def test_ten_crops_are_corners_middle_and_mirrors():
    image = np.arange(30).reshape(5, 6, 1)
    ten = aug.ten_crop(image, (3, 4))
    assert ten[:5, 0, 0, 0].tolist() == [7, 0, 2, 12, 14]
    np.testing.assert_array_equal(ten[5:], ten[:5, :, ::-1])


def test_a_warp_moves_no_pixel_further_than_its_strength():
    ramp = np.stack([np.mgrid[:40, :50][1]] * 3, axis=-1).astype(float)
    moved = aug.local_warp(ramp, 4, 5, np.random.default_rng(0))
    gap = np.abs(moved.image - ramp).max()
    assert 1 < gap <= 4
    np.testing.assert_array_equal(aug.local_warp(ramp, 0, 5, np.random.default_rng(0)).image, ramp)


def test_whole_numbers_stay_whole_numbers():
    image = (255 * noise((9, 9))).astype(np.uint8)
    for moved in (aug.rotate(image, 30), aug.local_warp(image, 2, 3, np.random.default_rng(0))):
        assert moved.image.dtype == np.uint8
    assert np.abs(aug.rotate(image, 0).image.astype(int) - image).max() == 0


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: aug.mirror(np.zeros((4, 4))), r"shape \(4, 4\)"),
        (lambda: aug.mirror(noise((4, 4)), boxes=[[1, 2, 3]]), r"\(k, 4\)"),
        (lambda: aug.mirror(noise((4, 4)), boxes=[[3, 0, 1, 2]]), "x2 < x1"),
        (lambda: aug.mirror(noise((4, 4)), mask=np.zeros((4, 5))), "the mask has shape"),
        (lambda: aug.rotate(noise((4, 4)), np.nan), "degrees is nan"),
        (lambda: aug.shear(noise((4, 4)), 90), "from -89 to 89"),
        (lambda: aug.crop(noise((4, 4)), 2, 2, 3), "does not fit"),
        (lambda: aug.crop(noise((4, 4)), -1, 0, 2), "top is -1"),
        (lambda: aug.random_crop(noise((4, 4)), 5, np.random.default_rng(0)), "larger than"),
        (lambda: aug.ten_crop(noise((4, 4)), 5), "larger than"),
        (lambda: aug.local_warp(noise((4, 4)), -1, 2, np.random.default_rng(0)), "strength is -1"),
        (lambda: aug.local_warp(noise((4, 4)), 1, 0, np.random.default_rng(0)), "smoothness is 0"),
    ],
)
def test_what_cannot_be_moved_is_refused(call, words):
    with pytest.raises(ValueError, match=words):
        call()


def test_boxes_of_a_picture_without_any_stay_none_of_them():
    assert aug.rotate(noise((4, 4)), 10, boxes=[]).boxes.shape == (0, 4)
    assert aug.rotate(noise((4, 4)), 10).boxes is None
