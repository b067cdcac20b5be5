"""What a small network learns from each way of choosing triplets, and from pairs: curves of several starts.

The page on one-shot learning writes the network and its first epochs out; these are the same trainings, gone on with.
"""

from typing import Any, NamedTuple

import keras
import numpy as np
from keras import layers

from cnn_helpers import faces
from cnn_helpers.data.people import People, people
from cnn_helpers.measured.measurement import Measurement

KNOWN, UNSEEN, SIZE = (150, 8), (80, 6), 32  # people and photographs of each
FIRST_UNSEEN = 100_000  # the number of the first unseen person
STARTS, EPOCHS, STEPS = 5, 20, 30
PEOPLE, PICTURES, PAIRS = 16, 4, 1000
RATE, LATER_RATE, LATER_EPOCHS = 2e-3, 5e-4, 10
ALPHA, MARGIN = 0.2, 1.0
KINDS = {
    "no margin": lambda: faces.BatchTripletLoss("random", alpha=0.0),
    "random": lambda: faces.BatchTripletLoss("random", alpha=ALPHA),
    "semi-hard": lambda: faces.BatchTripletLoss("semi_hard", alpha=ALPHA),
    "hard": lambda: faces.BatchTripletLoss("hard", alpha=ALPHA),
    "contrastive": lambda: faces.BatchContrastiveLoss(margin=MARGIN),
}
LATER = ("semi-hard", "hard")  # go on from networks trained with semi-hard triplets


def network(seed: int) -> keras.Model:
    """Return the page's network: 32 x 32 pixels to 32 numbers on the unit sphere."""
    keras.utils.set_random_seed(seed)
    X = pixels = keras.Input((SIZE, SIZE, 3))
    X = layers.Rescaling(2.0, offset=-1.0)(X)
    for filters in (16, 32, 64, 64):
        X = layers.Conv2D(filters, 3, strides=2, padding="same", use_bias=False)(X)
        X = layers.ReLU()(layers.BatchNormalization(momentum=0.9)(X))
    X = layers.Dense(32)(layers.Flatten()(X))
    return keras.Model(pixels, layers.UnitNormalization()(X))


class Judges(NamedTuple):
    """Photographs of unseen people, and pairs of them: as many of one person as of two."""

    images: np.ndarray
    pairs: np.ndarray
    same: np.ndarray
    triplets: np.ndarray

    @classmethod
    def drawn(cls, photographs: People, pairs: int) -> "Judges":
        """Return the Judges of photographs of people; triplets: a random negative for each pair of one person."""
        where, same = faces.verification_pairs(photographs.identities, count=pairs)
        nothing = np.zeros((len(photographs), 1), np.float32)
        triplets = faces.mine_triplets(nothing, photographs.identities, "random")
        return cls(photographs.images, where, same, triplets)

    def judge(self, f: keras.Model) -> dict[str, float]:
        """Return what a network is worth: {accuracy, apart, useful}.

        accuracy: share of the pairs judged rightly at the best threshold; apart: mean distance of two people; useful:
        share of random triplets whose loss is above 0.
        """
        vectors = f(self.images).numpy()
        distances = faces.pair_distances(vectors, self.pairs)
        a, p, n = vectors[self.triplets].swapaxes(0, 1)
        violated = ((a - p) ** 2).sum(1) - ((a - n) ** 2).sum(1) + ALPHA > 0
        return {
            "accuracy": faces.calibrate(distances, self.same).accuracy,
            "apart": float(distances[~self.same].mean()),
            "useful": float(violated.mean()),
        }


class Learner:
    """One network for one loss, compiled once for all its trainings."""

    def __init__(self, loss: keras.losses.Loss) -> None:
        self.f = network(seed=0)
        self.f.compile(keras.optimizers.Adam(RATE), loss, jit_compile=False)
        self.f.optimizer.build(self.f.trainable_variables)

    def train(
        self,
        weights: list[np.ndarray],
        known: People,
        judges: Judges,
        epochs: int,
        rate: float = RATE,
        seed: int = 0,
    ) -> tuple[list[np.ndarray], dict[str, list[float]]]:
        """Train from some weights; return the weights after, and {name: a value for each epoch}."""
        self.f.set_weights(weights)
        for average in self.f.optimizer.variables:
            average.assign(np.zeros(average.shape))
        self.f.optimizer.learning_rate = rate
        places = faces.identity_batches(known.identities, PEOPLE, PICTURES, STEPS * epochs, seed)
        curves: dict[str, list[float]] = {"loss": [], "accuracy": [], "apart": [], "useful": []}
        for part in places.reshape(epochs, -1):
            run = self.f.fit(
                known.images[part],
                known.identities[part],
                batch_size=PEOPLE * PICTURES,
                shuffle=False,
                verbose=0,
            )
            for name, value in {"loss": run.history["loss"][0], **judges.judge(self.f)}.items():
                curves[name].append(value)
        return self.f.get_weights(), curves


def every_training() -> dict[str, Any]:
    """Return {"before": {name: (starts,)}, "curves": {kind: {name: (starts, epochs)}}, "later": the same gone on}."""
    fresh = [network(seed).get_weights() for seed in range(STARTS)]  # a seed makes TensorFlow compile anew
    known = people(*KNOWN, size=SIZE)
    judges = Judges.drawn(people(*UNSEEN, size=SIZE, first=FIRST_UNSEEN), PAIRS)
    learners = {kind: Learner(loss()) for kind, loss in KINDS.items()}
    before: list[dict] = []
    after: dict[str, tuple] = {}
    curves: dict[str, Any] = {}
    later: dict[str, list] = {}
    judged = learners["semi-hard"].f
    for weights in fresh:
        judged.set_weights(weights)
        before.append(judges.judge(judged))
    for kind, learner in learners.items():
        runs = [learner.train(weights, known, judges, EPOCHS, seed=k) for k, weights in enumerate(fresh)]
        after[kind], curves[kind] = zip(*runs, strict=True)
    for kind in LATER:
        later[kind] = [
            learners[kind].train(weights, known, judges, LATER_EPOCHS, LATER_RATE, seed=STARTS + k)[1]
            for k, weights in enumerate(after["semi-hard"])
        ]
    return _rounded({"before": _by_name(before), "curves": _named(curves), "later": _named(later)})


def _by_name(runs: list[dict]) -> dict[str, list]:
    """Turn [{name: value}, ...] into {name: [value, ...]}."""
    return {name: [run[name] for run in runs] for name in runs[0]}


def _named(curves: dict[str, Any]) -> dict[str, dict]:
    return {kind: _by_name(runs) for kind, runs in curves.items()}


def _rounded(results: Any) -> Any:
    """Return nested dictionaries and lists with their numbers rounded to four decimals."""
    if isinstance(results, dict):
        return {name: _rounded(inner) for name, inner in results.items()}
    return [_rounded(inner) for inner in results] if isinstance(results, list) else round(results, 4)


measurement = Measurement(
    name="triplet_curves",
    makes="curves of a small network that learns to tell rendered people apart, by kind of loss and start",
    run=every_training,
    settings={
        "known": list(KNOWN),
        "unseen": list(UNSEEN),
        "first unseen": FIRST_UNSEEN,
        "size": SIZE,
        "starts": STARTS,
        "epochs": EPOCHS,
        "batches an epoch": STEPS,
        "batch": [PEOPLE, PICTURES],
        "pairs": 2 * PAIRS,
        "alpha": ALPHA,
        "margin of the contrastive loss": MARGIN,
        "rate": RATE,
        "later": {"epochs": LATER_EPOCHS, "rate": LATER_RATE},
        "kinds": list(KINDS),
    },
)
