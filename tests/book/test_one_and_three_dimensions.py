"""The page's cells, run here once, against the facts of the syllabus and the claims of its text."""

import numpy as np
import pytest


@pytest.fixture(scope="module")
def page(run_page):
    return run_page("week1/one-and-three-dimensions")


def test_shapes_along_one_axis_and_through_three(page):
    glued = page["glued"]
    assert (glued["shape_1d_one"], glued["shape_1d_two"]) == ("10×16", "6×32")
    assert (glued["shape_3d_one"], glued["shape_3d_two"]) == ("10×10×10×16", "6×6×6×32")


def test_one_learned_filter_beats_the_threshold_and_is_the_beats_shape(page):
    glued = page["glued"]
    assert glued["by_height"] < 0.75 < 0.93 < glued["by_one_filter"]
    assert glued["match"] > 0.9
    assert glued["recall_wide"] < 75 < 95 < glued["recall_regular"]


def test_wide_beats_are_found_and_early_ones_lie_outside_of_the_window(page):
    glued = page["glued"]
    assert glued["wide_threshold"] < 0.3 and glued["wide_network"] > 0.7
    assert glued["early_network"] < 0.45 and glued["sees_seconds"] < glued["pause"]
    assert page["by_gaps"] > glued["early_network"] + 0.2


def test_the_set_filter_fires_at_its_letters_and_with_spaces_at_its_word(page):
    assert (page["glued"]["cat_hits"], page["glued"]["word_hits"]) == (2, 1)


def test_a_window_of_two_words_judges_what_a_bag_of_words_cannot(page):
    glued = page["glued"]
    assert glued["pairs_worst"] > 95 and glued["bag_best"] < 70
    assert glued["pairs_new"] > glued["bag_new"] + 20
    same_bag = page["both"]
    for seed in range(3):
        bag, pairs = (page["networks"][window, seed].logits(same_bag) for window in (1, 2))
        np.testing.assert_allclose(bag[0], bag[1], atol=1e-6)
        assert pairs.argmax(axis=1).tolist() == [1, 0]


def test_three_dimensions_find_nodules_where_two_find_vessels(page):
    glued = page["glued"]
    assert glued["f1_brightness"] < 0.3 and glued["f1_2d"] < 0.6 and glued["f1_3d"] > 0.7
    assert page["by_colour"] > glued["f1_2d"] + 0.15
    assert abs(page["solid"].parameters - page["flat"].parameters) < 50, "an unfair comparison"
    assert glued["vessel_share"] > 90 and glued["gap_lost"] < glued["gap_seen"]


def test_keras_gives_the_same_numbers(page):
    assert max(page["gaps"].values()) < 1e-4
