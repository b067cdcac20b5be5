"""The page's cells, run here once: the intervals, the verdicts and the metrics."""

import numpy as np
import pytest
from scipy.stats import binomtest, norm
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


@pytest.mark.parametrize(("mistakes", "n"), [(0, 20), (1, 40), (11, 360), (300, 10_000), (40, 40)])
def test_the_interval_is_scipys_and_stays_between_0_and_1(page, mistakes, n):
    level = norm.cdf(2) - norm.cdf(-2)
    right = binomtest(mistakes, n).proportion_ci(confidence_level=level, method="wilson")
    ours = page["wilson"](mistakes, n)
    np.testing.assert_allclose(ours, [right.low, right.high], atol=1e-12)
    assert 0 <= ours[0] < ours[1] <= 1


def test_measured_errors_scatter_as_the_formula_says(page):
    np.testing.assert_allclose(page["spread"], page["predicted"], rtol=0.1)


def test_dropout_is_no_cure_that_this_dev_set_can_show(page):
    glued = page["glued"]
    assert abs(glued["dropout_dev"] - glued["full_dev"]) < glued["noise"]


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
