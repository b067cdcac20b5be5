"""The page's cells, run here once, against the facts of the syllabus and against SciPy."""

import numpy as np
import pytest
from scipy import signal


@pytest.fixture(scope="module")
def page(run_page):
    return run_page("week1/volumes-and-many-filters")


def test_red_stripes_are_faint_to_a_red_only_filter(page):
    assert page["glued"]["flag_ratio"] > 1.5


def test_two_filters_on_a_volume_give_two_maps(page):
    assert page["Z"].shape == (1, 4, 4, 2) and page["glued"]["products"] == 27
    both = page["rgb"].sum(axis=-1)
    for map_, kernel in zip(
        np.moveaxis(page["Z"][0], -1, 0), (page["vertical"], page["horizontal"]), strict=True
    ):
        np.testing.assert_array_equal(map_, page["conv_map"](both, kernel))


def test_a_volume_is_the_sum_of_its_channels(page):
    rgb, w = page["rgb"], page["w"]
    by_channel = sum(signal.correlate2d(rgb[:, :, c], w[:, :, c], "valid") for c in range(3))
    Z, _ = page["conv_forward"](
        rgb[None].astype(float), w[..., None].astype(float), np.zeros((1, 1, 1, 1)), {"stride": 1, "pad": 0}
    )
    np.testing.assert_allclose(Z[0, :, :, 0], by_channel)


def test_the_filter_for_orange_is_dark_on_white_and_bright_on_the_suit(page):
    found, flag = page["found"][0, :, :, 0], page["flag"]
    np.testing.assert_allclose(found, flag[:, :, 0] - flag[:, :, 2])
    white = flag.min(axis=-1) > 0.8
    assert white.any() and found[white].mean() < 0.15 < 0.3 < np.percentile(found, 95)
