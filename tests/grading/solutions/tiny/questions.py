"""Two questions, the second of which calls the first."""

from cnn_helpers.grading.assignments.questions import Assignment, Family, Mistake, Question, item


def numbers(rng, shape):
    return (rng.normal(size=shape).round(2) + 3,)


def total(title, points, part):
    public, hidden = (dict(shape=(3,)),), (dict(shape=(2, 4)),)
    return Family(title, points, numbers, public, hidden, "x of shape {shape}", part)


assignment = Assignment(
    name="tiny",
    title="A tiny assignment",
    forbidden=("scipy",),
    questions=(
        Question(
            "double",
            points=40,
            families=(
                Family(
                    "vectors", 30, numbers, (dict(shape=(3,)),), (dict(shape=(5,)),), "x of shape {shape}"
                ),
                Family(
                    "matrices",
                    10,
                    numbers,
                    (dict(shape=(2, 2)),),
                    (dict(shape=(3, 4)),),
                    "x of shape {shape}",
                ),
            ),
            mistakes=(
                Mistake("squared", "the number is squared, not doubled", edits=(("2 * x", "x**2"),)),
                Mistake(
                    "vectors-only",
                    "only vectors are doubled",
                    edits=(("2 * x", "2 * x if x.ndim == 1 else x"),),
                ),
                Mistake(
                    "prints", "the answer is printed, not returned", edits=(("return 2 * x", "print(2 * x)"),)
                ),
            ),
        ),
        Question(
            "double_sum",
            points=60,
            helpers=("double",),
            families=(
                total("the sum", 50, item(0, of=2, name="the sum")),
                total("x", 10, item(1, of=2, name="x")),
            ),
            mistakes=(Mistake("no-double", "the sum is not doubled", edits=(("double(x)", "x"),)),),
        ),
    ),
)
