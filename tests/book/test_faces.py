"""The page's cells: errors among many, twins, margin and collapse."""

import numpy as np
import pytest

pytestmark = pytest.mark.needs_network("find_faces", "face_network")


@pytest.fixture(scope="module")
def page(run_page):
    return run_page("week4/faces", until="\n## Summary")


def test_dice_fall_as_the_formula_says_and_a_hundred_people_make_an_error_likely(page):
    for K, share in zip(page["sizes"], page["simulated"], strict=True):
        assert share == pytest.approx(1 - 0.99**K, abs=0.015)
    assert page["glued"]["error_100"] == pytest.approx(0.634, abs=5e-4)


def test_pixels_are_hardly_better_than_a_coin(page):
    assert 0.5 <= page["glued"]["pixel_accuracy"] < 0.65
    assert page["same"].mean() == 0.5


def test_twins_share_their_weights_and_strangers_do_not(page):
    f, twins, strangers = (page[name] for name in ("f", "twins", "strangers"))
    assert twins.count_params() == f.count_params() == strangers.count_params() / 2
    assert page["lopsided"](twins) < 1e-6 < 0.01 < page["lopsided"](strangers)
    vectors = f(page["unseen"].images[:20]).numpy()
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, rtol=1e-5)


def test_without_a_margin_everybody_ends_in_nearly_one_place_at_nearly_no_loss(page):
    falling, holding = page["falling"], page["holding"]
    assert falling.loss[-1] < 0.01 < 0.02 < holding.loss[-1]
    assert falling.apart[-1] < 0.3 < 0.8 < holding.apart[-1]
    assert falling.apart[-1] < falling.apart[0]
    assert holding.accuracy[-1] > falling.accuracy[-1] + 0.05 and holding.accuracy[-1] > 0.72


def test_the_slips_that_a_box_mends_are_what_it_says(page):
    glued = page["glued"]
    assert (glued["cosine_notes"], glued["cosine_right"]) == (pytest.approx(2.2), 0)
    assert (glued["squared_loss"], glued["framework_loss"]) == (pytest.approx(0.09), pytest.approx(0.1))
