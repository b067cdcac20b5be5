"""Training one network from several starts, without making TensorFlow compile its step for each of them."""

from collections.abc import Callable, Sequence

import keras
import numpy as np
from numpy.typing import ArrayLike

from cnn_helpers.checks import whole_number
from cnn_helpers.tensor_types import Tensor


def fit_starts(
    models: Sequence[keras.Model],
    loss: str | Callable[[Tensor, Tensor], Tensor],
    X: ArrayLike,
    y: ArrayLike,
    epochs: int,
    batch: int = 32,
    learning_rate: float = 2e-3,
) -> list[keras.callbacks.History]:
    """Train models that differ in their weights alone, each on its own, and return the History of each.

    models: of one architecture, with the weights they start from, and with those they end at when this returns;
    X, y: the training set, (m, ...) each. Adam, its rate falling to zero along a cosine, anew for each model.
    The first model learns for all: a step is compiled once. Draw all weights before: a new seed of Keras' empties
    TensorFlow's cache (findings/keras-seed-prepares-all-kernels-anew.sh).
    Raises ValueError for no model, for models whose weights have other shapes, and for counts below 1.

    >>> two = [keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)]) for _ in range(2)]
    >>> runs = fit_starts(two, "mean_squared_error", np.ones((4, 2)), np.ones((4, 1)), epochs=3)
    >>> [len(run.history["loss"]) for run in runs]
    [3, 3]
    """
    epochs, batch = whole_number("epochs", epochs, least=1), whole_number("batch", batch, least=1)
    shapes = [[weight.shape for weight in model.weights] for model in models]
    if not models or any(some != shapes[0] for some in shapes):
        raise ValueError(
            f"{len(models)} models with {len(set(map(str, shapes)))} kinds of weights were given; "
            "one or more of one architecture are needed"
        )
    X, y = np.asarray(X), np.asarray(y)
    starts, ends, runs = [model.get_weights() for model in models], [], []
    learner = models[0]
    rate = keras.optimizers.schedules.CosineDecay(learning_rate, epochs * -(-len(X) // batch))
    learner.compile(keras.optimizers.Adam(rate), loss, jit_compile=False)
    learner.optimizer.build(learner.trainable_variables)
    for start in starts:
        learner.set_weights(start)
        for variable in learner.optimizer.variables:
            variable.assign(np.zeros(variable.shape))
        runs.append(learner.fit(X, y, batch, epochs, verbose=0))
        ends.append(learner.get_weights())
    for model, weights in zip(models, ends, strict=True):
        model.set_weights(weights)
    return runs
