"""Choosing triplets within a batch: which negative goes with an anchor and a positive?

All pairs of two pictures of one person are used, both ways round. Each gets one negative: any one
("random"), one farther than the positive but not by the margin ("semi_hard"), or the nearest ("hard").
"""

import numpy as np
from keras import ops
from numpy.typing import ArrayLike, NDArray

from cnn_helpers.faces.checks import identity_list, not_negative
from cnn_helpers.faces.triplets import squared_distances
from cnn_helpers.tensor_types import Tensor, TensorLike

STRATEGIES = ("random", "semi_hard", "hard")


def semi_hard_negatives(d_ap: TensorLike, d_an: TensorLike, alpha: float = 0.2) -> Tensor:
    """Return where a negative is farther than the positive, but not by the margin: d_ap < d_an < d_ap + alpha.

    d_ap, d_an: squared distances whose shapes broadcast; alpha: the margin, at least 0. Gives a boolean tensor.
    Raises ValueError for a negative margin. Source: Schroff et al. (2015), section 3.2, equation 4.

    >>> semi_hard_negatives(0.5, [0.4, 0.5, 0.6, 0.8]).numpy().tolist()
    [False, False, True, False]
    """
    d_ap, d_an = ops.convert_to_tensor(d_ap), ops.convert_to_tensor(d_an)
    return ops.logical_and(d_an > d_ap, d_an < d_ap + not_negative("alpha", alpha))


def choose_negatives(
    distances: TensorLike,
    identities: TensorLike,
    scores: TensorLike,
    strategy: str = "semi_hard",
    alpha: float = 0.2,
) -> tuple[Tensor, Tensor]:
    """Return for every anchor and positive of a batch a negative, and whether there is one: both (m, m).

    distances: (m, m), squared; identities: (m,); scores: (m, m, m), random numbers from 0 to 1 that choose
    among the negatives that may serve. Works on tensors, inside a graph too. Raises ValueError for another
    strategy.

    >>> D = np.float32([[0, 1, 4, 9], [1, 0, 1, 4], [4, 1, 0, 1], [9, 4, 1, 0]])
    >>> negatives, valid = choose_negatives(D, [0, 0, 1, 1], np.zeros((4, 4, 4)), "hard")
    >>> int(negatives[0, 1]), bool(valid[0, 1]), bool(valid[0, 2])
    (2, True, False)
    """
    distances, identities = ops.convert_to_tensor(distances), ops.convert_to_tensor(identities)
    same = ops.equal(identities[:, None], identities)
    pairs = ops.logical_and(same, ops.logical_not(ops.eye(ops.shape(same)[0], dtype="bool")))
    may = ops.logical_and(pairs[:, :, None], ops.logical_not(same)[:, None, :])
    if known_strategy(strategy) == "semi_hard":
        may = ops.logical_and(may, semi_hard_negatives(distances[:, :, None], distances[:, None, :], alpha))
    if strategy == "hard":
        scores = -distances[:, None, :]
    scores = ops.where(may, scores, -np.inf)
    return ops.argmax(scores, axis=2), ops.any(may, axis=2)


def mine_triplets(
    embeddings: ArrayLike,
    identities: ArrayLike,
    strategy: str = "semi_hard",
    alpha: float = 0.2,
    seed: int = 0,
) -> NDArray:
    """Return the triplets of a batch as places (t, 3): anchor, positive, negative; a NumPy array.

    embeddings: (m, d); identities: (m,), whole numbers or names; strategy: "random", "semi_hard" or "hard";
    alpha: the margin of "semi_hard", which leaves out pairs without such a negative. Raises ValueError for
    another strategy, count or margin. Source: Schroff et al. (2015), section 3.2.

    >>> mine_triplets([[0.0], [1.0], [1.5], [3.0]], ["ada", "ada", "bo", "bo"], "hard").tolist()
    [[0, 1, 2], [1, 0, 2], [2, 3, 1], [3, 2, 1]]
    """
    embeddings = np.asarray(embeddings, np.float32)
    codes = np.unique(identity_list(identities, len(embeddings)), return_inverse=True)[1]
    scores = np.random.default_rng(seed).random([len(codes)] * 3, np.float32)
    distances = squared_distances(embeddings, embeddings)
    negatives, valid = choose_negatives(distances, codes, scores, strategy, not_negative("alpha", alpha))
    anchors, positives = np.nonzero(ops.convert_to_numpy(valid))
    return np.stack([anchors, positives, ops.convert_to_numpy(negatives)[anchors, positives]], axis=1)


def known_strategy(strategy: str) -> str:
    """Return the strategy, one of STRATEGIES. Raises ValueError for another.

    >>> known_strategy("hard")
    'hard'
    """
    if strategy not in STRATEGIES:
        raise ValueError(f"strategy is {strategy!r}; one of {', '.join(STRATEGIES)} is needed")
    return strategy
