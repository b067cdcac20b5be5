"""The page's cells, run here once, against the facts of the syllabus."""

import numpy as np
import pytest


@pytest.fixture(scope="module")
def page(run_page):
    return run_page("prerequisites/training", until="## Summary")


def test_equal_weights_stay_equal(page):
    assert [page["different_units"](value)[0] for value in (0, 0.1)] == [1, 1]


def test_he_keeps_the_spread_of_relu_and_the_others_do_not(page):
    last = {name: spread[-1] for name, spread in page["relu_spreads"].items()}
    assert 0.3 < last["He"] < 3 and last["0.01"] < 1e-20 and last["Xavier"] < 0.01 and last["0.5"] > 1e9


def test_the_gradient_is_level_with_he_and_vanishes_or_explodes_without(page):
    lengths = page["lengths"]
    assert max(lengths["ReLU, He"]) / min(lengths["ReLU, He"]) < 10
    assert lengths["ReLU, Xavier"][-1] < 1e-4 and lengths["sigmoid, Xavier"][-1] < 1e-15
    assert lengths["ReLU, 1.5 × He"][-1] > 1e4


def test_a_batch_normalised_by_itself_is_misjudged(page):
    assert page["found_train"] > 0.9 > 0.6 > page["found_own"]


def test_normalised_features_have_a_rounder_valley(page):
    assert page["glued"]["ratio_raw"] > 5 * page["glued"]["ratio_scaled"]


def test_networks_learn_only_with_the_right_first_weights(page):
    reached, tanh = page["reached"], page["tanh_reached"]
    assert min(reached["ReLU, He"]) > 0.3 > max(reached["ReLU, Xavier"] + reached["sigmoid, Xavier"])
    assert min(tanh["Xavier"]) > max(tanh["0.01"] + tanh["0.5"])


def test_batch_norm_passes_the_check_and_makes_the_bias_useless(page):
    assert page["check"] < 1e-7 < 1e-3 < page["wrong"]
    assert np.abs(page["bias_gradient"]).max() < 1e-12
    assert page["by_averages"] > 0.95 > 0.2 > page["by_itself"]


def test_batch_norm_equals_keras_in_training_and_in_use(page):
    import keras

    rng = np.random.default_rng(5)
    gamma, beta = rng.normal(size=(2, 4))
    zeros, ones = np.zeros(4), np.ones(4)
    layer = keras.layers.BatchNormalization(momentum=0.9, epsilon=1e-3, dtype="float64")
    layer.build((None, 4))
    layer.set_weights([gamma, beta, zeros, ones])
    running = {"mean": zeros, "var": ones, "momentum": 0.9}
    for Z in rng.normal(3, 5, size=(10, 32, 4)):
        theirs = layer(Z, training=True)
        np.testing.assert_allclose(page["batch_norm"](Z, gamma, beta), theirs, atol=1e-5)
        ours, _ = page["batch_norm_forward"](Z, gamma, beta, running, training=True)
        np.testing.assert_allclose(ours, theirs, atol=1e-5)
    ours, _ = page["batch_norm_forward"](Z, gamma, beta, running, training=False)
    np.testing.assert_allclose(ours, layer(Z, training=False), atol=1e-5)


def test_with_batch_norm_the_network_learns_from_weights_it_did_not_learn_from(page):
    ends = {name: [losses[-1] for losses in runs] for name, runs in page["curves"].items()}
    assert min(ends["without"]) > 2 > 1 > max(ends["with batch norm"])
