"""The page's cells, run here once: each effect that the text names is there."""

import numpy as np
import pytest


@pytest.fixture(scope="module")
def page(run_page):
    return run_page("prerequisites/other-data")


def test_the_four_gaps_add_up_and_mismatch_is_the_widest(page):
    glued = page["glued"]
    gaps = {name: glued[f"gap_{name}"] for name in ("bias", "variance", "mismatch", "overfit")}
    assert sum(gaps.values()) == pytest.approx(glued["test"] - glued["human"])
    assert max(gaps, key=gaps.get) == "mismatch"


def test_old_and_new_hands_share_no_digit(page):
    sets = page["hands"](0)
    everything = np.concatenate(list(sets.values()))
    assert len(np.unique(everything)) == len(everything) == 1797
    assert max(sets["training"].max(), sets["train-dev"].max()) < min(sets["dev"].min(), sets["test"].min())


def test_shuffling_equalises_the_shares_and_flatters(page):
    glued = page["glued"]
    assert abs(glued["share_learn"] - glued["share_rest"]) < 6
    assert glued["shuffled_dev"] < glued["spent_dev"] < glued["unspent_dev"]


def test_one_piece_of_gravel_is_a_trap_and_variety_is_not(page):
    mismatch = {
        name: page["gravel_errors"]["dev"][name] - page["gravel_errors"]["train-dev"][name]
        for name in page["many"]
    }
    assert mismatch["1 piece"] > mismatch["a new one each"] + 3
    assert page["glued"]["gravel_error"] > 15


def test_training_on_harder_data_gives_a_negative_gap(page):
    assert all(easy < noisy - 2 for noisy, easy in page["noisy_errors"])


def test_the_noise_of_an_error_is_that_of_coin_tosses(page):
    tosses = np.random.default_rng(0).binomial(255, 0.07, 100_000) * 100 / 255
    assert page["noise"](7.0, 255) == pytest.approx(2 * tosses.std(), rel=0.02)


def test_transfer_wins_with_fifty_labels_and_loses_with_a_thousand(page):
    glued = page["glued"]
    assert glued["transfer_fifty"] < glued["scratch_fifty"] - 5
    assert glued["scratch_most"] < glued["transfer_most"]
    assert glued["fresh_error"] < glued["half_error"] - 5


def test_a_masked_answer_sends_no_gradient_back(page):
    X, Y = page["X"][:8], np.ones((8, 2), np.float32)
    only_first = np.tile(np.array([1, 0], np.float32), (8, 1))
    network = page["train_questions"](X, Y, only_first, 1, seed=0)
    assert np.abs(network.grads["dense_3.W"][:, 0]).max() > 0
    assert not network.grads["dense_3.W"][:, 1].any()


def test_one_masked_network_beats_eight_and_gaps_taken_for_no_ruin_it(page):
    glued = page["glued"]
    assert glued["joint_error"] < glued["alone_error"] < glued["no_mask_error"] - 20


def test_the_pipeline_wins_until_its_cut_is_wrong(page):
    assert all(np.array(page["by_pipeline"]) < page["end_to_end"])
    assert all(whole < pipeline for whole, pipeline in page["close_runs"])


def test_a_pair_is_its_two_digits_side_by_side_or_one_over_the_other(page):
    X, y = page["X"][:9], page["y"][:9]
    sheets, left, right = page["pairs"](X, y, 20, seed=3)
    nearest = [
        [int(((X - half) ** 2).sum(axis=(1, 2, 3)).argmin()) for half in (sheet[:, :8], sheet[:, 8:])]
        for sheet in sheets
    ]
    np.testing.assert_array_equal(y[np.array(nearest)], np.stack([left, right], axis=1))
    close, _, _ = page["pairs"](X, y, 20, seed=3, gap=2)
    np.testing.assert_array_equal(close[:, :, 2:8], np.maximum(sheets[:, :, 2:8], sheets[:, :, 8:14]))
