"""A small assignment whose functions get a model of plain numbers, one of them by way of the other."""

import numpy as np

from cnn_helpers.grading.assignments.questions import Assignment, Family, Mistake, Question
from cnn_helpers.grading.values.array_models import ArrayModel


def visit(rng, people):
    database = {f"person {k}": vector for k, vector in enumerate(rng.normal(size=(people, 3)).round(2))}
    return (
        rng.random((1, 2, 1)).round(2),
        database,
        ArrayModel(rng.normal(size=(1, 2, 1, 3)).round(2), np.ones(3)),
    )


def claim(rng, people, claimed):
    image, database, model = visit(rng, people)
    return image, f"person {claimed}", database, model


assignment = Assignment(
    name="tiny-door",
    title="A tiny door",
    questions=(
        Question(
            "apart",
            points=50,
            families=(
                Family(
                    "all",
                    50,
                    claim,
                    (dict(people=2, claimed=1),),
                    (dict(people=3, claimed=1),),
                    "{people} people",
                ),
            ),
            mistakes=(
                Mistake("squared", "the distance is squared", edits=(("norm(found)", "norm(found) ** 2"),)),
            ),
        ),
        Question(
            "nearest",
            points=50,
            helpers=("apart",),
            families=(Family("all", 50, visit, (dict(people=3),), (dict(people=4),), "{people} people"),),
            mistakes=(Mistake("farthest", "the farthest is taken", edits=(("min(", "max("),)),),
        ),
    ),
)
