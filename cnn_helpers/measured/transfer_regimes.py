"""A pretrained network on a small new task: three regimes, and batch norm frozen or trained, from five draws."""

import time
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import islice
from typing import Any

import keras
import numpy as np
import tensorflow as tf
from PIL import Image
from sklearn.linear_model import LogisticRegression, RidgeClassifier

from cnn_helpers.data import photo
from cnn_helpers.measured.measurement import Measurement
from cnn_helpers.models import fine_tune, transfer_model
from cnn_helpers.pretrained import efficientnet_lite0
from cnn_helpers.tensor_types import Tensor

NAMES = (
    "astronaut brick camera chelsea china coffee flower grass gravel hopper rocket".split()
)  # eleven classes
FIELDS, PIECE, SIDE = 4, 48, 64
DRAWS, TEST_EACH = 5, 16
SIZES = {"small": 2, "medium": 4, "larger": 8}  # pieces of each photograph
RATE, BATCH, STOPS = 3e-4, 11, (0, 8, 24, 48, 96)
NORM_RATE, NORM_BATCH, NORM_STOPS = 1e-3, 2, (0, 22, 44, 88)
PREDICTED = 22  # pieces at once
Score = Callable[[keras.Model], float]


@cache
def photos() -> list[np.ndarray]:
    return [photo(name, grey=True) for name in NAMES]


