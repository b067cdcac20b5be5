"""Brightness without colour, against scikit-image's YIQ."""

import numpy as np
import pytest
from skimage.color import rgb2yiq

from cnn_helpers.style.colours import in_grey, luminance, with_colours_of


@pytest.fixture
def pictures():
    rng = np.random.default_rng(0)
    return [rng.uniform(0.3, 0.7, (4, 5, 3)).astype(np.float32) for _ in range(2)]


def test_luminance_is_the_y_of_yiq(pictures):
    np.testing.assert_allclose(luminance(pictures[0]), rgb2yiq(pictures[0])[..., 0], atol=1e-6)


def test_the_styles_brightness_gets_the_contents_mean_and_spread(pictures):
    content, style = pictures[0], 0.2 * pictures[1]
    one, other = in_grey(content, style)
    for grey in (one, other):
        assert np.ptp(grey, axis=-1).max() == 0
    np.testing.assert_allclose(one[..., 0], luminance(content), rtol=1e-6)
    assert (other.mean(), other.std()) == pytest.approx((one.mean(), one.std()), rel=1e-4)
    assert np.corrcoef(other[..., 0].ravel(), luminance(style).ravel())[0, 1] == pytest.approx(1)


def test_brightness_comes_from_one_picture_and_colour_from_the_other(pictures):
    content, painted = pictures
    mixed = rgb2yiq(with_colours_of(content, painted))
    np.testing.assert_allclose(mixed[..., 0], rgb2yiq(painted)[..., 0], atol=1e-3)
    np.testing.assert_allclose(mixed[..., 1:], rgb2yiq(content)[..., 1:], atol=1e-3)


def test_a_style_of_one_brightness_is_no_error(pictures):
    assert np.isfinite(in_grey(pictures[0], np.full((4, 4, 3), 0.5, np.float32))[1]).all()
