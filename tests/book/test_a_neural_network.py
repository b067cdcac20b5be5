"""The page's cells, run here once, against the facts of the syllabus and against scikit-learn."""

import numpy as np
import pytest
from scipy.special import log_softmax
from sklearn.metrics import log_loss


@pytest.fixture(scope="module")
def page(run_page):
    return run_page("prerequisites/a-neural-network")


def test_the_unit_falls_from_ln_2_to_scikit_learns_minimum(page):
    assert page["costs"][0] == pytest.approx(np.log(2)) and np.all(np.diff(page["costs"]) < 0)
    np.testing.assert_allclose(page["w_long"].ravel(), page["theirs"].coef_.ravel(), atol=1e-3)


def test_the_losses_are_scikit_learns(page):
    a = np.array([0.99, 0.9, 0.5, 0.1, 0.01])
    assert np.mean(page["loss"](a, 1.0)) == pytest.approx(log_loss(np.ones(5), a, labels=[0, 1]))


def test_softmax_regression_ends_at_the_cost_of_its_weights(page):
    logits = page["X_digits"] @ page["W_digits"] + page["b_digits"]
    cost = -log_softmax(logits, axis=1)[page["Y"].astype(bool)].mean()
    assert cost <= page["costs_digits"][-1] < 0.1 and page["costs_digits"][0] == pytest.approx(np.log(10))
    assert page["right"].mean() > 0.9


def test_a_rank_1_array_ruins_the_accuracy_without_an_error(page):
    right = (page["answers"] == page["y"]).mean()
    assert (page["answers"] == page["labels"]).shape == (569, 569)
    assert right > 0.9 > 0.6 > (page["answers"] == page["labels"]).mean()


def test_a_separable_set_has_no_lowest_point_and_a_third_example_makes_one(page):
    def cost(w, examples):
        a = 1 / (1 + np.exp(-page["x_line"][:examples] * w))
        return page["loss"](a, page["y_line"][:examples]).mean()

    falling = [cost(w, 2) for w in range(1, 31)]
    assert np.all(np.diff(falling) < 0) and falling[-1] < 1e-12
    assert min(np.linspace(-3, 3, 601), key=lambda w: cost(w, 3)) == pytest.approx(np.log(2), abs=0.01)
    assert page["w_line"].item() == pytest.approx(np.log(2), abs=1e-6)


def test_thirty_features_help_in_most_splits(page):
    assert (page["more"] > 0).sum() >= 9
