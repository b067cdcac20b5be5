"""A step of gradient descent: a variable that is changed, an optimizer that remembers, a cost that is called."""

from cnn_helpers.grading.assignments.questions import Family, Question

from .cases import descent
from .mistakes_step import TAKEN as MISTAKES
from .probes import COST, IMAGE, steps_taken

NAMES = "shape", "cost", "rule", "rate", "steps", "where"
WORDS = "image (1, {shape[0]}, {shape[1]}, {shape[2]}), {rule}, learning rate {rate}, steps: {steps}"


def walk(title, points, part, public, hidden):
    """Each case: shape, cost, rule of the optimizer, rate, steps, and where it leads if not inside 0 to 1."""
    cases = (tuple(dict(zip(NAMES, row, strict=False)) for row in rows) for rows in (public, hidden))
    return Family(title, points, descent, *cases, case=WORDS, part=part)


STEP = Question(
    "train_step",
    points=20,
    families=(
        walk(
            "the image after one step down the gradient",
            6,
            IMAGE,
            [((2, 3, 3), "squared", "new SGD", 0.1, 1), ((1, 2, 3), "squared", "SGD", 0.9, 1, "near")],
            [((2, 2, 3), "crossed", "new SGD", 0.02, 1), ((2, 1, 3), "squared", "SGD", 0.9, 1, "near")],
        ),
        walk(
            "the cost before the step",
            5,
            COST,
            [((2, 2, 3), "shaped", "SGD", 0.2, 1), ((2, 2, 3), "crossed", "SGD", 0.01, 2)],
            [((3, 2, 3), "shaped", "SGD", 0.1, 1), ((2, 3, 3), "squared", "momentum", 0.05, 3)],
        ),
        walk(
            "a step that leads beyond 0 and 1, clipped",
            5,
            IMAGE,
            [((2, 3, 3), "squared", "SGD", 0.9, 1, "far"), ((2, 2, 3), "squared", "momentum", 0.7, 2, "far")],
            [((3, 4, 3), "squared", "SGD", 0.9, 1, "far"), ((2, 4, 3), "squared", "SGD", 0.95, 2, "far")],
        ),
        walk(
            "an optimizer that remembers",
            4,
            IMAGE,
            [((2, 2, 3), "squared", "momentum", 0.05, 2), ((2, 2, 3), "crossed", "Adam", 0.03, 3)],
            [((2, 3, 3), "squared", "Adam", 0.04, 4), ((3, 2, 3), "squared", "momentum", 0.04, 3)],
        ),
    ),
    mistakes=MISTAKES,
    probe=steps_taken,
)
