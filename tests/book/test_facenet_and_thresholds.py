"""The page's cells: FaceNet's stages, the curve of six pairs, thresholds that hold, three accuracies, heads."""

import numpy as np
import pytest

from cnn_helpers.training.faces import UNSEEN


@pytest.fixture(scope="module")
def page(run_page):
    return run_page("week4/facenet-and-thresholds", until="\n## Summary")


def test_the_stages_hold_all_parameters_of_facenet(page):
    counts = [int(row[2].replace(",", "")) for row in page["table"]]
    assert sum(counts) == page["ledger"].total.parameters
    assert page["glued"]["facenet_parameters"] == f"{sum(counts):,}"


def test_the_network_judges_better_than_every_distance_without_one(page):
    *weak, network = page["accuracy"].values()
    assert len(weak) == 3 and max(weak) < 0.7 < 0.95 < network


def test_the_area_of_the_staircase_is_the_share_of_pairs_in_order(page):
    six, one_person = page["six"], page["one_person"]
    in_order = [x < y for x in six[one_person] for y in six[~one_person]]
    assert np.mean(in_order) == pytest.approx(8 / 9) == page["glued"]["steps_area"]
    steps = np.array(page["steps"])
    assert np.trapezoid(steps[:, 1], steps[:, 0]) == pytest.approx(8 / 9)


def test_a_threshold_that_the_judges_chose_keeps_nearly_its_rate_on_the_guests(page):
    for allowed, chosen in page["chosen"].items():
        distances, same = page["judge_all"]
        assert np.mean(distances[~same] < chosen.threshold) <= allowed
        assert np.mean(distances[~same] <= chosen.threshold) > allowed - 1e-4
        assert allowed / 3 < page["held"][allowed].false_accept < 3 * allowed


def test_four_accuracies_differ_in_threshold_pairs_and_people(page):
    log, rates = page["log"]["scores"], page["rates"]
    assert rates.threshold == log["threshold"] != page["judges_best"].threshold
    assert page["pairs_of_log"] == 2 * 200 * 28 and page["all_guests"] < rates.accuracy
    numbers = page["guests"].identities
    assert (numbers[0], len(set(numbers))) == (UNSEEN, 100), "the guests are the log's first people"
    assert page["low"] - 0.002 < log["accuracy"] < page["high"] and len(page["redrawn"]) == 1000


def test_the_resampled_accuracy_of_all_guests_is_that_of_a_count_over_pairs(page):
    accepted = page["apart"] < page["shipped"].threshold
    same = np.repeat(np.arange(100), 6)[:, None] == np.repeat(np.arange(100), 6)
    of_one = (accepted & same).sum() - 600, same.sum() - 600
    expected = (of_one[0] / of_one[1] + 1 - accepted[~same].mean()) / 2
    assert page["all_guests"] == pytest.approx(expected, abs=1e-3)
    assert page["true_share"].mean() == pytest.approx(of_one[0] / of_one[1])


def test_heads_stay_near_the_distance_and_most_weights_are_negative(page):
    assert len(page["right"]) == 2 and (page["weights"] < 0).mean() > 0.7
    for value in page["right"].values():
        assert value == pytest.approx(page["by_judges"].accuracy, abs=0.02)


def test_the_packages_head_computes_the_regression_that_was_fitted(page):
    f, g = page["guests_f"][page["guest_pairs"]].swapaxes(0, 1)
    fitted = page["heads"]["differences"]
    z = np.abs(f - g) @ fitted.coef_[0] + fitted.intercept_[0]
    assert np.mean((z > 0) == page["guest_same"]) == pytest.approx(page["right"]["differences"], abs=1e-3)
    assert np.mean((z > 0) == page["answers"]) > 0.999


def test_the_contrastive_loss_of_the_text_is_the_mean_of_two_squares(page):
    assert float(page["loss"]) == pytest.approx((0.6**2 + 0.4**2) / 2)
