"""The page's facts: what a layer keeps, what the Gram matrix is and forgets, and that it measures style."""

import numpy as np
import pytest

from cnn_helpers.style import CONTENT_LAYER

pytestmark = pytest.mark.needs_network("vgg16_features", "efficientnet_lite0")


@pytest.fixture(scope="module")
def page(run_page):
    return run_page("week4/style-transfer", until="\n## Exercises")


def test_the_recorded_run_begins_as_it_does_here(page):
    assert [costs.total for costs in page["again"].costs] == pytest.approx(
        page["recorded"].totals[:13], rel=0.03
    )


def test_costs_by_hand_are_those_of_the_cells(page):
    glued = page["glued"]
    assert glued["small_cost"] == (4 + 0 + 1 + 0) / 16
    assert page["G"].tolist() == [[6, 3], [3, 11]] and glued["gram_sum"].endswith("= 3")
    assert page["moved_cost"] == 0 and page["other_cost"] == glued["gram_squares"] / 256


def test_the_gram_matrix_is_neither_a_covariance_nor_a_correlation(page):
    for table in (np.cov, np.corrcoef):
        one, other = (table(a) for a in (page["A"], page["louder"]))
        np.testing.assert_allclose(one, other)
    assert page["gap"][0].tolist() == [12, 5]


def test_two_halves_of_a_painting_are_nearer_in_style_than_two_paintings(page):
    costs = page["style_costs"]
    same = max(costs["itself, upside down"], costs["the sky's right half"])
    assert min(costs["the meadow"], costs["the temple"]) > 3 * same
    assert page["glued"]["meadow_over_sky"] > 3


def test_at_equal_cost_a_deeper_layer_leaves_the_pixels_freer(page):
    near = page["near"]
    assert min(near["block1_conv2"]) > 0.9 > max(near["block2_conv2"]) > max(near[CONTENT_LAYER])
    for layer, runs in page["kept"].items():
        for run, step in zip(runs, page["arrived"][layer], strict=True):
            away = [abs(cost - page["NEAR"]) for cost in run.contents.values()]
            assert abs(run.contents[step] - page["NEAR"]) == min(away) < 0.007


def test_more_weight_on_the_style_costs_content(page):
    contents = [made.last.content for made in page["weighed"].values()]
    assert contents == sorted(contents) and contents[-1] > 2 * contents[0]


def test_another_network_finds_the_trained_texture_nearer(page):
    trained, drawn = (page["distances"][name] for name in ("trained weights", "random weights"))
    assert len(drawn) == 3 and max(trained) < min(drawn)
