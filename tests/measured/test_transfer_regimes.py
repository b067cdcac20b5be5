"""The record of three regimes and of batch norm: a part that its page does not repeat, trained here."""

import numpy as np
import pytest

from cnn_helpers.measured import read_record

pytestmark = pytest.mark.needs_network("efficientnet_lite0")


def test_batch_norm_frozen_and_trained_begin_alike_and_come_apart_as_in_the_record(monkeypatch):
    from cnn_helpers.measured import transfer_regimes

    monkeypatch.setattr(transfer_regimes, "DRAWS", 1)
    monkeypatch.setattr(transfer_regimes, "NORM_STOPS", (0, 22))
    trained_before = {
        name: np.array(runs)[0, :2]
        for name, runs in read_record("transfer_regimes")["results"]["batch norm"].items()
    }
    again = transfer_regimes.batch_norm_twice(transfer_regimes.Cut())
    assert again["frozen"][0][0] == again["trained"][0][0]
    for name, [run] in again.items():
        np.testing.assert_allclose(run, trained_before[name], atol=12, err_msg=name)
        assert run[0] == pytest.approx(trained_before[name][0], abs=2)


def test_a_learner_begins_anew_as_it_began_before():
    import keras

    from cnn_helpers.measured.transfer_regimes import Learner, solved

    rng = np.random.default_rng(0)
    X, y = rng.normal(size=(12, 5)).astype("float32"), np.arange(12) % 3
    model = keras.Sequential(
        [keras.Input((5,)), keras.layers.BatchNormalization(), keras.layers.Dense(3, "softmax")]
    )
    model.compile(keras.optimizers.Adam(0.1), "sparse_categorical_crossentropy")
    learner, head = Learner(model), solved(X, y)

    def score(trained):
        return float(np.abs(trained.layers[-1].get_weights()[0]).sum())

    runs = []
    for _ in range(2):
        learner.begin(head)
        runs.append(learner.train(X, y, 4, (0, 3, 5), seed=1, score=score)[0])
        assert len(set(runs[-1])) == 3
    assert runs[0] == pytest.approx(runs[1], rel=1e-5)
    assert runs[0][0] == pytest.approx(np.abs(head.coef_).sum(), rel=1e-5)


def test_batches_hold_each_example_once_an_epoch():
    from cnn_helpers.measured.transfer_regimes import epochs

    batches = epochs(6, 2, seed=0)
    first, second = (np.concatenate([next(batches) for _ in range(3)]).tolist() for _ in range(2))
    assert sorted(first) == sorted(second) == list(range(6))
    assert first != second
