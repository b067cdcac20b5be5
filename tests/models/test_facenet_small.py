"""The small FaceNet: counts worked out by hand, vectors of length 1, and what it refuses."""

from math import prod

import keras
import numpy as np
import pytest

from cnn_helpers.models import describe, small_facenet


@pytest.fixture(scope="module")
def network():
    return small_facenet()


def conv(n_C, filters, *size):
    """Trainable parameters of a convolution without bias and a batch norm without factor."""
    return prod(size) * n_C * filters + filters


def test_its_parameters_are_those_of_its_parts(network):
    stem = conv(3, 32, 3, 3) + conv(32, 32, 3, 3) + conv(32, 64, 3, 3)
    a = 3 * conv(64, 16, 1, 1) + 3 * conv(16, 16, 3, 3) + (48 + 1) * 64
    first = conv(64, 64, 3, 3) + conv(64, 32, 1, 1) + conv(32, 48, 3, 3) + conv(48, 64, 3, 3)
    b = 2 * conv(192, 32, 1, 1) + 2 * conv(32, 32, 1, 5) + (64 + 1) * 192
    second = 2 * conv(192, 64, 1, 1) + 2 * conv(64, 96, 3, 3) + conv(64, 64, 3, 3)
    c = 2 * conv(384, 64, 1, 1) + 2 * conv(64, 64, 1, 3) + (128 + 1) * 384
    total = stem + 2 * a + first + 3 * b + second + 2 * c + 384 * 64 + 64
    assert sum(prod(weight.shape) for weight in network.trainable_weights) == total
    ledger = describe(network)
    assert ledger.total.parameters == network.count_params() and ledger.unknown == []
    assert network.count_params() * 2 < 3e6  # bytes as float16


def test_vectors_have_length_one_and_follow_the_picture(network):
    images = np.random.default_rng(0).random((4, 64, 64, 3), np.float32)
    vectors = network.predict(images, verbose=0)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, rtol=1e-5)
    apart = np.linalg.norm(vectors[:, None] - vectors, axis=2)[~np.eye(4, dtype=bool)]
    assert apart.min() > 1e-3
    np.testing.assert_allclose(network.predict(images[2:3], verbose=0)[0], vectors[2], atol=1e-5)


def test_vectors_stay_exact_when_the_network_computes_with_short_numbers():
    before = keras.config.dtype_policy()
    keras.config.set_dtype_policy("mixed_bfloat16")
    try:
        assert small_facenet((32, 32, 1), embedding=3).output.dtype == "float32"
    finally:
        keras.config.set_dtype_policy(before)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"input_shape": (31, 64, 3)}, "n_H of input_shape is 31"),
        ({"input_shape": (64, 64)}, "three whole numbers"),
        ({"embedding": 1}, "embedding is 1"),
        ({"embedding": 64.0}, "embedding is 64.0"),
    ],
)
def test_other_shapes_and_counts_are_refused(arguments, message):
    with pytest.raises(ValueError, match=message):
        small_facenet(**arguments)
