"""A ConvNet of our NumPy layers alone reads handwritten digits, whatever the seed."""

import numpy as np
import pytest
from threadpoolctl import threadpool_limits

from cnn_helpers.data import digits
from cnn_helpers.layers import Adam
from cnn_helpers.layers.network import BatchNorm, Conv, Dense, Flatten, MaxPool, Network, ReLU


@pytest.mark.parametrize("seed", [0, 1, 2])
def test_digits_are_read_with_97_percent_of_unseen_ones_right(seed):
    data = digits(seed=seed)
    layers = [Conv(16, 3, pad=1), BatchNorm(), ReLU(), MaxPool(2), Conv(32, 3, pad=1), BatchNorm(), ReLU()]
    network = Network([*layers, Flatten(), Dense(10)], (8, 8, 1), seed=seed)
    # on a busy machine a second thread spends its time waiting for the first: 4 s can become 40
    with threadpool_limits(1):
        network.fit(data.X_train, data.y_train, optimizer=Adam(2e-3), seed=seed, progress=False)
    _, accuracy = network.evaluate(data.X_test, data.y_test)
    assert accuracy >= 0.97


def test_a_network_that_has_not_learned_guesses():
    data = digits()
    network = Network([Conv(16, 3), ReLU(), Flatten(), Dense(10)], (8, 8, 1))
    assert network.evaluate(data.X_test, data.y_test)[1] < 0.4
    assert np.isfinite(network.predict_proba(data.X_test)).all()
