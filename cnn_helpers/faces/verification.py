"""Are two pictures of one person? Pairs, distances, the curve of all thresholds, and the choice of one.

A pair is accepted when its distance is below the threshold. Plain NumPy; the embeddings may come from any network.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.metrics import auc, roc_curve

from cnn_helpers.checks import as_float, whole_number
from cnn_helpers.faces.checks import identity_list, share


class Rates(NamedTuple):
    """What a threshold does: shares from 0 to 1.

    accuracy: pairs judged rightly; false_accept: pairs of two people accepted; true_accept: pairs of one person
    accepted.
    """

    threshold: float
    accuracy: float
    false_accept: float
    true_accept: float


class RocCurve(NamedTuple):
    """The rates at every threshold, from the strictest on: arrays of one length, and the area under the curve."""

    false_accept: np.ndarray
    true_accept: np.ndarray
    thresholds: np.ndarray
    area: float


def verification_pairs(identities: ArrayLike, count: int, seed: int = 0) -> tuple[NDArray, NDArray]:
    """Return pairs of pictures and whether each is of one person: (2 count, 2) places and (2 count,) booleans.

    identities: (m,); count: how many different pairs of one person, and as many of two people. Raises ValueError
    when there are not so many.

    >>> pairs, same = verification_pairs(["ada", "ada", "bo", "bo"], count=2)
    >>> pairs[same].tolist(), int(same.sum()), len(same)
    ([[0, 1], [2, 3]], 2, 4)
    """
    identities, count = identity_list(identities), whole_number("count", count, least=1)
    rng, places = np.random.default_rng(seed), np.stack(np.triu_indices(len(identities), 1), axis=1)
    alike = identities[places[:, 0]] == identities[places[:, 1]]
    chosen = []
    for kind, words in ((alike, "one person"), (~alike, "two people")):
        there = np.flatnonzero(kind)
        if len(there) < count:
            raise ValueError(f"the pictures give {len(there)} pairs of {words}; {count} are needed")
        chosen.append(np.sort(rng.choice(there, count, replace=False)))
    return places[np.concatenate(chosen)], np.repeat([True, False], count)


def pair_distances(embeddings: ArrayLike, pairs: ArrayLike) -> NDArray:
    """Return the distance (not squared) of each pair of vectors: (m, d) and (n, 2) to (n,).

    Raises ValueError for other shapes and for places beyond the last vector.

    >>> pair_distances([[0.0, 0.0], [3.0, 4.0]], [[0, 1]]).tolist()
    [5.0]
    """
    embeddings, pairs = as_float("embeddings", embeddings, "(m, d)"), np.asarray(pairs)
    if pairs.ndim != 2 or pairs.shape[1] != 2 or pairs.dtype.kind not in "iu":
        raise ValueError(f"pairs are {pairs.dtype} values of shape {pairs.shape}; places (n, 2) are needed")
    if pairs.size and not 0 <= pairs.min() <= pairs.max() < len(embeddings):
        raise ValueError(f"pairs name places up to {pairs.max()}; there are {len(embeddings)} embeddings")
    return np.linalg.norm(embeddings[pairs[:, 0]] - embeddings[pairs[:, 1]], axis=1)


def verification_rates(distances: ArrayLike, same: ArrayLike, threshold: float) -> Rates:
    """Return the Rates of one threshold.

    distances: (n,), at least 0; same: (n,), whether a pair is of one person, with pairs of both kinds. Raises
    ValueError for other lengths, and where one kind is missing.

    >>> verification_rates([0.1, 0.9, 0.5, 1.2], [True, True, False, False], threshold=0.7)
    Rates(threshold=0.7, accuracy=0.5, false_accept=0.5, true_accept=0.5)
    """
    distances, same = _checked(distances, same)
    accepted = distances < threshold
    return Rates(
        float(threshold),
        float(np.mean(accepted == same)),
        float(accepted[~same].mean()),
        float(accepted[same].mean()),
    )


def roc(distances: ArrayLike, same: ArrayLike) -> RocCurve:
    """Return the RocCurve of all thresholds. Arguments and refusals as for verification_rates.

    >>> curve = roc([0.1, 0.9, 0.5, 1.2], [True, True, False, False])
    >>> curve.area, curve.true_accept.tolist()
    (0.75, [0.0, 0.5, 0.5, 1.0, 1.0])
    """
    distances, same = _checked(distances, same)
    false_accept, true_accept, scores = roc_curve(same, -distances, drop_intermediate=False)
    return RocCurve(false_accept, true_accept, -scores, float(auc(false_accept, true_accept)))


def calibrate(distances: ArrayLike, same: ArrayLike, false_accept: float | None = None) -> Rates:
    """Return the Rates of the threshold that serves best on these pairs.

    false_accept: None for the highest accuracy (in the middle of the widest gap that gives it); or the greatest
    share of pairs of two people that may be accepted, 0 to below 1: then the most generous threshold that keeps it.
    Other arguments and refusals as for verification_rates. A threshold belongs to the network whose distances
    these are.

    >>> calibrate([0.1, 0.3, 0.7, 1.1], [True, True, False, False])
    Rates(threshold=0.5, accuracy=1.0, false_accept=0.0, true_accept=1.0)
    >>> calibrate([0.1, 0.9, 0.7, 1.1], [True, True, False, False], false_accept=0.0).threshold
    0.7
    """
    distances, same = _checked(distances, same)
    if false_accept is not None:
        strangers = np.sort(distances[~same])
        allowed = int(share("false_accept", false_accept) * len(strangers) + 1e-9)
        return verification_rates(distances, same, strangers[allowed])
    values = np.unique(distances)
    middles, gaps = (values[1:] + values[:-1]) / 2, np.diff(values)
    candidates = np.concatenate([[0.0], middles, [values[-1] + 0.5]])  # nobody, ..., everybody
    right = np.array([np.count_nonzero((distances < candidate) == same) for candidate in candidates])
    widths = np.where(right == right.max(), np.concatenate([[values[0]], gaps, [1.0]]), -1)
    return verification_rates(distances, same, candidates[widths.argmax()])


def identification_error(e: float, K: int) -> float:
    """Return how likely at least one of K comparisons goes wrong, if each does with probability e: 1 - (1 - e)^K.

    e: from 0 to below 1; K: comparisons, at least 1. Holds for comparisons that err independently. Raises
    ValueError for other values.

    >>> round(identification_error(0.01, 100), 3)
    0.634
    """
    return float(-np.expm1(whole_number("K", K, least=1) * np.log1p(-share("e", e))))


def _checked(distances: ArrayLike, same: ArrayLike) -> tuple[NDArray, NDArray]:
    distances, same = as_float("distances", distances, "(n)"), np.asarray(same)
    if same.shape != distances.shape or not np.isin(same, (0, 1)).all():
        raise ValueError(
            f"distances have shape {distances.shape} and same {same.shape} of {same.dtype}; "
            "as many values that are true or false are needed"
        )
    same = same.astype(bool)
    if same.all() or not same.any():
        raise ValueError(
            f"{same.sum()} of {len(same)} pairs are of one person; pairs of both kinds are needed"
        )
    if not (distances >= 0).all():
        raise ValueError(f"the least distance is {distances.min()}; numbers of at least 0 are needed")
    return distances, same
