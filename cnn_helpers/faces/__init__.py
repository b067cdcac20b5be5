"""Who is it? Losses that make a network tell faces apart, ways to decide, and a database of faces.

Names are loaded when first used, so that importing this room does not load TensorFlow.
"""

from cnn_helpers.lazy import lazy_names

_HOMES = {
    "BatchContrastiveLoss": "contrastive",
    "BatchTripletLoss": "batch_triplets",
    "FaceDatabase": "database",
    "Rates": "verification",
    "RocCurve": "verification",
    "alterations": "portraits",
    "calibrate": "verification",
    "chi_square": "siamese",
    "contrastive_loss": "contrastive",
    "embed": "recognition",
    "face_chip": "portraits",
    "identification_error": "verification",
    "identity_batches": "batches",
    "mine_triplets": "mining",
    "pair_distances": "verification",
    "portrait": "portraits",
    "portrait_network": "portraits",
    "portrait_threshold": "portraits",
    "portrait_vectors": "portraits",
    "roc": "verification",
    "semi_hard_negatives": "mining",
    "siamese_head": "siamese",
    "siamese_network": "siamese",
    "signed_parts": "siamese",
    "squared_distances": "triplets",
    "TrainedEmbedding": "trained",
    "trained_embedding": "trained",
    "triplet_loss": "triplets",
    "verification_pairs": "verification",
    "verification_rates": "verification",
    "verify": "recognition",
    "who_is_it": "recognition",
}

__getattr__, __dir__, __all__ = lazy_names(__name__, _HOMES)
