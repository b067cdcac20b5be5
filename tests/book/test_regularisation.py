"""The page's cells, run here once, against the facts of the syllabus, scikit-learn's lasso and SciPy."""

import numpy as np
import pytest
from scipy import ndimage, stats
from sklearn.linear_model import Lasso


@pytest.fixture(scope="module")
def page(run_page):
    return run_page("prerequisites/regularisation")


def test_the_dev_loss_rises_again_in_every_run_while_the_training_loss_falls(page):
    for run, own, test in page["long_runs"]:
        turn = int(np.argmin(run.val_loss))
        assert run.val_loss[-1] > 1.05 * run.val_loss[turn] and run.loss[-1] < run.loss[turn] / 2
        assert own > test + 0.05


@pytest.mark.parametrize("strength", [0.3, 30.0])
def test_gradient_steps_with_l1s_pull_end_at_the_lassos_weights_and_zeros(page, strength):
    rng = np.random.default_rng(1)
    X, m = rng.normal(size=(200, 8)), 200
    y = X @ [3.0, -2.0, 1.0, 0.5, 0.1, 0.0, 0.0, 0.0] + rng.normal(size=m)
    alpha = strength / m
    theirs = Lasso(alpha=alpha, fit_intercept=False, tol=1e-12, max_iter=100_000).fit(X, y).coef_
    params = {"unit.W": np.zeros(8), "unit.b": np.ones(1)}
    optimizer = page["PulledSGD"](0.2, page["pull_l1"], alpha)
    for _ in range(2000):
        optimizer.step(params, {"unit.W": X.T @ (X @ params["unit.W"] - y) / m, "unit.b": np.zeros(1)})
    np.testing.assert_allclose(params["unit.W"], theirs, atol=1e-8)
    assert np.array_equal(params["unit.W"] == 0, theirs == 0) and params["unit.b"] == 1


def test_l2s_pull_is_weight_decay(page):
    assert page["pull_l2"](0.5, 0.1) == pytest.approx(0.45)
    assert page["by_l2"] == pytest.approx(0.5 * 0.9**6) and page["by_l1"] == 0


def test_from_every_start_l1_leaves_most_weights_at_zero_and_l2_none(page):
    zeros = {name: [int((weights == 0).sum()) for weights, _ in runs] for name, runs in page["ends"].items()}
    assert len(zeros["L1"]) == 5 and min(zeros["L1"]) > 9472 / 2
    assert max(zeros["L2"]) == max(zeros["none"]) == 0


def test_dropout_keeps_the_expected_activation(page):
    assert page["glued"]["kept_ratio"] == pytest.approx(1, abs=0.01)


def test_moved_digits_are_moved_and_keep_their_background(page):
    some = page["X_hard"][:5]
    for down, right in ((1, 0), (0, -1)):
        expected = [
            ndimage.shift(digit.reshape(8, 8), (down, right), order=0, cval=some.min()).ravel()
            for digit in some
        ]
        np.testing.assert_array_equal(page["moved"](some, down, right), expected)


def test_the_intervals_are_students(page):
    pairs = page["hard"]["L2"] - page["hard"]["nothing"]
    low, high = stats.ttest_1samp(pairs, 0).confidence_interval(0.95)
    mean, half = page["difference"](page["hard"], "L2")
    assert (mean - half, mean + half) == pytest.approx((low, high), abs=0.01)


def test_every_remedy_helps_against_wrong_labels_and_augmentation_against_moved_digits(page):
    hard, shaken = page["hard"], page["shaken"]
    assert all(hard[name].mean() > hard["nothing"].mean() + 3 for name in hard if name != "nothing")
    assert all(
        shaken["augmentation"].mean() > shaken[name].mean() + 30 for name in shaken if name != "augmentation"
    )


def test_two_remedies_beat_none(page):
    assert np.mean(page["combined"]) > page["hard"]["nothing"].mean() + 4
