"""The page's cells: pieces that share no pixel, averages by arithmetic, and what the runs did."""

import math

import numpy as np
import pytest


@pytest.fixture(scope="module")
def page(run_page):
    return run_page("week2/state-of-computer-vision")


def test_pieces_of_the_two_halves_come_from_different_fields(page, monkeypatch):
    height = width = 128  # a field has 32 pixels a side, so that a piece fills it
    places = np.arange(height * width).reshape(height, width)
    monkeypatch.setitem(page["pieces"].__globals__, "PHOTOS", [places] * len(page["NAMES"]))
    halves = [set(page["pieces"](80, seed=3, half=half)[0][:, 0, 0, 0].tolist()) for half in (0, 1)]
    assert len(halves[0]) == len(halves[1]) == 8 and not halves[0] & halves[1]


def test_designed_features_beat_pixels_and_the_convnet_both_in_every_run(page):
    for systems in page["by_system"].values():
        assert systems["ConvNet"] < systems["histograms"] < systems["pixels"] < 87.5
    assert len(page["by_system"]) == 2 * 3


def test_the_ensemble_of_the_example_is_right_where_two_of_three_are_wrong():
    p = [0.9, 0.4, 0.45]
    mean = sum(p) / 3
    assert round(mean, 3) == 0.583 and round(-math.log(mean), 2) == 0.54
    assert [round(-math.log(one), 3) for one in p] == [0.105, 0.916, 0.799]


def test_averaging_probabilities_lowers_the_loss_and_averaging_weights_ruins(page):
    glued = page["glued"]
    np.testing.assert_allclose(page["together"], page["P"].mean(axis=0), atol=1e-6)
    assert glued["ensemble_loss"] < glued["member_loss"]
    assert glued["member_worst"] < glued["weights_error"]


def test_ten_crops_are_the_mean_over_ten_places_cut_by_hand(page):
    X, member = page["X_test"][:5], page["members"][0]
    corners = [(4, 4), (0, 0), (0, 8), (8, 0), (8, 8)]
    views = [X[:, top : top + 24, left : left + 24] for top, left in corners]
    views += [view[:, :, ::-1] for view in views]
    by_hand = np.mean([member.predict(view, verbose=0) for view in views], axis=0)
    np.testing.assert_allclose(page["P_ten"][0][:5], by_hand, atol=1e-5)


def test_every_ensemble_of_each_size_was_measured(page):
    for groups in page["spread"].values():
        assert [len(values) for values in groups] == [math.comb(5, k) for k in range(1, 6)]


def test_the_costs_are_those_of_arithmetic(page):
    products = 144 * 9 * 16 + 36 * 9 * 16 * 32 + 36 * 9 * 32 * 32 + 32 * 8
    assert page["one_pass"] == products and page["glued"]["google_passes"] == 1008


def test_a_patch_is_read_by_one_convolution_of_its_own_size(page):
    assert (
        page["patches"].count_params() == 16 * 16 * 3 * 768 + 768 and page["glued"]["patch_count"] == 14 * 14
    )
