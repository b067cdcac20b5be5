"""The page's cells, run here once, against the facts of the syllabus."""

import numpy as np
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


def test_a_convolution_is_a_dense_layer_with_few_and_shared_weights(page):
    assert page["matrix"].shape == (16, 36) and page["glued"]["zero_entries"] == 576 - 144
    assert (page["glued"]["different"], page["glued"]["repeats"]) == (9, 16)
    np.testing.assert_allclose(
        page["matrix"] @ page["image"].ravel(), page["conv_map"](page["image"], page["kernel"]).ravel()
    )


def test_shift_and_convolution_change_places_except_at_the_rims(page):
    assert set(np.flatnonzero(page["gap"].max(axis=0))) == {23, 191}
    glued = page["glued"]
    assert glued["same_one"] == glued["stride_two"] == glued["pooled_two"] == 0
    assert glued["stride_one"] > glued["pooled_one"] > 10


def test_a_poke_is_noticed_exactly_in_the_receptive_field(page):
    assert page["glued"]["poked"] == page["glued"]["poked_too"] == page["glued"]["sight_size"] == 10
    assert page["glued"]["plain_size"] == 13 and page["glued"]["deep_size"] == 36


def test_most_of_the_influence_lies_in_the_middle_of_the_field(page):
    assert page["glued"]["middle_area"] < 30 and page["glued"]["middle_share"] > 60


def test_only_the_two_squares_of_the_right_size_are_found(page):
    found = np.argwhere(page["maps"][-1] > 0)
    np.testing.assert_array_equal(found, [[6, 7], [25, 38]])
