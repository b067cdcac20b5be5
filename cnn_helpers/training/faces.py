"""The recipe `faces`: a small FaceNet learns from two thousand rendered people to tell any two people apart."""

from typing import NamedTuple

import keras
import numpy as np
from sklearn.metrics import euclidean_distances

from cnn_helpers.faces import BatchTripletLoss, calibrate, identity_batches, roc, verification_rates
from cnn_helpers.models import small_facenet
from cnn_helpers.training.many_people import crowd
from cnn_helpers.training.recipe import Recipe

SIZE, EMBEDDING = 64, 64
FACES = 8  # photographs of each person
ALPHA, RATE = 0.2, 2e-3
PEOPLE, PICTURES = 24, 4  # in a batch
STEPS = 100  # batches in an epoch
CALIBRATION, UNSEEN = (
    100_000,
    200_000,
)  # numbers of the first people who choose the threshold, and who are scored
FALSE_ACCEPTS = (0.01, 0.001)


class Portraits:
    """The first n photographs of a seed, FACES of each person, and their mirror images, which are of other people.

    A part to the left is not the same as one to the right, so a mirrored person is somebody else.
    """

    def __init__(self, seed, n):
        photographs = crowd(-(-n // FACES), FACES, SIZE, seed)
        self.seed, self.arrays = seed, (photographs.pixels[:n], photographs.identities[:n])

    def epoch(self, k):
        """Return the batches of epoch k: STEPS of PEOPLE people with PICTURES photographs each."""
        return _Batches(*self.arrays, seed=(self.seed, k))


class _Batches(keras.utils.PyDataset):
    def __init__(self, pixels, identities, seed):
        super().__init__()
        self.pixels, count = pixels, len(pixels)
        self.identities = np.concatenate([2 * identities, 2 * identities + 1])
        self.places = identity_batches(self.identities, PEOPLE, PICTURES, STEPS, seed)
        self.mirrored = self.places >= count
        self.sources = self.places % count

    def __len__(self):
        return STEPS

    def __getitem__(self, step):
        batch = self.pixels[self.sources[step]]
        mirrored = self.mirrored[step]
        batch[mirrored] = batch[mirrored, :, ::-1]
        return batch.astype(np.float32) / 255, self.identities[self.places[step]]


def network():
    """Return the network that is trained."""
    return small_facenet((SIZE, SIZE, 3), EMBEDDING)


def prepare(model, updates):
    """Compile: triplets chosen semi-hard within each batch, a rate that rises, then falls along a cosine."""
    rate = keras.optimizers.schedules.CosineDecay(
        RATE / 10, updates, alpha=0.01, warmup_target=RATE, warmup_steps=updates // 20
    )
    model.compile(keras.optimizers.Adam(rate), loss=BatchTripletLoss("semi_hard", ALPHA))


def evaluate(model, n):
    """Return the scores on n unseen people; n other unseen people choose the thresholds."""
    return _scores(lambda pixels: model.predict(pixels.astype(np.float32) / 255, batch_size=64, verbose=0), n)


def baseline(n):
    """Return the same scores for the plain distance between pictures."""
    return _scores(lambda pixels: pixels.reshape(len(pixels), -1).astype(np.float32) / 255, n)


def _scores(embed, n):
    others, unseen = _all_pairs(embed, n, CALIBRATION), _all_pairs(embed, n, UNSEEN)
    chosen = calibrate(*others.balanced())
    rates = verification_rates(*unseen.balanced(), chosen.threshold)
    scores = {
        "accuracy": rates.accuracy,
        "false accepts": rates.false_accept,
        "true accepts": rates.true_accept,
    }
    for words, half in (("lighter", unseen.light), ("darker", unseen.dark)):
        scores[f"accuracy, {words} half"] = verification_rates(
            *unseen.balanced(half), chosen.threshold
        ).accuracy
    scores["area under the curve"] = roc(unseen.distances, unseen.same).area
    scores["threshold"] = chosen.threshold
    for allowed in FALSE_ACCEPTS:
        strict = calibrate(others.distances, others.same, false_accept=allowed)
        rates = verification_rates(unseen.distances, unseen.same, strict.threshold)
        scores[f"true accepts at {allowed}"] = rates.true_accept
        scores[f"threshold at {allowed}"] = strict.threshold
    return scores


class _Pairs(NamedTuple):
    """All pairs among the photographs of some people; light, dark: both have the lighter, the darker half's skin."""

    distances: np.ndarray
    same: np.ndarray
    light: np.ndarray
    dark: np.ndarray

    def balanced(self, among=True):
        """Return (distances, same) of all pairs of one person and as many of two."""
        alike, unlike = np.flatnonzero(self.same & among), np.flatnonzero(~self.same & among)
        chosen = np.concatenate([alike, np.random.default_rng(0).choice(unlike, len(alike), replace=False)])
        return self.distances[chosen], self.same[chosen]


def _all_pairs(embed, n, first):
    photographs = crowd(n, FACES, SIZE, first=first)
    one, other = np.triu_indices(len(photographs.pixels), 1)
    identities, dark = photographs.identities, photographs.tones > 0.5
    return _Pairs(
        euclidean_distances(embed(photographs.pixels))[one, other].astype(float),
        identities[one] == identities[other],
        ~dark[one] & ~dark[other],
        dark[one] & dark[other],
    )


recipe = Recipe(
    name="faces",
    makes="a network that turns a face of 64 x 64 pixels into a vector, near for one person and far for two",
    data=Portraits,
    network=network,
    prepare=prepare,
    evaluate=evaluate,
    baseline=baseline,
    examples=2000 * FACES,
    epochs=10,
    test_examples=200,
    precision="mixed_bfloat16",
    settings={
        "size": SIZE,
        "embedding": EMBEDDING,
        "faces of each person": FACES,
        "margin": ALPHA,
        "triplets": "semi-hard",
        "rate": RATE,
        "batch": f"{PEOPLE} people with {PICTURES} pictures each",
        "batches an epoch": STEPS,
    },
)
