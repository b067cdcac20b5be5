"""The page's facts: what a layer keeps, what the Gram matrix is and forgets, and that it measures style.

The runs of the optimiser are cut short, on small pictures; those after the costs' own sections are left to the build.
"""

import numpy as np
import pytest

pytestmark = pytest.mark.needs_network("vgg16_features")


@pytest.fixture(scope="module")
def page(run_page):
    from cnn_helpers import data, style

    photo, transfer = data.photo, style.transfer

    def small(name, width=None, **settings):
        return photo(name, min(width, 160) if width != 128 else 56, **settings)

    def short(*pictures, steps=100, frames=(), **settings):
        made = transfer(*pictures, steps=8, frames=(0, 8), **settings)
        return style.Transfer(made.image, made.costs, dict.fromkeys(frames, made.image), made.seconds)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(data, "photo", small)
        patch.setattr(style, "transfer", short, raising=False)
        return run_page("week4/style-transfer", until="## The two together")


def test_the_deeper_the_layer_the_less_of_the_pixels_is_fixed(page):
    glued = page["glued"]
    assert glued["like_first"] > 0.5 > max(glued["like_fourth"], glued["like_last"])


def test_costs_by_hand_are_those_of_the_cells(page):
    glued = page["glued"]
    assert glued["small_cost"] == (4 + 0 + 1 + 0) / 16
    assert page["G"].tolist() == [[6, 3], [3, 11]] and glued["gram_sum"].endswith("= 3")
    assert page["moved_cost"] == 0 and page["other_cost"] == glued["gram_squares"] / 256


def test_a_correlation_is_not_what_the_gram_matrix_is(page):
    correlations = [np.corrcoef(a)[0, 1] for a in (page["A"], page["louder"])]
    assert correlations[0] == pytest.approx(correlations[1])
    assert page["gap"][0].tolist() == [12, 5]


def test_two_halves_of_a_painting_are_nearer_in_style_than_two_paintings(page):
    costs = page["style_costs"]
    same = max(costs["itself, upside down"], costs["the sky's right half"])
    assert min(costs["the meadow"], costs["the temple"]) > 3 * same
    assert page["glued"]["meadow_over_sky"] > 3


def test_units_see_what_the_text_says(page):
    assert (page["glued"]["field_first"], page["glued"]["field_last"]) == (5, 92)
    for layer in page["patches"].values():
        assert all(layer.values())
