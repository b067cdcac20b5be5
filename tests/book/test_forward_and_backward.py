"""The page's cells, run here once, against the facts of the syllabus and finite differences of their own."""

import numpy as np
import pytest


@pytest.fixture(scope="module")
def page(run_page):
    return run_page("prerequisites/forward-and-backward")


def test_the_dashed_lines_are_the_derivatives_and_the_sigmoids_is_a_quarter_at_most(page):
    assert page["glued"]["sigmoid_slope"] == 0.25 and page["glued"]["tanh_slope"] == 1
    z = np.linspace(-5, 5, 1001)
    smooth = np.abs(z) > 0.02  # ReLU's kink has no derivative
    for kind, values in page["values"].items():
        np.testing.assert_allclose(
            page["derivatives"][kind][smooth], np.gradient(values, z)[smooth], atol=1e-4
        )


def test_the_graphs_derivatives_are_those_of_the_definition(page):
    def L(x, w, b):
        return page["loss"](1 / (1 + np.exp(-(w * x + b))), page["truth"])

    place = np.array([page["x"], page["w1"], page["b1"]])
    steps = 1e-6 * np.eye(3)
    derivatives = [(L(*(place + step)) - L(*(place - step))) / 2e-6 for step in steps]
    np.testing.assert_allclose([page["dx"], page["dw"], page["db"]], derivatives, rtol=1e-6)


def test_the_gradient_check_passes_and_both_slips_fail(page):
    assert page["error"] < 1e-7 < 1e-2 < min(page["no_mean"], page["no_relu"])


def test_a_check_depends_on_epsilon_and_precision_and_misses_a_slip_that_the_data_do_not_reach(page):
    errors = page["by_epsilon"]
    assert errors[1e-5] < 1e-7 < min(errors[1e-1], errors[1e-12]) and page["rounded"] > 1e-3
    assert page["missed"] < 1e-6
    Z1 = page["X_moons"] @ page["all_active"]["W1"] + page["all_active"]["b1"]
    assert Z1.min() > 0 and (page["X_moons"] @ page["params"]["W1"] + page["params"]["b1"]).min() < 0


def test_two_layers_beat_softmax_regression_where_no_line_will_do(page):
    assert min(page["moon_percents"]) > 94 > 88 > page["glued"]["line_percent"]
    assert min(page["net_odd"]) > 96 > 92 > page["glued"]["parity_line"]
