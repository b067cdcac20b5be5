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


def test_signs_do_not_explain_why_a_stride_shifts_worse_than_pooling(page):
    glued = page["glued"]
    assert glued["size_two"] == 0 and glued["stride_one"] > glued["size_one"] > 1.5 * glued["pooled_one"]


def test_half_the_units_save_more_parameters_and_half_the_filters_more_products(page):
    def by_layer(filters, units):
        parameters = 608 + (200 + 1) * filters + (25 * filters + 1) * units + (units + 1) * 84 + 850
        return parameters, 784 * 600 + 100 * 200 * filters + 25 * filters * units + units * 84 + 840

    for filters, units in ((16, 120), (16, 60), (8, 120)):
        assert page["costs"](filters, units) == by_layer(filters, units)
    whole, units, filters = by_layer(16, 120), by_layer(16, 60), by_layer(8, 120)
    assert units[0] < filters[0] < whole[0] and filters[1] < units[1] < whole[1]
