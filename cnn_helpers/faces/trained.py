"""The small FaceNet that comes with the course, trained on people who do not exist."""

from typing import NamedTuple

import keras

from cnn_helpers.models import small_facenet
from cnn_helpers.pretrained.trained_weights import load_trained, read_log


class TrainedEmbedding(NamedTuple):
    """A network that gives vectors of length 1 for images (m, 64, 64, 3) from 0 to 1, and the threshold it needs.

    threshold: distances below it are the same person; it was chosen on people whom the network had never seen.
    """

    model: keras.Model
    threshold: float


def trained_embedding(false_accept: float | None = None) -> TrainedEmbedding:
    """Return the TrainedEmbedding that `cnn-course train faces` made.

    false_accept: None for the threshold that judges most pairs rightly; 0.01 or 0.001 for the one that lets in that
    share of strangers. It knows rendered people only: for photographs of real ones it is of no use.
    Raises ValueError for another share, and what load_trained raises for missing and damaged weights.
    """
    scores = read_log("faces")["scores"]
    name = "threshold" if false_accept is None else f"threshold at {false_accept}"
    if name not in scores:
        known = ", ".join(key.split()[-1] for key in scores if key.startswith("threshold at"))
        raise ValueError(f"false_accept is {false_accept!r}; None or one of {known} is needed")
    return TrainedEmbedding(load_trained("faces", small_facenet()), scores[name])
