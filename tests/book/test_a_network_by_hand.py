"""The page's cells, run here once, against the facts of the syllabus."""

import pytest


@pytest.fixture(scope="module")
def page(run_page):
    return run_page("week1/a-network-by-hand")


def test_shapes_and_parameters_of_both_networks(page):
    glued = page["glued"]
    shapes = glued["shape_one"], glued["shape_two"], glued["shape_three"], glued["flat"]
    assert shapes == ("37×37×10", "17×17×20", "7×7×40", 1960) and glued["first_parameters"] == 280
    counts = [glued[f"p_{name}"] for name in ("one", "two", "three", "four", "five")]
    assert counts == ["608", "3,216", "48,120", "10,164", "850"]
