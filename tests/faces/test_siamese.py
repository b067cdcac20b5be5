"""Siamese networks: heads compute their formula, share weights, and learn, on given embeddings and end to end."""

import keras
import numpy as np
import pytest

from cnn_helpers.faces import chi_square, siamese_head, siamese_network, signed_parts


def vectors(seed, *shape):
    return np.random.default_rng(seed).normal(size=shape).astype(np.float32)


@pytest.mark.parametrize("kind", ["l1", "chi_square"])
def test_a_head_computes_its_formula_and_does_not_mind_the_order(kind):
    f, g, head = vectors(0, 5, 4), vectors(1, 5, 4), siamese_head(4, kind)
    w, b = vectors(2, 8 if kind == "chi_square" else 4, 1), vectors(3, 1)
    head.set_weights([w, b])
    if kind == "l1":
        difference = np.abs(f - g)
    else:
        f_parts, g_parts = (np.concatenate([np.maximum(v, 0), np.maximum(-v, 0)], axis=1) for v in (f, g))
        total = f_parts + g_parts
        difference = np.divide((f_parts - g_parts) ** 2, total, out=np.zeros_like(total), where=total > 0)
    expected = 1 / (1 + np.exp(-(difference @ w + b)))
    np.testing.assert_allclose(head([f, g]), expected, rtol=1e-5)
    np.testing.assert_array_equal(head([f, g]), head([g, f]))
    np.testing.assert_allclose(head([f, f])[:, 0], 1 / (1 + np.exp(-b[0])), rtol=1e-5)


def test_the_denominator_is_the_sum_and_where_both_are_zero_there_is_no_difference():
    f, g = np.abs(vectors(0, 3, 4)), np.abs(vectors(1, 3, 4))
    f[:, 0] = g[:, 0] = 0
    expected = np.zeros_like(f)
    for place in np.ndindex(f.shape):
        if f[place] + g[place] > 0:
            expected[place] = (f[place] - g[place]) ** 2 / (f[place] + g[place])
    np.testing.assert_allclose(chi_square(f, g), expected, rtol=1e-5)
    np.testing.assert_allclose(signed_parts(f - g)[:, :4] - signed_parts(f - g)[:, 4:], f - g, rtol=1e-6)


@pytest.mark.parametrize("kind", ["l1", "chi_square"])
def test_a_siamese_network_learns_end_to_end_and_its_twins_stay_one_network(kind):
    rng = np.random.default_rng(0)
    keras.utils.set_random_seed(0)
    marks = rng.normal(size=(12, 3))
    who = rng.integers(0, 12, (2, 1200))
    who[1, ::2] = who[0, ::2]
    first, second = (
        np.concatenate([marks[own], 2 * rng.normal(size=(1200, 3))], axis=1).astype(np.float32) for own in who
    )
    same = (who[0] == who[1]).astype(np.float32)
    embedding = keras.Sequential([keras.Input((6,)), keras.layers.Dense(8)])
    network = siamese_network(embedding, kind)
    assert network.count_params() == embedding.count_params() + siamese_head(8, kind).count_params()
    network.compile(
        keras.optimizers.Adam(0.03), "binary_crossentropy", metrics=["accuracy"], jit_compile=False
    )
    network.fit([first[:900], second[:900]], same[:900], 60, epochs=8, verbose=0)
    _, accuracy = network.evaluate([first[900:], second[900:]], same[900:], verbose=0)
    assert accuracy > 0.85
    np.testing.assert_allclose(network([first, second]), network([second, first]), atol=1e-6)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: siamese_head(0), "size is 0"),
        (lambda: siamese_head(4, "cosine"), "one of l1, chi_square"),
        (lambda: siamese_network("a network"), "a Keras model to vectors"),
        (lambda: siamese_network(keras.Sequential([keras.Input((4, 4, 1))])), r"vectors \(m, d\) is needed"),
        (lambda: chi_square([[1.0]], [[-1.0]]), "down to -1"),
        (lambda: chi_square([[1.0]], [[1.0, 2.0]]), "one shape"),
    ],
)
def test_what_cannot_be_compared_is_refused(call, words):
    with pytest.raises(ValueError, match=words):
        call()
