"""The page's cells, run here once, against the facts of the syllabus."""

import numpy as np
import pytest


@pytest.fixture(scope="module")
def page(run_page):
    return run_page("prerequisites/training", until="## Summary")


def test_equal_weights_stay_equal(page):
    assert [page["different_units"](value)[0] for value in (0, 0.1)] == [1, 1]


def test_he_keeps_the_spread_of_relu_and_the_others_do_not(page):
    last = {name: spread[-1] for name, spread in page["relu_spreads"].items()}
    assert 0.3 < last["He"] < 3 and last["0.01"] < 1e-20 and last["Xavier"] < 0.01 and last["0.5"] > 1e9


def test_the_gradient_is_level_with_he_and_vanishes_or_explodes_without(page):
    lengths = page["lengths"]
    assert max(lengths["ReLU, He"]) / min(lengths["ReLU, He"]) < 10
    assert lengths["ReLU, Xavier"][-1] < 1e-4 and lengths["sigmoid, Xavier"][-1] < 1e-15
    assert lengths["ReLU, 1.5 × He"][-1] > 1e4


def test_a_batch_normalised_by_itself_is_misjudged(page):
    assert page["found_train"] > 0.9 > 0.6 > page["found_own"]


def test_normalised_features_have_a_rounder_valley(page):
    assert page["glued"]["ratio_raw"] > 5 * page["glued"]["ratio_scaled"]


def test_batch_norm_passes_the_check_equals_keras_and_makes_the_bias_useless(page):
    assert page["check"] < 1e-7 < 1e-3 < page["wrong"]
    assert max(page["gaps"].values()) < 1e-5
    assert np.abs(page["slope"]).max() < 1e-12  # for the bias before it
    assert page["by_averages"] > 0.95 > 0.2 > page["by_itself"]


def test_dropout_keeps_the_expected_activation(page):
    assert page["glued"]["kept_ratio"] == pytest.approx(1, abs=0.01)


def test_every_regulariser_helps_against_wrong_labels_and_augmentation_against_moved_digits(page):
    hard, shaken = page["hard"], page["shaken"]
    assert all(hard[name].mean() > hard["nothing"].mean() + 3 for name in hard if name != "nothing")
    assert shaken["augmentation"].mean() > shaken["nothing"].mean() + 30
