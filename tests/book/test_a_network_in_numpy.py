"""The page's cells up to its timings, run here once, against the facts of the syllabus."""

import numpy as np
import pytest


@pytest.fixture(scope="module")
def page(run_page):
    return run_page("week1/a-network-in-numpy", until="(f21-speed)=")


def test_without_relu_two_layers_are_one_and_with_it_they_are_not(page):
    np.testing.assert_array_equal(page["twice"], page["conv"](page["image"], page["combined"]))
    assert np.abs(page["with_relu"] - page["twice"]).max() > 1


def test_pooling_examples(page):
    np.testing.assert_array_equal(page["pool"](page["four"], 2, 2), [[9, 2], [6, 3]])
    np.testing.assert_array_equal(page["overlapping"], [[9, 9, 5], [9, 9, 5], [8, 6, 9]])


def test_shapes_and_parameters_of_both_networks(page):
    glued = page["glued"]
    shapes = glued["shape_one"], glued["shape_two"], glued["shape_three"], glued["flat"]
    assert shapes == ("37×37×10", "17×17×20", "7×7×40", 1960) and glued["first_parameters"] == 280
    counts = [glued[f"p_{name}"] for name in ("one", "two", "three", "four", "five")]
    assert counts == ["608", "3,216", "48,120", "10,164", "850"]


def test_gradients_pass_the_check_and_the_slip_does_not(page):
    assert max(page["conv_check"], *page["pool_checks"].values()) < 1e-7 < 1e-2 < page["slip_check"]
    assert max(page["gap_conv"], page["gap_max"], page["gap_average"]) < 1e-12


def test_a_tie_pays_twice_with_us_and_once_with_tensorflow(page):
    assert (page["ours"].sum(), page["by_definition"].sum().round(6)) == (2, 1)
    np.testing.assert_array_equal(page["glued"]["tie_theirs"], 1)
    assert page["collected"].sum() == 10  # nine windows, one of them tied


def test_97_percent_of_the_test_digits_are_read_and_every_mistake_is_shown(page):
    assert page["test_accuracy"] >= 0.97
    assert len(page["labels"]) and page["glued"]["wrong"] == round(360 * (1 - page["test_accuracy"]))


def test_zeros_learn_nothing_but_the_last_bias(page):
    assert page["moved"] == ["dense_1.b"]


def test_a_large_learning_rate_kills_and_a_tiny_one_hardly_moves(page):
    small, middle, large = (curve[-1] for curve in page["curves"].values())
    assert middle < 0.2 < 1 < small and large == pytest.approx(np.log(10), abs=0.2)


def test_the_reader_loses_digits_that_move(page):
    assert page["accuracies"][0] - page["accuracies"][2] > 0.3
