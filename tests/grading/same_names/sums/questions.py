"""Sums: three functions whose names another assignment uses too, and one of its own."""

from cnn_helpers.grading.assignments.questions import Assignment, Family, Mistake, Question


def pair(rng, shape):
    return rng.normal(size=shape).round(2) + 3, rng.normal(size=shape).round(2) + 3


def one(rng, shape):
    return (rng.normal(size=shape).round(2) + 3,)


def family(points, make):
    return Family("any shape", points, make, (dict(shape=(3,)),), (dict(shape=(2, 4)),), "shape {shape}")


def question(name, points, make, mistakes, helpers=()):
    return Question(name, points=points, helpers=helpers, families=(family(points, make),), mistakes=mistakes)


assignment = Assignment(
    name="sums",
    title="Sums",
    questions=(
        question(
            "combine",
            30,
            pair,
            (Mistake("multiplied", "the two are multiplied, not added", edits=(("a + b", "a * b"),)),),
        ),
        question(
            "neutral",
            20,
            one,
            (Mistake("ones", "adding 1 changes a number", edits=(("zeros_like", "ones_like"),)),),
        ),
        question(
            "fold",
            30,
            one,
            (
                Mistake(
                    "last", "only the last number counts", edits=(("total, number", "number, 0 * number"),)
                ),
            ),
            helpers=("combine", "neutral"),
        ),
        question(
            "average",
            20,
            one,
            (Mistake("average-last", "only the last number counts", edits=(("fold(x)", "x.ravel()[-1]"),)),),
            helpers=("fold",),
        ),
    ),
)
