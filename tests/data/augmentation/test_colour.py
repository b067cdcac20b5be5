"""Colours change along the axes of the image's own, and shapes do not."""

import numpy as np
import pytest
from sklearn.decomposition import PCA

from cnn_helpers.data import augmentation as aug
from cnn_helpers.data import photo

COFFEE = photo("coffee", width=120)


def test_axes_are_the_principal_components_of_the_colours():
    variances, axes = aug.colour_axes(COFFEE)
    found = PCA(svd_solver="full").fit(COFFEE.reshape(-1, 3))
    n = COFFEE.shape[0] * COFFEE.shape[1]
    np.testing.assert_allclose(variances, found.explained_variance_ * (n - 1) / n, rtol=1e-5)
    np.testing.assert_allclose(np.abs(np.sum(axes * found.components_.T, axis=0)), 1, rtol=1e-5)


def test_every_pixel_moves_by_the_same_colour_along_the_axis():
    middle = 0.3 + 0.4 * COFFEE.astype(float)
    variances, axes = aug.colour_axes(middle)
    moved = aug.pca_colour(middle, (0.5, 0, 0)) - middle
    np.testing.assert_allclose(
        moved, np.broadcast_to(0.5 * np.sqrt(variances[0]) * axes[:, 0], moved.shape), atol=1e-6
    )


def test_a_picture_of_one_colour_has_no_axes_to_move_along():
    plain = np.full((4, 4, 3), 0.4)
    np.testing.assert_allclose(aug.pca_colour(plain, (3, 3, 3)), plain, atol=1e-7)


def test_axes_of_a_data_set_can_be_used_instead():
    axes = aug.colour_axes(COFFEE)
    plain = np.full((4, 4, 3), 0.4)
    assert np.abs(aug.pca_colour(plain, (0.5, 0, 0), axes) - plain).max() > 0.05


def test_bytes_stay_bytes_and_nothing_leaves_the_range():
    image = (255 * COFFEE).astype(np.uint8)
    for changed in (aug.colour_shift(image, (0.9, 0, -0.9)), aug.pca_colour(image, (4, 0, 0))):
        assert changed.dtype == np.uint8 and changed.shape == image.shape
    assert aug.colour_shift(image, (1, 0, 0))[..., 0].min() == 255


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: aug.colour_shift(COFFEE, (0.1, 0.2)), "three numbers"),
        (lambda: aug.colour_shift(COFFEE, (0, 0, 2)), "from -1 to 1"),
        (lambda: aug.colour_shift(COFFEE[..., :1], (0, 0, 0)), "1 channels"),
        (lambda: aug.colour_axes(3 * COFFEE), "neither"),
        (lambda: aug.pca_colour(COFFEE, (0, np.nan, 0)), "finite"),
    ],
)
def test_what_has_no_colours_is_refused(call, words):
    with pytest.raises(ValueError, match=words):
        call()
