"""Four questions about networks: a compiled model, a block of one, a loss with its gradient, and counts."""

import numpy as np

from cnn_helpers.grading.assignments.questions import Assignment, Family, Question, entry, symbol
from cnn_helpers.grading.values.limits import Limits

from .mistakes import BLOCK, COUNT_PARAMETERS, SMALL_CNN, TRIPLET_LOSS

IMAGES = (dict(shape=(8, 8, 3), classes=3),), (dict(shape=(6, 10, 1), classes=4),)
TENSORS = (dict(shape=(6, 6, 4)),), (dict(shape=(5, 7, 2)),)
TRIPLETS = (dict(m=4, alpha=0.2),), (dict(m=3, alpha=0.5),)


def network(rng, shape, classes):
    return shape, classes


def tensor(rng, shape):
    return symbol(shape), shape[-1]


def triplet(rng, m, alpha):
    """Half the triplets cost something and half cost nothing, none close to the kink."""
    anchor, step = rng.normal(size=(m, 3)).round(2), rng.normal(size=(m, 3)).round(2)
    near = np.where(np.arange(m) % 2, 2.0, 0.1)[:, None]
    return anchor, anchor + near * step, anchor + step + 0.05, alpha


def value_and_gradient(function, anchor, positive, negative, alpha):
    """The loss and its gradient for each of the three; no gradient where the loss is no tensor."""
    import tensorflow as tf

    parts = [tf.Variable(part, dtype="float32") for part in (anchor, positive, negative)]
    with tf.GradientTape() as tape:
        loss = function(None, parts, alpha)
    return {"loss": loss, "gradient": tape.gradient(loss, parts) if tf.is_tensor(loss) else None}


def about(title, points, key, name, make, cases, words):
    return Family(title, points, make, *cases, case=words, part=entry(key, name))


def model(title, points, key, name):
    return about(title, points, key, name, network, IMAGES, "pictures of {shape}, {classes} classes")


def piece(title, points, key, name):
    return about(title, points, key, name, tensor, TENSORS, "X of shape {shape}")


def loss(title, points, key, name):
    return about(title, points, key, name, triplet, TRIPLETS, "{m} triplets, alpha {alpha}")


assignment = Assignment(
    name="tiny-keras",
    title="A tiny assignment about networks",
    limits=Limits(call_seconds=20),
    questions=(
        Question(
            "small_cnn",
            points=40,
            families=(
                model("layers", 15, "layers", "the layers"),
                model("outputs", 10, "outputs", "the output for set weights"),
                model("parameters", 5, "parameters", "the number of parameters"),
                model("compiled", 10, "compiled", "the way it is compiled"),
            ),
            mistakes=SMALL_CNN,
        ),
        Question(
            "block",
            points=25,
            families=(
                piece("layers", 10, "layers", "the layers"),
                piece("wiring", 10, "graph", "the wiring"),
                piece("outputs", 5, "outputs", "the output for set weights"),
            ),
            mistakes=BLOCK,
        ),
        Question(
            "triplet_loss",
            points=20,
            families=(
                loss("value", 10, "loss", "the loss"),
                loss("gradient", 10, "gradient", "the gradient"),
            ),
            mistakes=TRIPLET_LOSS,
            probe=value_and_gradient,
        ),
        Question(
            "count_parameters",
            points=15,
            families=(Family("counts", 15, network, *IMAGES, case="pictures of {shape}, {classes} classes"),),
            mistakes=COUNT_PARAMETERS,
            forbidden=("keras", "tensorflow"),
        ),
    ),
)
