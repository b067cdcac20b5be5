"""The page's cells, run here once, against the facts of the syllabus."""

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
    assert page["accuracy_mixed"] < 0.3


def test_the_cost_is_noisier_the_smaller_the_batch_and_the_steps_are_more(page):
    noise = {name: np.abs(np.diff(run.batch_loss)).mean() for name, run in page["runs"].items()}
    assert noise["stochastic, 1"] > 3 * noise["mini-batch, 64"]
    assert np.all(np.diff(page["runs"]["batch"].batch_loss) < 0)
    assert [len(run.batch_loss) for run in page["runs"].values()] == [3, 60, 3771]


def test_without_correction_adams_first_step_is_3_times_too_long_and_with_it_exact(page):
    assert page["first_steps"][1][0] == pytest.approx(0.1 / 0.001**0.5)
    np.testing.assert_allclose([corrected for _, corrected in page["first_steps"].values()], 1)


def test_all_three_descendants_beat_gradient_descent_on_the_surface(page):
    left = page["left"]
    assert max(left[name] for name in ("momentum", "RMSprop", "Adam")) < left["gradient descent"] / 10


def test_a_decaying_rate_ends_below_both_constant_ones(page):
    ends = {name: losses[-1] for name, losses in page["decay_curves"].items()}
    assert min(ends, key=ends.get) == "0.1, decaying"


def test_random_tries_sixteen_rates_the_grid_four_and_fine_is_best(page):
    glued = page["glued"]
    assert (glued["different_grid"], glued["different_random"]) == (4, 16)
    assert glued["search_fine"] < min(glued["search_grid"], glued["search_random"])
