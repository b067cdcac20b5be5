"""The page's cells, run here once, against the facts of the syllabus."""

import numpy as np
import pytest


@pytest.fixture(scope="module")
def page(run_page):
    return run_page("week1/a-network-in-numpy")


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
