"""The page's cells, run here once: three rounds, the table of mistakes and the wrong labels."""

import numpy as np
import pytest
from scipy.ndimage import shift
from sklearn.neighbors import NearestCentroid


@pytest.fixture(scope="module")
def page(run_page):
    return run_page("prerequisites/first-system")


def test_the_smallest_system_is_scikit_learns_nearest_centroid(page):
    for ours, (X, y) in zip(page["round_1"], page["labelled"], strict=True):
        theirs = NearestCentroid().fit(X.reshape(len(X), -1), y)
        expected = theirs.predict(page["X_dev"].reshape(360, -1))
        np.testing.assert_array_equal(ours.predict(page["X_dev"]), expected)


def test_no_labelled_digit_is_of_the_dev_set_or_labelled_twice(page):
    for pick in page["picks"]:
        assert len(np.unique(pick)) == 200 and pick.max() < len(page["data"].X_train)


@pytest.mark.parametrize(("side", "by"), [("right", 0.5), ("left", -0.5)])
def test_half_a_pixel_is_scipys_linear_shift(page, side, by):
    X = np.pad(
        page["X_dev"][:5, :, 1:-1], ((0, 0), (0, 0), (1, 1), (0, 0)), constant_values=page["X_dev"].min()
    )
    expected = shift(X, (0, 0, by, 0), order=1, cval=X.min())
    np.testing.assert_allclose(page["half_a_pixel"](X, side), expected, atol=1e-6)


def test_each_digit_keeps_its_label_when_it_is_moved(page):
    X, y = page["labelled"][0]
    copies, labels = page["moved"](X, y)
    np.testing.assert_array_equal(copies[:200], X)
    np.testing.assert_array_equal(labels.reshape(3, 200), [y, y, y])


def test_each_round_leaves_fewer_mistakes_and_the_last_where_the_table_said(page):
    glued = page["glued"]
    assert glued["mean_1"] > glued["mean_2"] + 3 > glued["mean_3"] + 4
    assert glued["off_2"] - glued["off_3"] > glued["rest_2"] - glued["rest_3"]


def test_the_last_two_rounds_had_as_many_updates(page):
    """An epoch of 200 digits in batches of 32 has 7 updates, one of 600 has 19."""
    updates = [page["glued"][name] for name in ("updates_2", "updates_3")]
    assert updates == [7 * page["EPOCHS_2"], 19 * page["EPOCHS_3"]] == pytest.approx([570] * 2, rel=0.01)


def test_the_ceiling_is_the_error_without_the_tagged_mistakes(page):
    for tag, (share, of_all, ceiling) in page["lines"].items():
        pairs = list(zip(*np.nonzero(page["wrong_2"]), strict=True))
        left = [k for _, k in pairs if not page["tags"][tag][k]]
        assert ceiling == pytest.approx(100 * len(left) / page["wrong_2"].size)
        assert share == pytest.approx(100 * (1 - len(left) / len(pairs)))
        assert of_all == pytest.approx(100 * page["tags"][tag].mean())


def test_the_gap_to_the_test_set_was_there_before_any_choice(page):
    glued = page["glued"]
    assert 1 < glued["gap_1"] < glued["gap_scatter"] and abs(glued["gap_3"] - glued["gap_1"]) < 2


def test_a_winner_is_judged_on_digits_that_did_not_choose_it(page):
    misread, size = page["misread"], 20
    order = np.random.default_rng(5).permutation(len(page["y_both"]))
    best = min(range(len(misread)), key=lambda k: misread[k, order[:size]].sum())
    expected = misread[best, order[:size]].mean(), misread[best, order[size:]].mean()
    assert page["winner"](size, np.random.default_rng(5)) == pytest.approx(expected)


def test_a_worn_out_dev_set_flatters_its_winner(page):
    assert page["glued"]["lucky_test"] > page["glued"]["lucky_dev"] + 5


def test_labels_are_spoilt_in_equal_number_and_as_named(page):
    y = page["data"].y_train
    spoilt = {kind: page["spoilt"](kind, y, np.random.default_rng(1)) for kind in page["label_runs"]}
    changed = {kind: int((labels != y).sum()) for kind, labels in spoilt.items()}
    assert changed == {"none": 0, "random": (y == 7).sum(), "systematic": (y == 7).sum()}
    assert set(spoilt["systematic"][y == 7]) == {1} and set(spoilt["random"]) == set(range(10))


def test_systematic_labels_cost_more_than_random_ones(page):
    glued = page["glued"]
    assert glued["clean_error"] < glued["random_error"] < glued["systematic_error"] - 5
    assert glued["systematic_sevens"] > 90
