"""Four questions worth attacking: one alone, one that calls it, one that a library answers, one of a dict."""

from cnn_helpers.grading.assignments.questions import Assignment, Family, Mistake, Question, item
from cnn_helpers.grading.values.limits import Limits


def numbers(rng, shape):
    return (rng.normal(size=shape).round(2) + 3,)


def family(title, points, public, hidden, part=None):
    return Family(title, points, numbers, (dict(shape=public),), (dict(shape=hidden),), "x of {shape}", part)


assignment = Assignment(
    name="target",
    title="A target for attacks",
    forbidden=("scipy",),
    files=("*.csv",),
    limits=Limits(
        wall_seconds=60,  # on a busy machine two tries at a cell of 6 s that floods the grader took 30
        cpu_seconds=30,
        cell_seconds=6,
        call_seconds=4,
        memory_mb=1024,
        processes=48,
        file_mb=16,
        scratch_mb=64,
        output_mb=2,
        answer_mb=8,
        notebook_mb=30,
    ),
    questions=(
        Question(
            "double",
            points=30,
            families=(
                family("vectors", 20, (3,), (5,)),
                family("matrices", 10, (2, 2), (3, 4)),
            ),
            mistakes=(
                Mistake("squared", "the number is squared, not doubled", edits=(("2 * x", "x**2"),)),
                Mistake("unchanged", "x comes back as it was", edits=(("2 * x", "x"),)),
            ),
        ),
        Question(
            "double_sum",
            points=30,
            helpers=("double",),
            families=(
                family("the sum", 20, (3,), (2, 4), item(0, of=2, name="the sum")),
                family("x", 10, (3,), (2, 4), item(1, of=2, name="x")),
            ),
            mistakes=(Mistake("no-double", "the sum is not doubled", edits=(("double(x)", "x"),)),),
        ),
        Question("softmax", points=20, families=(family("rows", 20, (4,), (3, 5)),)),
        Question("summary", points=20, families=(family("both", 20, (4,), (3, 5)),)),
    ),
)
