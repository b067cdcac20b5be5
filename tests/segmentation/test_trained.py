"""The shipped segmenter on a few unseen scenes, held against colour and against what it refuses."""

import numpy as np
import pytest

from cnn_helpers.data.scenes import PIXEL_CLASSES, scenes
from cnn_helpers.pretrained.trained_weights import read_log
from cnn_helpers.segmentation import Segmenter, mean_iou, segmenter_network, trained_segmenter
from cnn_helpers.training.segmenter import SETTINGS, SIZE, Epoch, recipe

pytestmark = pytest.mark.numbers


@pytest.fixture(scope="module")
def unseen():
    return scenes(30, SIZE, seed=77, settings=SETTINGS)


def test_it_names_nearly_every_pixel_of_unseen_scenes(unseen):
    maps = trained_segmenter().segment(unseen.images)
    assert maps.shape == unseen.pixel_classes.shape and maps.dtype == np.uint8
    assert mean_iou(unseen.pixel_classes, maps, len(PIXEL_CLASSES)) > 0.88


def test_its_log_tells_of_500_scenes_on_which_it_reached_what_the_course_promises():
    log = read_log("segmenter")
    assert log["test_examples"] == 500
    assert log["scores"]["mean IoU"] >= 0.90 and log["baseline"]["mean IoU"] < 0.6


def test_a_single_image_gives_the_map_that_it_has_in_a_batch(unseen):
    segmenter = trained_segmenter()
    assert segmenter.size == SIZE and segmenter.classes == PIXEL_CLASSES
    in_a_batch = segmenter.segment(unseen.images[:3])[1]
    assert (segmenter.segment(unseen.images[1]) != in_a_batch).mean() < 1e-3


def test_a_mirrored_image_gives_the_mirrored_map(unseen):
    segmenter = trained_segmenter()
    there, back = segmenter.segment(unseen.images[:2]), segmenter.segment(unseen.images[:2, :, ::-1])
    assert (back[:, :, ::-1] != there).mean() < 1e-3


def test_what_is_no_image_of_its_size_is_refused():
    segmenter = Segmenter(segmenter_network((32, 48)))
    with pytest.raises(ValueError, match=r"images have shape \(2, 48, 32, 3\); \(m, 32, 48, 3\) is needed"):
        segmenter.segment(np.zeros((2, 48, 32, 3)))
    with pytest.raises(ValueError, match=r"images run from 0\.0 to 255\.0; numbers from 0 to 1"):
        segmenter.segment(np.array([0.0, 255.0]).repeat(32 * 48 * 3 // 2).reshape(32, 48, 3))
    assert segmenter.segment(np.zeros((0, 32, 48, 3))).shape == (0, 32, 48)


def test_epochs_mirror_pictures_and_their_maps_together_and_depend_on_the_seed_alone():
    lessons = recipe.data(seed=5, n=32)
    pixels, classes = lessons.arrays
    first, again, other = lessons.epoch(0), lessons.epoch(0), lessons.epoch(1)
    np.testing.assert_array_equal(first[0][0], again[0][0])
    assert not np.array_equal(first[0][0], other[0][0])
    mirrored = 0
    for batch in range(len(first)):
        for image, one in zip(*first[batch], strict=True):
            k = next(k for k in range(32) if one.sum() == classes[k].sum() and _same(one, classes[k]))
            flipped = not np.array_equal(one, classes[k])
            mirrored += flipped
            expected = pixels[k][:, ::-1] if flipped else pixels[k]
            np.testing.assert_array_equal(np.rint(image * 255), expected)
    assert 4 < mirrored < 28 and isinstance(first, Epoch)


def _same(one, other):
    return np.array_equal(one, other) or np.array_equal(one, other[:, ::-1])
