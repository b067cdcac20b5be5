"""Several starts trained with one compiled step end as each would by itself."""

import keras
import numpy as np
import pytest

from cnn_helpers.training import fit_starts

RNG = np.random.default_rng(0)
X, y = RNG.normal(size=(24, 5)).astype("float32"), RNG.integers(3, size=24)


def model(seed):
    keras.utils.set_random_seed(seed)
    return keras.Sequential(
        [
            keras.Input((5,)),
            keras.layers.Dense(7, activation="relu"),
            keras.layers.BatchNormalization(),
            keras.layers.Dense(3, activation="softmax"),
        ]
    )


def test_each_start_ends_as_it_does_alone():
    """All examples are in one batch, so that no order of them matters."""
    together = [model(seed) for seed in range(3)]
    runs = fit_starts(together, "sparse_categorical_crossentropy", X, y, epochs=12, batch=24)
    for seed, (trained, run) in enumerate(zip(together, runs, strict=True)):
        alone = model(seed)
        rate = keras.optimizers.schedules.CosineDecay(2e-3, 12)
        alone.compile(keras.optimizers.Adam(rate), "sparse_categorical_crossentropy")
        losses = alone.fit(X, y, 24, 12, verbose=0).history["loss"]
        np.testing.assert_allclose(run.history["loss"], losses, rtol=1e-4)
        for ours, theirs in zip(trained.get_weights(), alone.get_weights(), strict=True):
            np.testing.assert_allclose(ours, theirs, rtol=1e-3, atol=1e-4)


@pytest.mark.parametrize(
    ("models", "epochs", "needed"),
    [
        (list, 1, "0 models"),
        (lambda: [model(0), keras.Sequential([keras.Input((5,)), keras.layers.Dense(3)])], 1, "2 kinds"),
        (lambda: [model(0)], 0, "epochs"),
    ],
)
def test_what_cannot_be_trained_together_is_refused(models, epochs, needed):
    with pytest.raises(ValueError, match=needed):
        fit_starts(models(), "sparse_categorical_crossentropy", X, y, epochs)
