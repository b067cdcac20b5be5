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
    assert glued["shuffled_dev"] < glued["spent_dev"] < glued["dev"]


def test_one_piece_of_gravel_is_a_trap_and_variety_is_not(page):
    mismatch = {
        name: page["gravel_errors"]["dev"][name] - page["gravel_errors"]["train-dev"][name]
        for name in page["many"]
    }
    assert mismatch["1 piece"] > mismatch["a new one each"] + 3
    assert page["glued"]["gravel_error"] > 15


def test_training_on_harder_data_gives_a_negative_gap(page):
    assert page["easy_dev"] < page["noisy_train_dev"] - 3


def test_transfer_wins_with_fifty_labels_and_loses_with_a_thousand(page):
    glued = page["glued"]
    assert glued["transfer_fifty"] < glued["scratch_fifty"] - 5
    assert glued["scratch_most"] < glued["transfer_most"]
    assert glued["fresh_error"] < glued["half_error"] - 10


def test_a_masked_answer_sends_no_slope_back(page):
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
    assert page["close_whole"] < page["close_pipeline"]
