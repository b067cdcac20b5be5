"""The page's cells, run here once, against the facts of the syllabus."""

import numpy as np
import pytest


@pytest.fixture(scope="module")
def page(run_page):
    return run_page("week1/the-way-back")


def test_gradients_pass_the_check_and_the_slip_does_not(page):
    assert max(page["conv_check"], *page["pool_checks"].values()) < 1e-7 < 1e-2 < page["slip_check"]
    assert max(page["gap_conv"], page["gap_max"], page["gap_average"]) < 1e-12


def test_a_tie_pays_twice_with_us_and_once_with_tensorflow(page):
    assert (page["ours"].sum(), page["by_definition"].sum().round(6)) == (2, 1)
    np.testing.assert_array_equal(page["glued"]["tie_theirs"], 1)
    assert page["collected"].sum() == 10  # nine windows, one of them tied


def test_gradients_of_ones_are_the_use_counts(page):
    counts = np.zeros((7, 7))
    for i, j in np.ndindex(3, 3):
        counts[2 * i : 2 * i + 3, 2 * j : 2 * j + 3] += 1
    np.testing.assert_array_equal(page["two_apart"], counts)
    assert page["glued"]["ring_corner"] == 4 and page["with_ring"][2, 2] == 9


def test_the_strongest_answer_reaches_the_pixels_by_one_stamp(page):
    stamp = page["strongest"][-1][0, :, :, 0]
    rows, columns = np.nonzero(stamp)
    np.testing.assert_array_equal(
        stamp[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1], page["sobel"][:, :, 0, 0]
    )
    assert page["glued"]["pixels_one"] == 6
