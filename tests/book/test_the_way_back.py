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
