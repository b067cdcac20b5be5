"""The weak baseline: it learns what colour tells, and knows nothing of what lies around a pixel."""

import numpy as np
import pytest

from cnn_helpers.segmentation import colour_classifier

RNG = np.random.default_rng(0)
IMAGES = RNG.uniform(size=(4, 24, 30, 3))
CLASSES = (IMAGES[..., 0] > 0.5) + 2 * (np.arange(24) >= 12)[None, :, None]


@pytest.fixture(scope="module")
def classifier():
    return colour_classifier(IMAGES, CLASSES, pixels=2000)


def test_it_learns_colour_and_row(classifier):
    assert (classifier.segment(IMAGES) == CLASSES).mean() > 0.93


def test_pixels_of_a_row_may_change_places_and_take_their_answers_along(classifier):
    order = RNG.permutation(30)
    np.testing.assert_array_equal(
        classifier.segment(IMAGES[:, :, order]), classifier.segment(IMAGES)[:, :, order]
    )


def test_the_same_seed_gives_the_same_classifier(classifier):
    again = colour_classifier(IMAGES, CLASSES, pixels=2000)
    np.testing.assert_array_equal(again.segment(IMAGES), classifier.segment(IMAGES))


def test_maps_that_do_not_fit_and_no_pixels_are_refused():
    with pytest.raises(ValueError, match=r"images have shape .* and pixel_classes"):
        colour_classifier(IMAGES, CLASSES[:, :6])
    with pytest.raises(ValueError, match="pixels is 0; a whole number of at least 1"):
        colour_classifier(IMAGES, CLASSES, pixels=0)
    with pytest.raises(ValueError, match=r"images has shape .*; 4 axes"):
        colour_classifier(IMAGES[0], CLASSES[0])
