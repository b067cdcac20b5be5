"""The page's cells, run here once, against the facts of the syllabus and the claims of its text."""

import keras
import numpy as np
import pytest


@pytest.fixture(scope="module")
def page(run_page):
    return run_page("week1/one-dimension")


def test_shapes_along_one_axis(page):
    glued = page["glued"]
    assert (glued["shape_1d_one"], glued["shape_1d_two"]) == ("10×16", "6×32")


def test_one_learned_filter_beats_the_threshold_and_is_the_beats_shape(page):
    glued = page["glued"]
    assert glued["by_height"] < 0.75 < 0.93 < glued["by_one_filter"]
    assert glued["match"] > 0.9
    assert glued["recall_wide"] < 75 < 95 < glued["recall_regular"]


def test_the_learned_filter_answers_a_lifted_base_line_less_than_the_mean_beat(page):
    lifted = page["test"].signals + 1
    for W, share in ((page["W_learned"], page["offset_learned"]), (page["W_mean"], page["offset_mean"])):
        answers = [
            page["conv1d_forward"](signals, W[:, None, None], np.zeros((1, 1, 1)), page["valid"])[0]
            for signals in (lifted, page["test"].signals)
        ]
        moved = np.abs(answers[0] - answers[1]).mean() / np.abs(W).sum()
        assert 100 * moved == pytest.approx(share, abs=0.01)
    assert page["offset_learned"] < page["offset_mean"] / 2


def test_wide_beats_are_found_and_early_ones_lie_outside_of_the_window(page):
    glued = page["glued"]
    assert glued["wide_threshold"] < 0.3 and glued["wide_least"] > 0.7
    assert glued["early_most"] < 0.45 and glued["sees_seconds"] < glued["pause"]
    assert page["by_gaps"] > glued["early_most"] + 0.2


def test_the_set_filter_fires_at_its_letters_and_with_spaces_at_its_word(page):
    assert (page["glued"]["cat_hits"], page["glued"]["word_hits"]) == (2, 1)


def test_a_window_of_two_words_judges_what_a_bag_of_words_cannot(page):
    glued = page["glued"]
    assert glued["pairs_worst"] > 95 and glued["bag_best"] < 70
    assert glued["pairs_new"] > glued["bag_new"] + 20
    same_bag = page["both"]
    for seed in range(3):
        bag, pairs = (page["networks"][window, seed].logits(same_bag) for window in (1, 2))
        np.testing.assert_allclose(bag[0], bag[1], atol=1e-6)
        assert pairs.argmax(axis=1).tolist() == [1, 0]


def test_keras_gives_the_same_numbers(page):
    ours, A = page["pair"], np.random.default_rng(0).standard_normal((4, 14, 1), np.float32)
    theirs = keras.Sequential(
        [
            keras.layers.Input((14, 1)),
            keras.layers.Conv1D(16, 5),
            keras.layers.Conv1D(32, 5),
        ]
    )
    for place, array in zip(theirs.weights, ours.params.values(), strict=True):
        place.assign(array.reshape(place.shape))
    np.testing.assert_allclose(ours.forward(A), keras.ops.convert_to_numpy(theirs(A)), atol=1e-4)
