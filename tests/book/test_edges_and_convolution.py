"""The page's cells, run here once, against the facts of the syllabus and against SciPy."""

import numpy as np
import pytest
from scipy import signal


@pytest.fixture(scope="module")
def page(run_page):
    return run_page("week1/edges-and-convolution")


def test_vertical_edge_example(page):
    expected = [[-5, -4, 0, 8], [-10, -2, 2, 3], [0, -2, -4, -7], [-3, -2, -3, -16]]
    np.testing.assert_array_equal(page["slide"](page["image"], page["vertical"]), expected)


def test_half_bright_image_and_its_mirror_image(page):
    np.testing.assert_array_equal(page["edge"], [[0, 30, 30, 0]] * 4)
    assert page["glued"]["edge_unit"] == 3 and page["glued"]["edge_flipped"] == "−30"


def test_scharr_measures_directions_best_and_the_plain_filter_worst(page):
    glued = page["glued"]
    assert glued["error_scharr"] < glued["error_sobel"] < glued["error_vertical"]


def test_gradient_descent_recovers_sobel_from_the_photograph_and_only_from_it(page):
    np.testing.assert_array_equal(page["kernels"][-1].round(), page["sobel"])
    np.testing.assert_allclose(page["striped"][-1], page["vertical"] * 4 / 3, atol=1e-6)
    assert np.abs(page["blanked"][-1] - page["sobel"]).max() > 1
    assert page["blanked"][-1].sum() == pytest.approx(0, abs=1e-6)


def test_the_slope_on_the_page_is_the_slope_of_the_cost(page):
    patch, step = page["patch"][:12, :12], 1e-5
    target = page["conv"](patch, page["sobel"])
    start = page["start"]
    kernels, _ = page["learn"](patch, target, start, steps=1, rate=1.0)
    slope = start - kernels[1]
    for place in np.ndindex(3, 3):
        nudge = np.zeros((3, 3))
        nudge[place] = step
        costs = [page["learn"](patch, target, start + sign * nudge, steps=0)[1][0] for sign in (1, -1)]
        assert (costs[0] - costs[1]) / (2 * step) == pytest.approx(slope[place], rel=1e-6, abs=1e-8)


def test_true_convolution_is_scipys_and_only_it_is_associative(page):
    A, B, C = page["A"], page["B"], page["C"]
    oracle = signal.convolve2d(signal.convolve2d(A, B, "valid"), C, "valid")
    for result in page["true_pair"]:
        np.testing.assert_array_equal(result, oracle)
    assert not np.array_equal(*page["cross_pair"])


def test_two_filters_in_one_are_scipys_two_convolutions(page):
    blurred = signal.correlate2d(page["camera"], np.full((3, 3), 1 / 9), "valid")
    twice = signal.correlate2d(blurred, page["sobel"], "valid")
    np.testing.assert_allclose(page["conv"](page["camera"], page["both"]), twice, atol=1e-12)