def pieces_of(field_colour: int, each: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """(pieces, labels): `each` pieces a photograph, prepared, from the fields of one colour."""
    rng = np.random.default_rng(seed)
    fields = [(r, c) for r in range(FIELDS) for c in range(FIELDS) if (r + c) % 2 == field_colour]
    pieces = []
    for whole in photos():
        height, width = (side // FIELDS for side in whole.shape)
        for _ in range(each):
            row, column = fields[rng.integers(len(fields))]
            top = row * height + rng.integers(height - PIECE + 1)
            left = column * width + rng.integers(width - PIECE + 1)
            piece = whole[top : top + PIECE, left : left + PIECE]
            seen = Image.fromarray((255 * piece).astype("uint8")).resize((SIDE, SIDE))
            pieces.append((np.array(seen, "float32") - 127) / 128)
    return np.stack([pieces] * 3, axis=-1), np.repeat(np.arange(len(NAMES)), each)


def copy_of(inputs: Any, outputs: Any) -> keras.Model:
    """A model of its own, with the same weights: training it leaves the shared network alone."""
    original = keras.Model(inputs, outputs)
    copy = keras.models.clone_model(original)
    copy.set_weights(original.get_weights())
    return copy


class Cut:
    """The base, whole and cut in two after its last map of 2x2x192."""

    def __init__(self) -> None:
        lite = efficientnet_lite0(SIDE)
        joint = [layer.output for layer in lite.layers if layer.output.shape[1:] == (2, 2, 192)][-1]
        self.features = keras.Model(lite.inputs, lite.layers[-2].output)
        self.lower = keras.Model(lite.inputs, joint)
        self._ends = joint, lite.inputs, lite.layers[-3].output

    def upper(self) -> keras.Model:
        joint, _, maps = self._ends
        return copy_of(joint, maps)

    def whole(self) -> keras.Model:
        _, inputs, maps = self._ends
        return copy_of(inputs, maps)


class Learner:
    """A compiled model that begins anew from a solved head, and takes steps as `fit` does."""

    def __init__(self, model: keras.Model):
        self.model, optimizer, weights = model, model.optimizer, model.trainable_variables
        optimizer.build(weights)
        self._at_start = [(v, v.numpy()) for v in [*model.variables, *optimizer.variables]]
        cost = keras.losses.SparseCategoricalCrossentropy()

        @tf.function(autograph=False)  # compiled once, for all draws
        def step(seen: Tensor, y: Tensor) -> None:
            with tf.GradientTape() as tape:
                J = cost(y, model(seen, training=True))
            optimizer.apply(tape.gradient(J, weights), weights)

        self.step = step

    def begin(self, head: LogisticRegression) -> None:
        for variable, value in self._at_start:
            variable.assign(value)
        self.model.layers[-1].set_weights([head.coef_.T, head.intercept_])

    def train(
        self, seen: np.ndarray, y: np.ndarray, batch: int, stops: Sequence[int], seed: int, score: Score
    ) -> tuple[list[float], float]:
        """The score after so many steps, for each of `stops`, and the processor seconds of all steps."""
        scores, seconds, done, batches = [], 0.0, 0, epochs(len(y), batch, seed)
        for stop in stops:
            start = time.process_time()
            for chosen in islice(batches, stop - done):
                self.step(tf.constant(seen[chosen]), tf.constant(y[chosen]))
            seconds += time.process_time() - start
            scores.append(score(self.model))
            done = stop
        return scores, round(seconds, 3)


def epochs(count: int, batch: int, seed: int) -> Iterator[np.ndarray]:
    """Batches of indices without end, each epoch in an order of its own; `batch` divides `count`."""
    rng = np.random.default_rng(seed)
    while True:
        yield from rng.permutation(count).reshape(-1, batch)


def solved(seen: np.ndarray, y: np.ndarray) -> LogisticRegression:
    """Softmax regression on fixed features: the head that gradient descent would approach."""
    return LogisticRegression(max_iter=1000).fit(seen, y)


def percent(probabilities: np.ndarray, y: np.ndarray) -> float:
    return round(100 * float(np.mean(np.argmax(probabilities, axis=1) == y)), 2)


def score_on(test: np.ndarray, y_test: np.ndarray) -> Score:
    return lambda model: percent(model.predict(test, PREDICTED, verbose=0), y_test)


def of_pixels(X: np.ndarray, y: np.ndarray, X_test: np.ndarray, y_test: np.ndarray) -> float:
    """The weak baseline: a linear model that reads the grey pixels."""
    flat, flat_test = (part[..., 0].reshape(len(part), -1) for part in (X, X_test))
    answers = RidgeClassifier(300.0).fit(flat, y).predict(flat_test)
    return round(100 * float(np.mean(answers == y_test)), 2)


def three_regimes(cut: Cut) -> dict[str, Any]:
    """Return {"scores": {regime: {size: (draws, stops)}}} in per cent, and {"seconds": {regime: {size: (draws,)}}}.

    "pixels" and "all" (the head alone) take no steps. Seconds are the processor's: of the features and the head, or
    of the steps after it; the lower maps of "some" were computed before.
    """
    bodies = {"some": cut.upper(), "none": cut.whole()}
    learners = {
        regime: Learner(fine_tune(transfer_model(body, len(NAMES)), body, 0, RATE))
        for regime, body in bodies.items()
    }

    def seen_by(regime: str, X: np.ndarray) -> np.ndarray:
        return cut.lower.predict(X, PREDICTED, verbose=0) if regime == "some" else X

    X_test, y_test = pieces_of(1, TEST_EACH, seed=1000)
    features_test = cut.features.predict(X_test, PREDICTED, verbose=0)
    score = {regime: score_on(seen_by(regime, X_test), y_test) for regime in learners}
    X, y = pieces_of(0, 2, seed=0)
    for regime, learner in learners.items():  # compiled here, and not measured
        learner.train(seen_by(regime, X), y, BATCH, (1,), 0, score[regime])

    scores: dict[str, Any] = {name: {size: [] for size in SIZES} for name in ("pixels", "all", *learners)}
    seconds: dict[str, Any] = {name: {size: [] for size in SIZES} for name in ("all", *learners)}
    for size, each in SIZES.items():
        for draw in range(DRAWS):
            X, y = pieces_of(0, each, draw)
            scores["pixels"][size].append(of_pixels(X, y, X_test, y_test))
            start = time.process_time()
            head = solved(cut.features.predict(X, PREDICTED, verbose=0), y)
            seconds["all"][size].append(round(time.process_time() - start, 3))
            scores["all"][size].append(percent(head.predict_proba(features_test), y_test))
            for regime, learner in learners.items():
                learner.begin(head)
                after, taken = learner.train(seen_by(regime, X), y, BATCH, STOPS, draw, score[regime])
                scores[regime][size].append(after)
                seconds[regime][size].append(taken)
    return {"scores": scores, "seconds": seconds}


def batch_norm_twice(cut: Cut, size: str = "small") -> dict[str, list[list[float]]]:
    """Return {"frozen" or "trained": (draws, stops)} in per cent: upper layers fine-tuned in batches of two."""
    learners = {}
    for name in ("frozen", "trained"):
        body = cut.upper()
        model = fine_tune(transfer_model(body, len(NAMES)), body, 0, NORM_RATE)
        if name == "trained":  # the usual recipe thaws every layer
            for layer in body.layers:
                layer.trainable = True
            model.compile(keras.optimizers.Adam(NORM_RATE), "sparse_categorical_crossentropy")
        learners[name] = Learner(model)
    X_test, y_test = pieces_of(1, TEST_EACH, seed=1000)
    score = score_on(cut.lower.predict(X_test, PREDICTED, verbose=0), y_test)
    curves: dict[str, list[list[float]]] = {name: [] for name in learners}
    for draw in range(DRAWS):
        X, y = pieces_of(0, SIZES[size], draw)
        low = cut.lower.predict(X, PREDICTED, verbose=0)
        head = solved(cut.features.predict(X, PREDICTED, verbose=0), y)
        for name, learner in learners.items():
            learner.begin(head)
            curves[name].append(learner.train(low, y, NORM_BATCH, NORM_STOPS, draw, score)[0])
    return curves


def all_results() -> dict[str, Any]:
    keras.utils.set_random_seed(0)  # of dropout
    cut = Cut()
    return three_regimes(cut) | {"batch norm": batch_norm_twice(cut)}


measurement = Measurement(
    name="transfer_regimes",
    makes="a pretrained EfficientNet-Lite0 fine-tuned on 22, 44 and 88 pieces of photographs, five draws",
    run=all_results,
    settings={
        "draws": DRAWS,
        "test pieces": TEST_EACH * len(NAMES),
        "pieces of each photograph": SIZES,
        "rate": RATE,
        "batch": BATCH,
        "steps": STOPS,
        "batch norm": {"rate": NORM_RATE, "batch": NORM_BATCH, "steps": NORM_STOPS},
    },
)
