"""The contrastive loss: pairs of one person are drawn together, pairs of two are pushed a margin apart."""

from typing import Any

import keras
from keras import ops

from cnn_helpers.faces.checks import not_negative
from cnn_helpers.faces.triplets import squared_distances
from cnn_helpers.tensor_types import Tensor, TensorLike


def contrastive_loss(same: TensorLike, distances: TensorLike, margin: float = 1.0) -> Tensor:
    """Return the contrastive loss of pairs: the mean of same d² + (1 - same) max(margin - d, 0)²; a scalar tensor.

    same: (m,), 1 for two pictures of one person, 0 for two people; distances: (m,), not squared; margin: at least 0.
    Raises ValueError for other shapes, for no pair, and for a negative margin.
    Source: Hadsell, Chopra and LeCun, Dimensionality reduction by learning an invariant mapping (2006),
    equation 4, without its factors of one half (there Y is 1 for a dissimilar pair).

    >>> round(float(contrastive_loss([1, 0], [0.6, 0.6])), 4)  # the mean of 0.6² and 0.4²
    0.26
    """
    distances = ops.convert_to_tensor(distances)
    distances = ops.cast(distances, keras.backend.result_type(distances.dtype, float))
    same = ops.cast(ops.convert_to_tensor(same), distances.dtype)
    if len(distances.shape) != 1 or same.shape != distances.shape or distances.shape[0] == 0:
        raise ValueError(
            f"same has shape {tuple(same.shape)} and distances {tuple(distances.shape)}; "
            "(m,) twice, with at least one pair, is needed"
        )
    return ops.mean(_pair_losses(same, ops.square(distances), distances, not_negative("margin", margin)))


class BatchContrastiveLoss(keras.losses.Loss):
    """The contrastive loss of all pairs in a batch; pairs of one person weigh as much in all as pairs of two.

    Called with identities (m,) and embeddings (m, d), so that `model.compile(loss=BatchContrastiveLoss())`
    trains on pictures and identities. Returns the mean over the pairs of one person plus the mean over those of
    two. Raises ValueError for a negative margin. Source: as contrastive_loss.

    >>> loss = BatchContrastiveLoss(margin=1.0)
    >>> round(float(loss([7, 7, 8], [[0.0, 0.0], [0.6, 0.0], [0.0, 0.8]])), 4)  # 0.36, and the mean of 0.04 and 0
    0.38
    """

    def __init__(self, margin: float = 1.0, name: str = "batch_contrastive_loss", **kwargs: Any) -> None:
        super().__init__(name=name, **kwargs)
        self.margin = not_negative("margin", margin)

    def call(self, identities: Tensor, embeddings: Tensor) -> Tensor:
        identities = ops.reshape(identities, (-1,))
        squared = squared_distances(embeddings, embeddings)
        distances = ops.sqrt(ops.maximum(squared, 1e-12))  # the root of 0 has no derivative
        alike = ops.equal(identities[:, None], identities)
        same = ops.cast(alike, squared.dtype)
        losses = _pair_losses(same, squared, distances, self.margin)
        itself = ops.eye(ops.shape(squared)[0], dtype=squared.dtype)
        return _mean(losses, same - itself) + _mean(losses, 1 - same)

    def get_config(self) -> dict[str, Any]:
        return super().get_config() | {"margin": self.margin}


def _pair_losses(same: Tensor, squared: Tensor, distances: Tensor, margin: float) -> Tensor:
    return same * squared + (1 - same) * ops.square(ops.maximum(margin - distances, 0.0))


def _mean(values: Tensor, weights: Tensor) -> Tensor:
    return ops.sum(values * weights) / ops.maximum(ops.sum(weights), 1.0)
