"""Pairs, curves and thresholds beside loops over every threshold."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnn_helpers.faces import (
    calibrate,
    identification_error,
    pair_distances,
    roc,
    verification_pairs,
    verification_rates,
)

judged = st.lists(st.tuples(st.integers(0, 12), st.booleans()), min_size=2, max_size=30).filter(
    lambda pairs: {same for _, same in pairs} == {True, False}
)


def split(pairs):
    """Distances on a coarse grid, so that many are equal, and whether each pair is of one person."""
    return np.array([d / 8 for d, _ in pairs]), np.array([same for _, same in pairs])


@given(judged, st.integers(0, 13))
def test_the_rates_of_a_threshold_are_counts(pairs, threshold):
    distances, same = split(pairs)
    rates = verification_rates(distances, same, threshold / 8)
    accepted = [d < threshold for d, _ in pairs]
    assert rates.accuracy == pytest.approx(np.mean([a == s for a, s in zip(accepted, same, strict=True)]))
    assert rates.false_accept == pytest.approx(
        np.mean([a for a, s in zip(accepted, same, strict=True) if not s])
    )
    assert rates.true_accept == pytest.approx(np.mean([a for a, s in zip(accepted, same, strict=True) if s]))


@given(judged)
def test_the_curve_holds_the_rates_of_every_threshold_and_its_area_is_a_chance(pairs):
    distances, same = split(pairs)
    curve = roc(distances, same)
    for false_accept, true_accept, threshold in zip(*curve[:3], strict=True):
        rates = verification_rates(distances, same, np.nextafter(threshold, np.inf))
        assert (false_accept, true_accept) == pytest.approx((rates.false_accept, rates.true_accept))
    nearer = [(p < n) + (p == n) / 2 for p in distances[same] for n in distances[~same]]
    assert curve.area == pytest.approx(np.mean(nearer)), "how often one person's pair is the nearer one"


@given(judged)
def test_no_other_threshold_is_more_accurate(pairs):
    distances, same = split(pairs)
    best = calibrate(distances, same)
    assert best == verification_rates(distances, same, best.threshold)
    others = [verification_rates(distances, same, t / 16).accuracy for t in range(0, 40)]
    assert best.accuracy == pytest.approx(max(others))


@given(judged, st.sampled_from([0.0, 0.1, 0.25, 0.5, 0.9]))
def test_a_fixed_share_of_false_accepts_is_kept_and_no_more_could_be_accepted(pairs, wanted):
    distances, same = split(pairs)
    rates = calibrate(distances, same, false_accept=wanted)
    assert rates.false_accept <= wanted + 1e-12
    looser = verification_rates(distances, same, np.nextafter(rates.threshold, np.inf))
    assert looser.false_accept > wanted


def test_a_threshold_stands_in_the_middle_of_the_widest_gap():
    assert calibrate([0.1, 0.2, 0.6, 0.7], [True, True, False, False]).threshold == pytest.approx(0.4)
    assert calibrate([0.6, 0.7, 0.1], [True, True, False]).threshold == pytest.approx(1.2)


@pytest.mark.parametrize("K", [1, 5, 100])
def test_the_error_among_many_is_what_chance_gives(K):
    e, rng = 0.02, np.random.default_rng(0)
    wrong = (rng.random((20_000, K)) < e).any(axis=1).mean()
    assert identification_error(e, K) == pytest.approx(1 - (1 - e) ** K)
    assert wrong == pytest.approx(identification_error(e, K), abs=0.012)


def test_small_errors_are_not_lost_in_rounding():
    assert identification_error(1e-18, 1000) == pytest.approx(1e-15)


def test_pairs_are_different_and_half_of_them_of_one_person():
    identities = np.repeat(["ada", "bo", "cy", "di"], 5)
    pairs, same = verification_pairs(identities, count=30, seed=2)
    assert len({tuple(pair) for pair in pairs}) == len(pairs) == 60 and same.sum() == 30
    assert (pairs[:, 0] < pairs[:, 1]).all()
    assert ((identities[pairs[:, 0]] == identities[pairs[:, 1]]) == same).all()
    assert (verification_pairs(identities, 30, seed=2)[0] == pairs).all()
    assert (verification_pairs(identities, 30, seed=3)[0] != pairs).any()


def test_distances_are_those_of_a_loop():
    f, pairs = np.random.default_rng(0).normal(size=(6, 4)), [[0, 1], [5, 2], [3, 3]]
    expected = [np.sqrt(sum((f[i] - f[j]) ** 2)) for i, j in pairs]
    np.testing.assert_allclose(pair_distances(f, pairs), expected)


TWO = ([0.1, 0.2], [True, False])


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: verification_rates([0.1], [True], 0.5), "pairs of both kinds"),
        (lambda: roc([0.1, 0.2], [True]), "as many values"),
        (lambda: calibrate([0.1, 0.2], [2, 0]), "true or false"),
        (lambda: calibrate([-0.1, 0.2], [True, False]), "least distance is -0.1"),
        (lambda: calibrate([np.nan, 0.2], [True, False]), "numbers of at least 0"),
        (lambda: calibrate(*TWO, false_accept=1.0), "false_accept is 1.0; a number from 0 to below 1"),
        (lambda: identification_error(1.0, 3), "e is 1.0"),
        (lambda: identification_error(0.1, 0), "K is 0"),
        (lambda: verification_pairs([0, 0, 1], 2), "1 pairs of one person; 2 are needed"),
        (lambda: verification_pairs([0, 0, 0], 1), "0 pairs of two people"),
        (lambda: pair_distances(np.zeros((2, 3)), [[0, 2]]), "there are 2 embeddings"),
        (lambda: pair_distances(np.zeros((2, 3)), [0, 1]), r"places \(n, 2\)"),
    ],
)
def test_what_makes_no_sense_is_refused(call, words):
    with pytest.raises(ValueError, match=words):
        call()
