"""The page's cells, run here once, against the facts of the syllabus and against scikit-learn."""

import numpy as np
import pytest


@pytest.fixture(scope="module")
def page(run_page):
    return run_page("prerequisites/a-neural-network")


def test_the_unit_falls_from_ln_2_to_scikit_learns_minimum(page):
    assert page["costs"][0] == pytest.approx(np.log(2)) and np.all(np.diff(page["costs"]) < 0)
    np.testing.assert_allclose(page["w_long"].ravel(), page["theirs"].coef_.ravel(), atol=1e-3)


def test_the_dashed_lines_are_the_derivatives_and_the_sigmoids_is_a_quarter_at_most(page):
    assert page["glued"]["sigmoid_slope"] == 0.25 and page["glued"]["tanh_slope"] == 1
    z = np.linspace(-5, 5, 1001)
    smooth = np.abs(z) > 0.02  # ReLU's corner has no slope
    for kind, values in page["values"].items():
        np.testing.assert_allclose(page["slopes"][kind][smooth], np.gradient(values, z)[smooth], atol=1e-4)


def test_the_graphs_slopes_are_those_of_the_definition(page):
    def L(x, w, b):
        return page["loss"](1 / (1 + np.exp(-(w * x + b))), page["truth"])

    place = np.array([page["x"], page["w1"], page["b1"]])
    steps = 1e-6 * np.eye(3)
    slopes = [(L(*(place + step)) - L(*(place - step))) / 2e-6 for step in steps]
    np.testing.assert_allclose([page["dx"], page["dw"], page["db"]], slopes, rtol=1e-6)


def test_the_gradient_check_passes_and_both_slips_fail(page):
    assert page["error"] < 1e-7 < 1e-2 < min(page["no_mean"], page["no_relu"])


def test_two_layers_beat_softmax_regression_where_no_line_will_do(page):
    glued = page["glued"]
    assert glued["network_percent"] > 95 > 88 > glued["line_percent"]
    assert glued["parity_net"] > 97 > 92 > glued["parity_line"]


def test_a_rank_1_array_ruins_the_accuracy_without_an_error(page):
    right = (page["answers"] == page["y"]).mean()
    assert (page["answers"] == page["labels"]).shape == (569, 569)
    assert right > 0.9 > 0.6 > (page["answers"] == page["labels"]).mean()
