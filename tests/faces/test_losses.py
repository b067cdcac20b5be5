"""Losses of pairs and triplets, and the choice of triplets, beside plain loops."""

import keras
import numpy as np
import pytest
import tensorflow as tf
from hypothesis import given
from hypothesis import strategies as st

from cnn_helpers.faces import (
    BatchContrastiveLoss,
    BatchTripletLoss,
    contrastive_loss,
    identity_batches,
    mine_triplets,
    semi_hard_negatives,
    squared_distances,
    triplet_loss,
)

shapes = st.tuples(st.integers(1, 6), st.integers(1, 5), st.integers(0, 99), st.floats(0, 2))
batches = st.tuples(st.integers(0, 99), st.integers(2, 4), st.integers(2, 3), st.floats(0, 1))


def vectors(seed, *shape):
    return np.random.default_rng(seed).normal(size=shape).astype(np.float32)


def batch(drawn):
    """Embeddings of `people` with `pictures` each, in random order, with a lonely picture besides."""
    seed, people, pictures, alpha = drawn
    identities = np.append(np.repeat(np.arange(people), pictures), people)
    identities = np.random.default_rng(seed).permutation(identities)
    return vectors(seed, len(identities), 3) / 2, identities, alpha


@given(shapes)
def test_the_triplet_loss_is_the_sum_that_a_loop_gives(drawn):
    m, d, seed, alpha = drawn
    parts = vectors(seed, 3, m, d)
    total = sum(max(sum((a - p) ** 2) - sum((a - n) ** 2) + alpha, 0) for a, p, n in zip(*parts, strict=True))
    assert float(triplet_loss(None, list(parts), alpha)) == pytest.approx(total, rel=1e-4, abs=1e-5)


@given(st.integers(1, 6), st.integers(0, 99), st.floats(0, 2))
def test_the_contrastive_loss_is_the_mean_that_a_loop_gives(m, seed, margin):
    rng = np.random.default_rng(seed)
    same, distances = rng.integers(0, 2, m), rng.uniform(0, 2, m)
    losses = [d**2 if y else max(margin - d, 0) ** 2 for y, d in zip(same, distances, strict=True)]
    for truth in (same, same.astype(bool)):
        assert float(contrastive_loss(truth, distances, margin)) == pytest.approx(np.mean(losses), rel=1e-6)


def test_the_contrastive_loss_takes_whole_distances_and_lets_gradients_through():
    assert float(contrastive_loss([1, 0], [2, 0], margin=3)) == (4 + 9) / 2
    distances = tf.Variable([0.6, 0.6, 1.5])
    with tf.GradientTape() as tape:
        loss = contrastive_loss([1, 0, 0], distances)
    np.testing.assert_allclose(tape.gradient(loss, distances), [1.2 / 3, -0.8 / 3, 0], rtol=1e-5)


def test_a_frameworks_triplet_loss_takes_the_distance_and_ours_its_square():
    anchor, positive, negative = [[0.0, 0.0]], [[0.5, 0.0]], [[0.0, 0.6]]
    ours = float(triplet_loss(None, [anchor, positive, negative], 0.2))
    assert ours == pytest.approx(0.25 - 0.36 + 0.2) and ours != pytest.approx(0.5 - 0.6 + 0.2, rel=0.05)


def test_both_losses_have_gradients_where_two_vectors_are_equal():
    same = tf.Variable([[1.0, 2.0], [1.0, 2.0]])
    with tf.GradientTape(persistent=True) as tape:
        losses = [
            BatchContrastiveLoss()([0, 1], same),
            triplet_loss(None, [same, same, same]),
        ]
    for loss in losses:
        assert np.isfinite(tape.gradient(loss, same)).all()


@given(batches)
def test_distances_of_a_batch_are_those_of_a_loop(drawn):
    f, _, _ = batch(drawn)
    expected = [[sum((a - b) ** 2) for b in f[:3]] for a in f]
    np.testing.assert_allclose(squared_distances(f, f[:3]), expected, atol=1e-5)


