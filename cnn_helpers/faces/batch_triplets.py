"""The triplet loss of a batch of pictures and identities: triplets are chosen anew in every step."""

from typing import Any

import keras
from keras import ops

from cnn_helpers.faces.checks import not_negative
from cnn_helpers.faces.mining import choose_negatives, known_strategy
from cnn_helpers.faces.triplets import squared_distances
from cnn_helpers.tensor_types import Tensor


class BatchTripletLoss(keras.losses.Loss):
    """The mean triplet loss over the triplets that `strategy` chooses within a batch.

    Called with identities (m,) and embeddings (m, d), so that `model.compile(loss=BatchTripletLoss())` trains on
    pictures and identities; a batch needs people with two pictures each (see identity_batches). Without a single
    triplet it is 0. Raises ValueError for another strategy and for a negative margin.
    Source: Schroff et al. (2015), section 3.2.

    >>> loss = BatchTripletLoss("hard", alpha=0.2)
    >>> embeddings = [[0.0, 0.0], [0.6, 0.0], [0.0, 0.5]]
    >>> round(float(loss([7, 7, 8], embeddings)), 4)  # 0.36 - 0.25 + 0.2 = 0.31, and 0.36 - 0.61 + 0.2 < 0
    0.155
    """

    def __init__(
        self,
        strategy: str = "semi_hard",
        alpha: float = 0.2,
        seed: int = 0,
        name: str = "batch_triplet_loss",
        **kwargs: Any,
    ) -> None:
        super().__init__(name=name, **kwargs)
        self.strategy, self.alpha, self.seed = known_strategy(strategy), not_negative("alpha", alpha), seed
        self._draws = keras.random.SeedGenerator(seed)

    def call(self, identities: Tensor, embeddings: Tensor) -> Tensor:
        identities, m = ops.reshape(identities, (-1,)), ops.shape(embeddings)[0]
        distances = squared_distances(embeddings, embeddings)
        scores = keras.random.uniform((m, m, m), seed=self._draws)
        negatives, valid = choose_negatives(distances, identities, scores, self.strategy, self.alpha)
        d_an = ops.take_along_axis(distances, negatives, axis=1)
        losses = ops.where(valid, ops.maximum(distances - d_an + self.alpha, 0.0), 0.0)
        return ops.sum(losses) / ops.maximum(ops.sum(ops.cast(valid, losses.dtype)), 1.0)

    def get_config(self) -> dict[str, Any]:
        return super().get_config() | {"strategy": self.strategy, "alpha": self.alpha, "seed": self.seed}
