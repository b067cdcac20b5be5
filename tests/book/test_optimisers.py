"""The page's cells, run here once, against the facts of the syllabus, Keras' Adam and arithmetic."""

import numpy as np
import pytest


@pytest.fixture(scope="module")
def page(run_page):
    return run_page("prerequisites/optimisers", until="## Summary")


def test_the_last_smaller_batch_is_kept_and_no_example_is_lost(page):
    batches = page["batches"]
    assert [len(batch) for batch in batches] == [64] * 19 + [1257 - 19 * 64]
    assert sorted(np.concatenate(batches)) == list(range(1257))


def test_separate_shuffles_leave_guessing(page):
    assert len(page["mixed"]) == 3 and max(page["mixed"]) < 30


def test_the_cost_is_noisier_the_smaller_the_batch_and_the_steps_are_more(page):
    for batch, mini, one in zip(*page["runs"].values(), strict=True):
        noise = [np.abs(np.diff(run.batch_loss)).mean() for run in (mini, one)]
        assert noise[1] > 3 * noise[0] and np.all(np.diff(batch.batch_loss) < 0)
        assert [len(run.batch_loss) for run in (batch, mini, one)] == [3, 60, 3771]


def test_the_whole_batch_is_behind_after_three_epochs_and_its_rate_is_too_large_for_single_examples(page):
    reached = page["reached"]
    assert (
        reached["batch"].max()
        < 70
        < 85
        < min(reached["mini-batch, 64"].min(), reached["stochastic, 1"].min())
    )
    assert max(page["too_fast"]) < 0.4


def test_the_average_is_the_weighted_sum_and_its_weights_add_up_to_what_the_correction_divides_by(page):
    for t in (1, 5, 60):
        weights = 0.1 * 0.9 ** np.arange(t - 1, -1, -1)
        assert page["averages"][t - 1] == pytest.approx(weights @ page["g"][:t])
        assert page["corrected"][t - 1] == pytest.approx(np.average(page["g"][:t], weights=weights))


def test_without_correction_adams_first_step_is_3_times_too_long_and_with_it_exact(page):
    assert page["first_steps"][1][0] == pytest.approx(0.1 / 0.001**0.5)
    np.testing.assert_allclose([corrected for _, corrected in page["first_steps"].values()], 1)


def test_all_three_descendants_beat_gradient_descent_on_the_surface(page):
    left = page["left"]
    assert max(left[name] for name in ("momentum", "RMSprop", "Adam")) < left["gradient descent"] / 10


def test_adams_path_down_the_valley_is_keras(page):
    import keras

    rate, ours = page["races"]["Adam"]
    w = keras.Variable(np.array([-9.0, 2.0]), dtype="float64")
    theirs = keras.optimizers.Adam(rate, epsilon=1e-8)
    for step in range(1, 21):
        theirs.apply([np.array([1.0, 100.0]) * np.array(w)], [w])
        np.testing.assert_allclose(np.array(w), ours[step], atol=1e-3)


def test_no_best_rate_lies_at_the_end_of_those_tried(page):
    tried, chosen = page["tried"], page["chosen"]
    assert len(chosen) == 4 and all(tried[0] < rate < tried[-1] for rate in chosen.values())


def test_a_decaying_rate_is_calm_where_the_large_ones_jump_and_lower_than_the_small_one(page):
    late = {name: np.array(runs)[:, -6:] for name, runs in page["decay_curves"].items()}
    assert 2 * np.ptp(late["0.1, decaying"]) < np.ptp(late["0.05"]) < np.ptp(late["0.1"])
    assert late["0.01"][:, -1].min() > late["0.1, decaying"][:, -1].max()


def test_the_first_epoch_of_three_starts_side_by_side_is_that_of_our_network_alone(page):
    from cnn_helpers.layers import SGD
    from cnn_helpers.layers.network import Dense, Network

    X, parity, rng = page["X"], page["y"] % 2, np.random.default_rng(0)
    W = rng.normal(0, 0.15, (65, 2))
    alone = Network([Dense(2)], (64,), dtype=np.float64)
    alone.params["dense_1.W"][...], alone.params["dense_1.b"][...] = W[:64], W[64]
    order = rng.permutation(len(X))
    for first in range(0, len(X) - 7, 8):
        batch = order[first : first + 8]
        alone.fit(X[batch], parity[batch], epochs=1, batch_size=8, optimizer=SGD(0.1), progress=False)
    assert page["decay_curves"]["0.1"][0][0] == pytest.approx(alone.evaluate(X, parity)[0], rel=1e-4)


def test_random_tries_sixteen_rates_the_grid_four_and_fine_is_best(page):
    glued = page["glued"]
    assert (glued["different_grid"], glued["different_random"]) == (4, 16)
    assert glued["search_fine"] < min(glued["search_grid"], glued["search_random"])