@given(st.integers(0, 99), st.floats(0, 1))
def test_a_semi_hard_negative_is_farther_than_the_positive_but_not_by_the_margin(seed, alpha):
    d_ap, d_an = abs(vectors(seed, 4, 1)), abs(vectors(seed + 1, 1, 5))
    mask = semi_hard_negatives(d_ap, d_an, alpha).numpy()
    expected = [[p < n < np.float32(p + np.float32(alpha)) for n in d_an[0]] for p in d_ap[:, 0]]
    assert mask.tolist() == expected


@given(batches, st.sampled_from(["random", "semi_hard", "hard"]))
def test_every_pair_of_a_person_gets_a_negative_that_the_strategy_allows(drawn, strategy):
    f, identities, alpha = batch(drawn)
    found = {(a, p): n for a, p, n in mine_triplets(f, identities, strategy, alpha).tolist()}
    distance = squared_distances(f, f).numpy()
    for a in range(len(f)):
        for p in range(len(f)):
            others = [n for n in range(len(f)) if identities[n] != identities[a]]
            if strategy == "semi_hard":
                near = np.float32(distance[a, p] + np.float32(alpha))
                others = [n for n in others if distance[a, p] < distance[a, n] < near]
            if strategy == "hard":
                others = [min(others, key=lambda n: distance[a, n])]
            pair = a != p and identities[a] == identities[p]
            assert ((a, p) in found) == (pair and len(others) > 0)
            assert (a, p) not in found or found[a, p] in others


def test_random_negatives_differ_with_the_seed_and_reach_everybody():
    f, identities, _ = batch((0, 4, 3, 0.2))
    drawn = [mine_triplets(f, identities, "random", seed=seed) for seed in range(40)]
    anchor, positive = drawn[0][0, :2]
    reached = {int(triplets[0, 2]) for triplets in drawn}
    assert reached == set(np.flatnonzero(identities != identities[anchor]).tolist())
    assert all((triplets[0, :2] == (anchor, positive)).all() for triplets in drawn)


@given(batches, st.sampled_from(["semi_hard", "hard"]))
def test_the_loss_of_a_batch_is_the_mean_over_its_triplets(drawn, strategy):
    f, identities, alpha = batch(drawn)
    value = float(BatchTripletLoss(strategy, alpha)(identities, f))
    distance, losses = squared_distances(f, f).numpy(), []
    for a, p in zip(*np.nonzero(identities[:, None] == identities), strict=True):
        others = distance[a][identities != identities[a]]
        near = others[(others > distance[a, p]) & (others < distance[a, p] + np.float32(alpha))]
        if a != p and strategy == "hard":
            losses.append(max(distance[a, p] - others.min() + alpha, 0))
        elif a != p and len(near):
            losses.append(distance[a, p] - near + alpha)
    if strategy == "hard" or not losses:
        assert value == pytest.approx(np.mean(losses) if losses else 0, rel=1e-4, abs=1e-5)
    else:  # any of the semi-hard negatives may have been drawn
        low, high = (np.mean([pick(loss) for loss in losses]) for pick in (min, max))
        assert low - 1e-5 <= value <= high + 1e-5


@given(batches)
def test_the_contrastive_loss_of_a_batch_balances_pairs_of_one_and_of_two_people(drawn):
    f, identities, margin = batch(drawn)
    apart, together = [], []
    for i in range(len(f)):
        for j in range(i):
            d = np.linalg.norm(f[i] - f[j])
            if identities[i] == identities[j]:
                together.append(d**2)
            else:
                apart.append(max(margin - d, 0) ** 2)
    value = float(BatchContrastiveLoss(margin)(identities, f))
    assert value == pytest.approx(np.mean(together) + np.mean(apart), rel=1e-4, abs=1e-5)


