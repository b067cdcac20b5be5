"""The page's cells, run here once, against the facts of the syllabus."""

import numpy as np
import pytest


@pytest.fixture(scope="module")
def page(run_page):
    return run_page("week1/a-network-in-numpy")


def test_97_percent_of_the_test_digits_are_read_and_every_mistake_is_shown(page):
    assert page["test_accuracy"] >= 0.97
    assert len(page["labels"]) and page["glued"]["wrong"] == round(360 * (1 - page["test_accuracy"]))


def test_zeros_learn_nothing_but_the_last_bias(page):
    assert page["moved"] == ["dense_1.b"]


def test_a_large_learning_rate_kills_and_a_tiny_one_hardly_moves_from_every_start(page):
    small, middle, large = (runs[:, -1] for runs in page["curves"].values())
    assert max(middle) < 0.4 < 1 < min(small) and large == pytest.approx([np.log(10)] * 3, abs=0.3)
    for network in page["ends"][0.2]:
        answers = network.predict(page["data"].X_dev)
        assert np.unique(answers).size <= 2, "a dead network gives one answer"


def test_the_first_layer_stays_as_it_was_unless_it_starts_from_almost_nothing(page):
    start = page["fresh"].params["conv_1.W"].reshape(9, 16)
    for network, alike in [(page["reader"], True), *((one, False) for one in page["learners"])]:
        W = network.params["conv_1.W"].reshape(9, 16)
        cosines = (W * start).sum(axis=0) / np.linalg.norm(W, axis=0) / np.linalg.norm(start, axis=0)
        assert (np.median(cosines) > 0.97) == alike


def test_learned_filters_are_closer_to_a_ramp_than_random_ones(page):
    rows, columns = np.mgrid[-1:2, -1:2]
    plane = np.stack([rows.ravel(), columns.ravel()], axis=1).astype(float)

    def share(w):  # by least squares, not by projection
        slopes, *_ = np.linalg.lstsq(plane, w, rcond=None)
        return ((plane @ slopes) ** 2).sum() / (w**2).sum()

    chance = np.mean([share(w) for w in np.random.default_rng(0).normal(size=(2000, 9))])
    assert chance == pytest.approx(2 / 9, abs=0.02)
    for network, median in zip(page["learners"], page["learned_shares"], strict=True):
        shares = [share(w) for w in network.params["conv_1.W"].reshape(9, 16).T]
        assert np.median(shares) == pytest.approx(median, abs=1e-4) and median > chance + 0.08


def test_other_writers_are_read_worse_than_the_same_ones(page):
    assert min(page["misread"]["in order"]) > 3 and max(page["misread"]["mixed"]) < 3.5
    assert sorted(page["orders"]["mixed"]) == list(range(1797))


def test_the_reader_loses_digits_that_move(page):
    assert page["accuracies"][0] - page["accuracies"][2] > 0.3
