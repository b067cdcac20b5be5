"""The arguments of one call: settings come from the family, values from a generator.

What is nearer than what, and by how much, is the same under any seed: coordinates change their places and signs.
"""

import numpy as np

from cnn_helpers.grading.values.array_models import ArrayModel

NEAR = 0.008  # by this much a distance may differ from the setting


def near(rng, values, by=NEAR):
    """These numbers, each moved by at most `by`."""
    values = np.asarray(values, float)
    return values + rng.uniform(-by, by, values.shape)


def places_and_signs(rng, d):
    """What exchanges the coordinates of vectors (…, d) and turns some signs: it keeps every distance."""
    order, signs = rng.permutation(d), rng.choice([-1.0, 1.0], d)
    return lambda vectors: np.asarray(vectors)[..., order] * signs


def directions(fixed, count, d):
    vectors = fixed.normal(size=(count, d))
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True)


def triplets(rng, apart, d, settings=(), y_true="zeros"):
    """(y_true, (anchor, positive, negative), ...); `apart`: each triplet's distances to positive and negative."""
    m, fixed = len(apart), np.random.default_rng([len(apart), d, len(settings)])
    anchor = fixed.uniform(0.6, 1.4, (m, 1)) * directions(fixed, m, d)
    distances = near(rng, apart)
    positive = anchor + distances[:, :1] * directions(fixed, m, d)
    negative = anchor + distances[:, 1:] * directions(fixed, m, d)
    moved = places_and_signs(rng, d)
    vectors = tuple(moved(part).round(4).astype("float32") for part in (anchor, positive, negative))
    truth = {
        "zeros": np.zeros(m, "float32"),
        "numbers": rng.uniform(1, 3, (m, 1)).astype("float32"),
        "none": None,
    }
    return truth[y_true], vectors, *settings


def pairs(rng, same, distances, settings=()):
    """(same, distances, ...); `same` is a text of 1 and 0."""
    truth = np.array([float(one) for one in same], "float32")
    return truth, near(rng, distances).round(4).astype("float32"), *settings


def squared(rng, d_ap, d_an, settings=(), exact=False):
    """(d_ap, d_an, ...): nested numbers of any shapes; exact ones are kept to the last digit."""
    arrays = (np.asarray(part, float) if exact else near(rng, part, 0.004).round(4) for part in (d_ap, d_an))
    return *(array.astype("float32") for array in arrays), *settings


def door(rng, apart, claims=None, settings=(), size=(2, 3, 2), d=5, length=3.0):
    """(image, identity, database, model, ...), without an identity where none is claimed.

    apart: of each name the distance between its vector and that of the picture, whose embedding has this length.
    """
    fixed = np.random.default_rng([len(apart), d])
    own = directions(fixed, 1, d)[0]
    vectors = np.stack([at_distance(fixed, own, distance) for distance in near(rng, list(apart.values()))])
    moved = places_and_signs(rng, d)
    database = dict(zip(apart, moved(vectors).astype("float32"), strict=True))
    image = rng.uniform(0.05, 1, size).round(2).astype("float32")
    weights = rng.normal(0, 0.5, (*size, d)).round(2).astype("float32")
    bias = (length * moved(own) - np.tensordot(image, weights, 3)).astype("float32")
    return _called(image, claims, database, ArrayModel(weights, bias), settings)


def at_distance(fixed, own, distance):
    """A vector of length 1 at this distance from another one."""
    across = fixed.normal(size=own.shape)
    across -= (across @ own) * own
    across /= np.linalg.norm(across)
    cosine = 1 - distance**2 / 2
    return cosine * own + np.sqrt(1 - cosine**2) * across


def exact_door(rng, others, claims=None, settings=(), d=4):
    """The same with a distance of exactly 1: all of the embedding lies on one axis, the vector has equal numbers.

    others: names whose vectors point the other way, and with them one name, "Nadia", at the distance of 1.
    """
    place = rng.integers(d)
    weights, bias = np.zeros((2, 2, 1, d), "float32"), np.zeros(d, "float32")
    weights[0, 1, 0, place] = 2.0**40  # beside which what is added to a length before a division is nothing
    image = rng.uniform(0.05, 1, (2, 2, 1)).round(2).astype("float32")
    image[0, 1, 0] = 1
    equal, away = np.full(d, 0.5, "float32"), np.zeros(d, "float32")
    away[place] = -1
    database = {name: equal if name == "Nadia" else away.copy() for name in others}
    return _called(image, claims, database, ArrayModel(weights, bias), settings)


def _called(image, claims, database, model, settings):
    return (
        (image, database, model, *settings) if claims is None else (image, claims, database, model, *settings)
    )


def chances(rng, e, K):
    return float(np.round(e * rng.uniform(0.97, 1.03), 6)), K


def graded(rng, kinds, false_accept, answer="inside"):
    """(distances, same, false_accept); `kinds` from the nearest pair on: s of one person, d of two people.

    Pairs come in any order, but for the one whose distance is the answer: it is the "first", the "last", or neither.
    No two distances are equal.
    """
    n = len(kinds)
    steps = np.random.default_rng([n, kinds.count("d")]).uniform(0.06, 0.16, n)
    distances = near(rng, 0.2 + np.cumsum(steps), 0.02)
    order = list(rng.permutation(n))
    same = np.array([kind == "s" for kind in kinds])
    shares = (np.cumsum(~same) - ~same) / np.sum(~same)  # of two people, those nearer than each pair
    place = order.index(np.flatnonzero(shares <= false_accept)[-1])
    wanted = {"first": 0, "last": n - 1, "inside": place if 0 < place < n - 1 else n // 2}[answer]
    order[place], order[wanted] = order[wanted], order[place]
    return distances[order].round(4).astype("float32"), same[order], false_accept
