"""The page's cells, run here once, against the claims of its text."""

import numpy as np
import pytest


@pytest.fixture(scope="module")
def page(run_page):
    return run_page("week1/mean-filter")


def test_the_example_by_hand_is_what_the_code_gives(page):
    np.testing.assert_allclose(page["means"], np.full((3, 3), (8 * 4 + 13) / 9))
    assert page["glued"]["mean_by_code"] == "5"


def test_the_filter_equals_a_loop_over_windows(page):
    noise, left = page["noise"], page["left"]
    for row, column in ((0, 0), (7, 100), (253, 253)):
        assert left[row, column] == pytest.approx(noise[row : row + 3, column : column + 3].mean())


def test_medians_remove_dots_that_means_keep(page):
    inside = page["camera"][1:-1, 1:-1]
    by_mean = page["conv_map"](page["dots"], page["mean_filter"])
    assert np.abs(page["medians"] - inside).mean() < 0.7 * np.abs(by_mean - inside).mean()
