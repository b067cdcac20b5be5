"""Three convolutions: the counts by arithmetic, the ledger, the answers by NumPy, and what is refused."""

from math import prod

import keras
import numpy as np
import pytest

from cnn_helpers.layers import conv_forward
from cnn_helpers.layers.shapes import same_padding
from cnn_helpers.models import describe, three_convolutions


@pytest.fixture(scope="module")
def network():
    return three_convolutions((12, 9, 2), classes=4)


def by_numpy(network, images):
    """The network's answers from the layers of cnn_helpers.layers, which know nothing of Keras: the oracle."""
    weights = [weight.numpy().astype(float) for weight in network.weights]
    A = images.astype(float)
    for W, b, stride in zip(weights[0:6:2], weights[1:6:2], (2, 2, 1), strict=True):
        pads = [same_padding(n, W.shape[0], stride) for n in A.shape[1:3]]
        Z, _ = conv_forward(
            np.pad(A, ((0, 0), *pads, (0, 0))), W, b[None, None, None], {"stride": stride, "pad": 0}
        )
        A = np.maximum(Z, 0)
    scores = A.mean(axis=(1, 2)) @ weights[6] + weights[7]
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def test_its_parameters_are_those_of_its_parts(network):
    first, second = 3 * 3 * 2 * 16 + 16, 3 * 3 * 16 * 32 + 32  # f · f · n_C_prev · n_C weights and n_C biases
    third, last = 1 * 1 * 32 * 4 + 4, 4 * 4 + 4
    assert network.count_params() == first + second + third + last


def test_the_ledger_knows_every_layer(network):
    ledger = describe(network)
    assert ledger.unknown == []
    assert ledger.total.parameters == sum(prod(weight.shape) for weight in network.weights)
    assert [row.output_shape for row in ledger.rows if row.name.startswith("conv")] == [
        (6, 5, 16),
        (3, 3, 32),
        (3, 3, 4),
    ]
    assert ledger.rows[-1].receptive_field == (12, 9)


def test_its_answers_are_those_of_numpy(network):
    rng = np.random.default_rng(0)
    network.set_weights([rng.normal(0, 0.3, weight.shape) for weight in network.weights])
    images = rng.random((3, 12, 9, 2), np.float32)
    answers = network.predict(images, verbose=0)
    np.testing.assert_allclose(answers, by_numpy(network, images), atol=1e-5)
    assert np.ptp(answers, axis=0).max() > 1e-3, "the answers do not follow the image"


def test_one_changed_weight_is_noticed(network):
    """Otherwise the comparison above would prove little."""
    images = np.random.default_rng(1).random((3, 12, 9, 2), np.float32)
    other = keras.models.clone_model(network)
    weights = network.get_weights()
    weights[2][1, 1, 0, :] += 0.5
    other.set_weights(weights)
    assert np.abs(other.predict(images, verbose=0) - by_numpy(network, images)).max() > 1e-3


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"input_shape": (7, 32, 3)}, "n_H of input_shape is 7; a whole number of at least 8 is needed"),
        ({"input_shape": (32, 32)}, "three whole numbers"),
        ({"classes": 1}, "classes is 1; a whole number of at least 2 is needed"),
    ],
)
def test_other_shapes_and_counts_are_refused(arguments, message):
    with pytest.raises(ValueError, match=message):
        three_convolutions(**arguments)
