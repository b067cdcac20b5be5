"""The page's cells, run here once, against finite differences and SciPy."""

import numpy as np
import pytest
from scipy import signal


@pytest.fixture(scope="module")
def page(run_page):
    return run_page("week1/filters-that-are-learned")


def test_gradient_descent_recovers_sobel_from_the_photograph_and_only_from_it(page):
    np.testing.assert_array_equal(page["kernels"][-1].round(), page["sobel"])
    np.testing.assert_allclose(page["striped"][-1], page["vertical"] * 4 / 3, atol=1e-6)
    assert np.abs(page["blanked"][-1] - page["sobel"]).max() > 1
    assert page["blanked"][-1].sum() == pytest.approx(0, abs=1e-6)


def test_the_gradient_on_the_page_is_the_gradient_of_the_cost(page):
    patch, step = page["patch"][:12, :12], 1e-5
    target = page["conv_map"](patch, page["sobel"])
    start = page["start"]
    kernels, _ = page["learn"](patch, target, start, steps=1, rate=1.0)
    gradient = start - kernels[1]
    for place in np.ndindex(3, 3):
        nudge = np.zeros((3, 3))
        nudge[place] = step
        costs = [page["learn"](patch, target, start + sign * nudge, steps=0)[1][0] for sign in (1, -1)]
        assert (costs[0] - costs[1]) / (2 * step) == pytest.approx(gradient[place], rel=1e-6, abs=1e-8)


def test_true_convolution_is_scipys_and_only_it_is_associative(page):
    A, B, C = page["A"], page["B"], page["C"]
    oracle = signal.convolve2d(signal.convolve2d(A, B, "valid"), C, "valid")
    for result in page["true_pair"]:
        np.testing.assert_array_equal(result, oracle)
    assert not np.array_equal(*page["cross_pair"])


def test_two_filters_in_one_are_scipys_two_convolutions(page):
    blurred = signal.correlate2d(page["camera"], np.full((3, 3), 1 / 9), "valid")
    twice = signal.correlate2d(blurred, page["sobel"], "valid")
    np.testing.assert_allclose(page["conv_map"](page["camera"], page["both"]), twice, atol=1e-12)


def test_one_step_by_hand_is_the_step_of_the_code(page):
    weights = [float(w[0, 0]) for w in page["weights"]]
    assert weights == pytest.approx([2, 3.4, 3.82]) and page["four_costs"][0] == pytest.approx(14)


def test_noise_on_the_stripes_teaches_what_they_alone_cannot(page):
    np.testing.assert_allclose(page["striped"][-1][0], page["striped"][-1][2], atol=1e-9)
    np.testing.assert_allclose(page["found"][-1], page["sobel"], atol=0.1)
