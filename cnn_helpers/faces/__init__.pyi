from .batch_triplets import BatchTripletLoss
from .batches import identity_batches
from .contrastive import BatchContrastiveLoss, contrastive_loss
from .database import FaceDatabase
from .mining import mine_triplets, semi_hard_negatives
from .portraits import (
    alterations,
    face_chip,
    portrait,
    portrait_network,
    portrait_threshold,
    portrait_vectors,
)
from .recognition import embed, verify, who_is_it
from .siamese import chi_square, siamese_head, siamese_network, signed_parts
from .trained import TrainedEmbedding, trained_embedding
from .triplets import squared_distances, triplet_loss
from .verification import (
    Rates,
    RocCurve,
    calibrate,
    identification_error,
    pair_distances,
    roc,
    verification_pairs,
    verification_rates,
)

__all__ = [
    "BatchContrastiveLoss",
    "BatchTripletLoss",
    "FaceDatabase",
    "Rates",
    "RocCurve",
    "TrainedEmbedding",
    "alterations",
    "calibrate",
    "chi_square",
    "contrastive_loss",
    "embed",
    "face_chip",
    "identification_error",
    "identity_batches",
    "mine_triplets",
    "pair_distances",
    "portrait",
    "portrait_network",
    "portrait_threshold",
    "portrait_vectors",
    "roc",
    "semi_hard_negatives",
    "siamese_head",
    "siamese_network",
    "signed_parts",
    "squared_distances",
    "trained_embedding",
    "triplet_loss",
    "verification_pairs",
    "verification_rates",
    "verify",
    "who_is_it",
]
