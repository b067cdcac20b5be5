"""Who is it? Losses that make a network tell faces apart, ways to decide, and a database of faces.

Names are loaded when first used, so that importing this room does not load TensorFlow.
"""

from cnn_helpers.lazy import lazy_names

_HOMES = {
    "BatchContrastiveLoss": "contrastive",
    "BatchTripletLoss": "batch_triplets",
    "contrastive_loss": "contrastive",
    "identity_batches": "batches",
    "mine_triplets": "mining",
    "semi_hard_negatives": "mining",
    "squared_distances": "triplets",
    "triplet_loss": "triplets",
}

__getattr__, __dir__, __all__ = lazy_names(__name__, _HOMES)
