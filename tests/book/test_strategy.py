"""The page's cells, run here once: the verdicts, the metrics and the wrong labels."""

import numpy as np
import pytest
from sklearn.metrics import f1_score, precision_score, recall_score


@pytest.fixture(scope="module")
def page(run_page):
    return run_page("prerequisites/strategy")


def test_the_verdict_names_the_widest_gap_or_says_that_none_can_be_seen(page):
    verdict = page["verdict"]
    assert verdict(0.01, 0.10, 0.11, 0.11, 1000) == "avoidable bias"
    assert verdict(0.01, 0.02, 0.11, 0.12, 1000) == "variance"
    assert verdict(0.01, 0.02, 0.03, 0.15, 1000) == "overfitting to the dev set"
    assert verdict(0.01, 0.02, 0.03, 0.03, 100) == "no gap that this dev set can show"


def test_small_networks_have_bias_and_large_ones_with_few_examples_variance(page):
    verdicts = list(page["verdicts"].values())
    assert verdicts[:3] == ["avoidable bias", "avoidable bias", "variance"]


def test_measured_errors_scatter_as_the_formula_says(page):
    np.testing.assert_allclose(page["spread"], page["predicted"], rtol=0.1)


def test_a_worn_out_dev_set_flatters_its_winner(page):
    assert page["glued"]["lucky_test"] > page["glued"]["lucky_dev"] + 5


def test_precision_recall_and_f1_are_scikit_learns(page):
    answers = page["probability"] >= page["thresholds"][page["top"]]
    for name, oracle in (
        ("best_precision", precision_score),
        ("best_recall", recall_score),
        ("best_f1", f1_score),
    ):
        assert page["glued"][name] == pytest.approx(oracle(page["is_eight"], answers))


def test_more_training_data_leave_the_training_error_and_lower_the_dev_error(page):
    start, more = page["knobs"]["start"], page["knobs"]["1,000 examples"]
    assert abs(more[0] - start[0]) < 0.5 < start[1] - more[1]


def test_systematic_labels_cost_more_than_random_ones(page):
    glued = page["glued"]
    assert glued["clean_error"] < glued["random_error"] < glued["systematic_error"] - 5
    assert glued["systematic_sevens"] > 90


def test_the_ceiling_is_the_error_without_the_tagged_mistakes(page):
    left = [k for k in page["mistakes"] if not page["off"][k]]
    assert page["glued"]["off_ceiling"] == pytest.approx(100 * len(left) / len(page["y"]))
