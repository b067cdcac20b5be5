"""Two questions worth attacking: one gets a database and a model, one is judged by its gradient too."""

import numpy as np

from cnn_helpers.grading.assignments.questions import Assignment, Family, Mistake, Question, entry
from cnn_helpers.grading.values.array_models import ArrayModel
from cnn_helpers.grading.values.limits import Limits


def visit(rng, size, names, claimed):
    """(image, name, database, model): as many vectors as names, none of them near the model's answer."""
    weights, vectors = rng.normal(size=(*size, 3)).round(2), rng.uniform(2, 3, (len(names), 3)).round(2)
    database = {name: vector - 50 for name, vector in zip(names, vectors, strict=True)}
    return rng.random(size).round(2), claimed, database, ArrayModel(weights, np.ones(3))


def numbers(rng, n):
    return (rng.uniform(1, 2, n).round(2).astype("float32"),)


def with_gradient(function, distances):
    """The loss of a tensor, and its gradient."""
    import numpy as np
    import tensorflow as tf

    given = tf.constant(distances)
    with tf.GradientTape() as tape:
        tape.watch(given)
        value = function(given)
    gradient = tape.gradient(value, given)
    return {"loss": float(value), "gradient": "none" if gradient is None else np.asarray(gradient)}


def of_visit(title, public, hidden):
    names = "size", "names", "claimed"
    public, hidden = (dict(zip(names, case, strict=True)) for case in (public, hidden))
    return Family(title, 25, visit, (public,), (hidden,), "{claimed} is claimed, of {names}")


def of_loss(key, name):
    return Family(key, 25, numbers, (dict(n=3),), (dict(n=4),), "{n} distances", entry(key, name))


assignment = Assignment(
    name="door-target",
    title="A target for attacks on models, databases and gradients",
    limits=Limits(wall_seconds=600, cell_seconds=120, call_seconds=30),
    questions=(
        Question(
            "match",
            points=50,
            families=(
                of_visit("one person", ((2, 2, 1), ("ada",), "ada"), ((1, 3, 1), ("bo",), "bo")),
                of_visit(
                    "several people",
                    ((2, 1, 2), ("ada", "bo"), "bo"),
                    ((1, 2, 2), ("cleo", "ada", "bo"), "ada"),
                ),
            ),
            mistakes=(
                Mistake("squared", "the distance is squared", edits=(("norm(apart)", "norm(apart) ** 2"),)),
            ),
        ),
        Question(
            "loss",
            points=50,
            families=(of_loss("loss", "the loss"), of_loss("gradient", "the gradient")),
            mistakes=(
                Mistake(
                    "no-square",
                    "the distances are not squared",
                    edits=(("tf.square(distances)", "distances"),),
                ),
            ),
            probe=with_gradient,
        ),
    ),
)