@pytest.mark.parametrize("loss", [BatchTripletLoss("semi_hard", 0.5), BatchContrastiveLoss(1.0)])
def test_a_network_learns_by_it_to_tell_people_apart(loss):
    rng, identities = np.random.default_rng(0), np.arange(400) % 8
    marks = rng.normal(size=(8, 4))[identities]
    pictures = np.concatenate([marks, 3 * rng.normal(size=(400, 4))], axis=1).astype(np.float32)
    keras.utils.set_random_seed(0)
    network = keras.Sequential([keras.Input((8,)), keras.layers.Dense(4)])
    network.compile(keras.optimizers.Adam(0.02), loss, jit_compile=False)
    places = identity_batches(identities, people=8, pictures=4, batches=150)
    before = nearest_is_right(network, pictures, identities)
    network.fit(pictures[places.ravel()], identities[places.ravel()], 32, shuffle=False, verbose=0)
    assert before < 0.6 < 0.9 < nearest_is_right(network, pictures, identities)


def nearest_is_right(network, pictures, identities):
    f = network.predict(pictures, verbose=0)
    distance = squared_distances(f, f).numpy() + np.diag(np.full(len(f), np.inf))
    return np.mean(identities[distance.argmin(axis=1)] == identities)


def test_a_loss_is_made_again_from_its_config():
    for loss in (BatchTripletLoss("hard", 0.3, seed=4), BatchContrastiveLoss(0.7)):
        assert type(loss).from_config(loss.get_config()).get_config() == loss.get_config()


def test_every_batch_holds_the_people_and_pictures_asked_for():
    identities = np.array([0, 1, 1, 2, 2, 2, 3, 3, 3, 0, 4])
    places = identity_batches(identities, people=3, pictures=2, batches=50, seed=1)
    assert places.shape == (50, 6)
    for row in places:
        who, count = np.unique(identities[row], return_counts=True)
        assert len(who) == 3 and (count == 2).all() and len(set(row)) == 6
    assert set(places.ravel()) == set(range(10)), "all but the one picture of person 4"
    assert (identity_batches(identities, 3, 2, 50, seed=1) == places).all()


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: triplet_loss(None, np.zeros((2, 4, 3))), "2 values given; 3 batches"),
        (lambda: triplet_loss(None, [np.zeros((4, 3)), np.zeros((4, 3)), np.zeros((4, 2))]), "one shape"),
        (lambda: triplet_loss(None, np.zeros((3, 4))), r"one shape \(m, d\)"),
        (lambda: triplet_loss(None, np.zeros((3, 4, 3)), alpha=-0.1), "alpha is -0.1"),
        (lambda: triplet_loss(None, None), "NoneType given"),
        (lambda: contrastive_loss([1], np.zeros(4)), r"same has shape \(1,\) and distances \(4,\)"),
        (lambda: contrastive_loss([[1], [0]], np.zeros((2, 1))), r"\(m,\) twice"),
        (lambda: contrastive_loss([], []), "at least one pair"),
        (lambda: contrastive_loss([1] * 4, np.zeros(4), margin=np.nan), "margin is nan"),
        (lambda: squared_distances(np.zeros((4, 3)), np.zeros((4, 2))), "with one d"),
        (lambda: semi_hard_negatives(1.0, 2.0, alpha=-1), "alpha is -1"),
        (lambda: mine_triplets(np.zeros((4, 3)), [0, 0, 1, 1], "easy"), "one of random, semi_hard, hard"),
        (lambda: mine_triplets(np.zeros((4, 3)), [0, 0, 1]), "4 in all"),
        (lambda: mine_triplets(np.zeros((2, 3)), [0.5, 1.5]), "whole number or name"),
        (lambda: BatchTripletLoss("easy"), "strategy is 'easy'"),
        (lambda: BatchTripletLoss(alpha="0.2"), "alpha is '0.2'"),
        (lambda: BatchContrastiveLoss(-1), "margin is -1"),
        (lambda: identity_batches([0, 0, 1], 2, 2, 1), "1 people have 2 pictures or more; 2 are needed"),
        (lambda: identity_batches([0, 0, 1, 1], 1, 2, 1), "people is 1"),
    ],
)
def test_what_makes_no_sense_is_refused(call, words):
    with pytest.raises(ValueError, match=words):
        call()
