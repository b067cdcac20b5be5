"""Training: every example is seen, a run can be repeated, interrupted and continued, and divergence is told."""

import numpy as np
import pytest

from cnn_helpers.layers import SGD, Adam
from cnn_helpers.layers.network import BatchNorm, Dense, Dropout, Network, ReLU
from cnn_helpers.layers.network_training import mini_batches

rng = np.random.default_rng(0)
X = rng.standard_normal((50, 4)).astype(np.float32)
y = (X[:, 0] * X[:, 1] > 0).astype(int)


def network(seed=0):
    return Network([Dense(16), BatchNorm(), ReLU(), Dropout(0.1), Dense(2)], (4,), seed=seed)


def test_every_example_is_in_one_mini_batch_and_the_last_takes_what_is_left():
    batches = mini_batches(50, 16, np.random.default_rng(0))
    assert [len(batch) for batch in batches] == [16, 16, 16, 2]
    assert sorted(np.concatenate(batches)) == list(range(50))
    assert np.concatenate(batches).tolist() != list(range(50)), "they are shuffled"
    with pytest.raises(ValueError, match="batch_size is 0"):
        mini_batches(50, 0, np.random.default_rng(0))


def test_the_history_measures_every_batch_and_epoch():
    history = network().fit(X, y, validation_data=(X[:9], y[:9]), epochs=3, batch_size=16, progress=False)
    assert len(history.batch_loss) == 3 * 4
    lengths = {len(getattr(history, n)) for n in ("loss", "accuracy", "val_loss", "val_accuracy", "seconds")}
    assert lengths == {3} and not history.interrupted
    assert history.loss[0] == pytest.approx(np.average(history.batch_loss[:4], weights=[16, 16, 16, 2]))


def test_training_learns_what_no_single_layer_could():
    learner = network()
    before = learner.evaluate(X, y)
    learner.fit(X, y, epochs=120, batch_size=16, optimizer=Adam(0.02), progress=False)
    loss, accuracy = learner.evaluate(X, y)
    assert accuracy >= 0.95 and loss < before[0] / 3


def test_the_same_seeds_give_the_same_network_and_other_seeds_another():
    results = []
    for shuffle in (3, 3, 4):
        learner = network()
        learner.fit(X, y, epochs=2, batch_size=16, seed=shuffle, progress=False)
        results.append(learner.params["dense_1.W"])
    np.testing.assert_array_equal(results[0], results[1])
    assert not np.array_equal(results[0], results[2])


def test_fit_goes_on_from_where_the_network_stands():
    learner = network()
    first = learner.fit(X, y, epochs=20, batch_size=16, optimizer=Adam(0.01), progress=False)
    second = learner.fit(X, y, epochs=1, batch_size=16, optimizer=Adam(0.01), progress=False)
    assert second.loss[0] < first.loss[0] * 0.8


def test_l2_shrinks_weights_leaves_biases_alone_and_is_part_of_the_loss():
    plain, decayed = (Network([Dense(2)], (4,)) for _ in range(2))
    W = plain.params["dense_1.W"].copy()
    options = {"epochs": 1, "optimizer": SGD(0.5), "progress": False}
    # inputs of zero give no gradient for the weights but L2's
    loss = plain.fit(0 * X[:2], [0, 0], **options).loss[0]
    decayed_loss = decayed.fit(0 * X[:2], [0, 0], l2=0.3, **options).loss[0]
    np.testing.assert_array_equal(plain.params["dense_1.W"], W)
    np.testing.assert_allclose(decayed.params["dense_1.W"], (1 - 0.5 * 0.3) * W, rtol=1e-5)
    np.testing.assert_array_equal(decayed.params["dense_1.b"], plain.params["dense_1.b"])
    assert decayed_loss - loss == pytest.approx(0.15 * (W**2).sum(), rel=1e-5)
    with pytest.raises(ValueError, match="l2 is -1"):
        plain.fit(X, y, l2=-1, **options)


def test_ctrl_c_ends_the_run_and_the_network_stays_usable():
    class Impatient(SGD):
        def step(self, params, grads):
            if self.steps == 6:
                raise KeyboardInterrupt
            super().step(params, grads)

    learner = network()
    history = learner.fit(X, y, epochs=5, batch_size=16, optimizer=Impatient(0.01), progress=False)
    assert history.interrupted and len(history.loss) == 1 and len(history.batch_loss) == 6
    assert np.isfinite(learner.evaluate(X, y)).all()
    assert not learner.fit(X, y, epochs=1, progress=False).interrupted


def test_divergence_says_when_and_what_to_do():
    learner = Network([Dense(16), ReLU(), Dense(2)], (4,))
    with pytest.raises(
        FloatingPointError, match=r"epoch 1, batch \d of 4 .*lower the learning rate.* 1e\+30"
    ):
        learner.fit(X, y, batch_size=16, optimizer=SGD(1e30), progress=False)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((X, y[:-1]), r"the training set's labels has shape \(49,\); \(50,\) is needed"),
        ((X, y + 1), "there is a label 2; labels from 0 to 1"),
        ((X[:0], y[:0]), "at least one example"),
        ((np.where(X > 2, np.nan, X), y), "NaN or infinite"),
        ((X[:, :3], y), r"\(m, 4\) is needed"),
        ((X, y, (X, y[:3])), "the validation set's labels"),
    ],
)
def test_examples_and_labels_that_do_not_fit_are_refused(arguments, message):
    with pytest.raises(ValueError, match=message):
        network().fit(*arguments, progress=False)
    with pytest.raises(ValueError, match="epochs is 0"):
        network().fit(X, y, epochs=0, progress=False)


def test_outside_a_terminal_progress_is_a_line_an_epoch(capsys):
    network().fit(X, y, validation_data=(X, y), epochs=2, batch_size=16)
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[:2] for line in lines] == [["epoch", "1/2"], ["epoch", "2/2"]]
    assert "val_accuracy" in lines[0]


def test_in_a_terminal_progress_is_a_bar(capsys, monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TTY_COMPATIBLE", "1")
    network().fit(X, y, epochs=2, batch_size=16)
    shown = capsys.readouterr().out
    assert "━" in shown and "100%" in shown


def test_no_progress_prints_nothing(capsys):
    network().fit(X, y, epochs=1, progress=False)
    assert capsys.readouterr().out == ""
