"""A frozen base stays as it is, features are computed once, and averages are averages."""

import keras
import numpy as np
import pytest
from keras import layers

from cnn_helpers.models import ensemble, feature_cache, transfer

rng = np.random.default_rng(0)
X, Y = rng.random((12, 8, 8, 3)).astype(np.float32), rng.integers(0, 3, 12)


def small_base(seed=0):
    keras.utils.set_random_seed(seed)
    return keras.Sequential(
        [
            keras.Input((8, 8, 3)),
            layers.Conv2D(4, 3, name="first"),
            layers.BatchNormalization(name="norm"),
            layers.Conv2D(5, 3, name="second"),
        ],
        name="base",
    )


def changed(before, after):
    return [not np.array_equal(old, new) for old, new in zip(before, after, strict=True)]


def test_only_the_head_learns_and_batch_norms_averages_stand_still():
    base = small_base()
    model = transfer.transfer_model(base, 3)
    before = base.get_weights()
    head = model.get_layer("head").get_weights()
    model.fit(X, Y, verbose=0)
    assert not any(changed(before, base.get_weights()))
    assert all(changed(head, model.get_layer("head").get_weights()))
    assert model.output.shape == (None, 3)


def test_fine_tuning_moves_the_upper_layers_only():
    base = small_base()
    model = transfer.transfer_model(base, 3)
    before = base.get_weights()
    transfer.fine_tune(model, base, "second", 1e-4).fit(X, Y, verbose=0)
    assert changed(before, base.get_weights()) == [False] * 6 + [True] * 2
    assert float(model.optimizer.learning_rate) == pytest.approx(1e-4)


@pytest.mark.parametrize("nested", [False, True])
def test_fine_tuning_leaves_every_batch_norm_as_it_was(nested):
    """`fit` hands training=True down to a base that was called with training=False: a trainable one would move."""
    base = keras.Sequential([keras.Input((8, 8, 3)), small_base()]) if nested else small_base()
    model = transfer.transfer_model(base, 3)
    before = base.get_weights()
    transfer.fine_tune(model, base, 0, 1e-3).fit(X, Y, verbose=0)
    assert changed(before, base.get_weights()) == [True] * 2 + [False] * 4 + [True] * 2


def test_all_layers_train_when_none_is_frozen():
    assert len(transfer.freeze(small_base(), below=0).trainable_weights) == 6
    assert len(transfer.freeze(small_base(), below="norm").trainable_weights) == 4
    assert transfer.freeze(small_base()).trainable_weights == []


@pytest.fixture
def counted(monkeypatch):
    """A model that counts how often it is asked."""
    model, calls = small_base(), []
    predict = model.predict
    monkeypatch.setattr(model, "predict", lambda *a, **k: calls.append(1) or predict(*a, **k))
    return model, calls


def test_features_are_computed_once_and_read_afterwards(counted, tmp_path):
    model, calls = counted
    first = feature_cache.cached_features(model, X, tmp_path / "new")
    again = feature_cache.cached_features(model, X, tmp_path / "new")
    np.testing.assert_array_equal(first, again)
    assert len(calls) == 1 and len(list((tmp_path / "new").iterdir())) == 1


@pytest.mark.parametrize("what", ["weights", "data", "architecture", "dtype"])
def test_other_features_are_other_files(what):
    model, other, data = small_base(), small_base(), X
    if what == "weights":
        weights = other.get_weights()
        weights[0][0, 0, 0, 0] += 1e-3
        other.set_weights(weights)
    elif what == "data":
        data = X.copy()
        data[3, 2, 1, 0] += 1e-3
    elif what == "dtype":
        data = X.astype(np.float64)
    else:
        other = keras.Sequential([*small_base().layers[:2], layers.Conv2D(5, 3, activation="relu")])
        other.build((None, 8, 8, 3))
        other.set_weights(model.get_weights())
    assert feature_cache.digest(model, X) != feature_cache.digest(other, data)


def test_the_same_network_built_twice_shares_its_features():
    def build():
        keras.utils.set_random_seed(0)
        inputs = keras.Input((8, 8, 3))
        return keras.Model(inputs, layers.Conv2D(2, 3)(layers.Conv2D(4, 3)(inputs)))

    assert feature_cache.digest(build(), X) == feature_cache.digest(build(), X)


@pytest.mark.parametrize("harm", ["cut", "pickle", "text"])
def test_a_damaged_file_is_made_anew(counted, tmp_path, harm):
    model, calls = counted
    first = feature_cache.cached_features(model, X, tmp_path)
    (path,) = tmp_path.iterdir()
    if harm == "cut":
        path.write_bytes(path.read_bytes()[:-5])
    elif harm == "text":
        path.write_text("not numbers")
    else:
        np.save(path, np.array([{"a": 1}] * 12, dtype=object), allow_pickle=True)
    np.testing.assert_array_equal(feature_cache.cached_features(model, X, tmp_path), first)
    assert len(calls) == 2
    np.testing.assert_array_equal(np.load(path), first)


def test_a_full_disk_leaves_no_half_file(counted, tmp_path, monkeypatch):
    def full(*args, **kwargs):
        raise OSError("No space left on device")

    monkeypatch.setattr(np, "save", full)
    with pytest.raises(OSError, match="No space"):
        feature_cache.cached_features(counted[0], X, tmp_path)
    assert list(tmp_path.iterdir()) == []


def classifier(seed):
    keras.utils.set_random_seed(seed)
    return keras.Sequential([keras.Input((6, 6, 3)), layers.Flatten(), layers.Dense(4, activation="softmax")])


def test_an_ensemble_is_the_mean_of_its_members():
    models = [classifier(seed) for seed in range(3)]
    mean = sum(model.predict(X[:, :6, :6], verbose=0) for model in models) / 3
    np.testing.assert_allclose(ensemble.ensemble_predict(models, X[:, :6, :6]), mean, atol=1e-6)


def test_ten_crops_are_asked_one_by_one_and_averaged():
    model = classifier(0)
    pieces = [X[0, r : r + 6, c : c + 6] for r, c in ((1, 1), (0, 0), (0, 2), (2, 0), (2, 2))]
    answers = model.predict(np.stack(pieces + [piece[:, ::-1] for piece in pieces]), verbose=0)
    np.testing.assert_allclose(ensemble.ten_crop_predict(model, X[:2])[0], answers.mean(axis=0), atol=1e-6)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: transfer.freeze(small_base(), "third"), "its layers are first, norm, second"),
        (lambda: transfer.freeze(small_base(), 9), "has 3 layers"),
        (lambda: transfer.transfer_model(small_base(), 1), "classes is 1"),
        (lambda: transfer.transfer_model(small_base(), 3, dropout=1), "dropout is 1"),
        (lambda: transfer.fine_tune(classifier(0), small_base(), 0), "not a layer"),
        (lambda: feature_cache.cached_features(small_base(), X[:0], "."), "at least one example"),
        (lambda: ensemble.ensemble_predict([], X), "one shape"),
        (lambda: ensemble.ten_crop_predict(classifier(0), X[:, :5, :5]), "larger than the image"),
    ],
)
def test_what_makes_no_sense_is_refused(call, words):
    with pytest.raises(ValueError, match=words):
        call()


@pytest.mark.parametrize("rate", [0, -1, 0.1])
def test_a_rate_that_would_wreck_the_base_is_refused(rate):
    base = small_base()
    with pytest.raises(ValueError, match="learning_rate"):
        transfer.fine_tune(transfer.transfer_model(base, 3), base, 0, rate)
