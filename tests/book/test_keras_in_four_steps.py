"""The page's cells, run here once: resuming, saving, our numbers, and each silent mistake."""

import numpy as np
import pytest


@pytest.fixture(scope="module")
def page(run_page):
    return run_page("prerequisites/keras-in-four-steps")


def test_parameters_are_those_of_the_arithmetic_in_the_text(page):
    assert (page["glued"]["first_count"], page["glued"]["second_count"]) == ((64 + 1) * 64, (64 + 1) * 10)


def test_a_second_fit_goes_on_from_the_first(page):
    glued = page["glued"]
    assert glued["loss_after"] < 1.5 * glued["loss_before"] < glued["loss_new"] / 3


def test_the_reloaded_network_predicts_exactly_the_same(page):
    np.testing.assert_array_equal(page["mine"], page["theirs"])


def test_chain_and_graph_with_equal_weights_agree(page):
    np.testing.assert_array_equal(page["by_graph"], page["by_chain"])


def test_our_network_gives_keras_numbers_forward_and_backward(page):
    assert page["logit_gap"] < 1e-4
    assert max(page["loss_gap"], page["gradient_gap"]) < 1e-6


def test_early_stopping_ended_the_run_and_the_rate_fell(page):
    glued = page["glued"]
    assert glued["best_epoch"] + 2 == glued["stopped_after"] < 40
    assert glued["last_rate"] < glued["first_rate"]


def test_every_run_begins_with_its_own_weights_and_a_new_adam(page):
    network, seen = page["right"], []

    def first_step(history):
        return int(network.optimizer.iterations), float(network.optimizer.learning_rate)

    X, y = page["data"].X_train[:32], page["data"].y_train[:32]
    seen = page["three_runs"](network, first_step, x=X, y=y, epochs=1)
    assert seen == [(1, pytest.approx(2e-3))] * 3
    one, other = page["starts"][:2]
    assert not np.array_equal(one[0], other[0])


def test_forgetting_from_logits_ruins_the_run_and_softmax_twice_only_the_loss(page):
    glued = page["glued"]
    assert glued["forgot_accuracy"] < glued["twice_accuracy"] - 20
    assert glued["twice_loss"] > glued["floor"] > 1 > glued["right_loss"]


def test_the_wrong_metric_reports_nonsense_in_silence(page):
    assert page["shown"]["SparseCategoricalAccuracy"] > 0.95 > 0.3 > page["shown"]["CategoricalAccuracy"]


def test_digits_in_order_are_learned_worse_than_shuffled_ones(page):
    assert page["glued"]["in_order"] < page["glued"]["shuffled"] - 10


def test_in_training_mode_small_batches_are_read_worst(page):
    by_batch = page["by_batch"]
    assert by_batch[1] < 30 < by_batch[2] < by_batch[64] <= page["inference"]
