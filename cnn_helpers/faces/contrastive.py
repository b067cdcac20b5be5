"""The contrastive loss: pairs of one person are drawn together, pairs of two are pushed a margin apart."""

from collections.abc import Sequence
from math import prod
from typing import Any

import keras
from keras import ops
from numpy.typing import NDArray

from cnn_helpers.faces.checks import equal_vectors, not_negative
from cnn_helpers.faces.triplets import squared_distances
from cnn_helpers.tensor_types import Tensor, TensorLike


def contrastive_loss(
    y_true: TensorLike, y_pred: Sequence[TensorLike] | NDArray, margin: float = 1.0
) -> Tensor:
    """Return the contrastive loss of a batch of pairs, summed: y d²/2 + (1 - y) max(margin - d, 0)²/2.

    y_true: (m,), 1 for two pictures of one person, 0 for two people; y_pred: (first, second), each (m, d); d is
    the distance, not squared; margin: at least 0. Raises ValueError for other counts and shapes.
    Source: Hadsell, Chopra and LeCun, Dimensionality reduction by learning an invariant mapping (2006),
    equation 4 (there Y is 1 for a dissimilar pair).

    >>> first, second = [[0.0, 0.0], [0.0, 0.0]], [[0.6, 0.0], [0.6, 0.0]]
    >>> round(float(contrastive_loss([1, 0], [first, second])), 4)  # 0.36/2 + 0.4²/2
    0.26
    """
    first, second = (ops.convert_to_tensor(part) for part in equal_vectors("first, second", y_pred))
    y_true = ops.convert_to_tensor(y_true)
    if None not in (*y_true.shape, first.shape[0]) and prod(y_true.shape) != first.shape[0]:
        raise ValueError(
            f"y_true has shape {tuple(y_true.shape)}; one value for each of {first.shape[0]} pairs is needed"
        )
    squared = ops.sum(ops.square(first - second), axis=1)
    same = ops.cast(ops.reshape(y_true, (-1,)), squared.dtype)
    return ops.sum(_pair_losses(same, squared, not_negative("margin", margin)))


class BatchContrastiveLoss(keras.losses.Loss):
    """The contrastive loss of all pairs in a batch; pairs of one person weigh as much in all as pairs of two.

    Called with identities (m,) and embeddings (m, d), so that `model.compile(loss=BatchContrastiveLoss())`
    trains on pictures and identities. Returns the mean over the pairs of one person plus the mean over those of
    two. Raises ValueError for a negative margin. Source: as contrastive_loss.

    >>> loss = BatchContrastiveLoss(margin=1.0)
    >>> round(float(loss([7, 7, 8], [[0.0, 0.0], [0.6, 0.0], [0.0, 0.8]])), 4)  # 0.18, and 0.02 and 0 halved
    0.19
    """

    def __init__(self, margin: float = 1.0, name: str = "batch_contrastive_loss", **kwargs: Any) -> None:
        super().__init__(name=name, **kwargs)
        self.margin = not_negative("margin", margin)

    def call(self, identities: Tensor, embeddings: Tensor) -> Tensor:
        identities = ops.reshape(identities, (-1,))
        squared = squared_distances(embeddings, embeddings)
        alike = ops.equal(identities[:, None], identities)
        same = ops.cast(alike, squared.dtype)
        losses = _pair_losses(same, squared, self.margin)
        itself = ops.eye(ops.shape(squared)[0], dtype=squared.dtype)
        return _mean(losses, same - itself) + _mean(losses, 1 - same)

    def get_config(self) -> dict[str, Any]:
        return super().get_config() | {"margin": self.margin}


def _pair_losses(same: Tensor, squared: Tensor, margin: float) -> Tensor:
    distance = ops.sqrt(ops.maximum(squared, 1e-12))  # the root of 0 has no slope
    apart = ops.square(ops.maximum(margin - distance, 0.0))
    return (same * squared + (1 - same) * apart) / 2


def _mean(values: Tensor, weights: Tensor) -> Tensor:
    return ops.sum(values * weights) / ops.maximum(ops.sum(weights), 1.0)
