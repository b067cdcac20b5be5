"""Three blocks of a network and the network that calls them, each judged as a graph."""

from cnn_helpers.grading.assignments.questions import Assignment, Family, Mistake, Question, entry, symbol
from cnn_helpers.grading.values.limits import Limits


def one(rng, shape, filters):
    return symbol(shape), filters


def two(rng, shape, filters):
    height, width, channels = shape
    return symbol(shape), symbol((2 * height, 2 * width, channels)), filters


def picture(rng, shape, filters):
    return shape, filters


def parts(make, points, shapes):
    """Layers, wiring and outputs, on one public and one hidden case."""
    public, hidden = ((dict(shape=shape, filters=filters),) for shape, filters in shapes)
    told = (("layers", "layers"), ("wiring", "graph"), ("outputs", "outputs"))
    words = "shape {shape}, {filters} filters"
    return tuple(
        Family(title, share, make, public, hidden, case=words, part=entry(key, title))
        for (title, key), share in zip(told, points, strict=True)
    )


SMALL = ((6, 6, 4), 4), ((4, 8, 2), 2)

assignment = Assignment(
    name="tiny-blocks",
    title="A tiny assignment about blocks of networks",
    limits=Limits(call_seconds=20),
    questions=(
        Question(
            "block",
            points=20,
            families=parts(one, (10, 5, 5), SMALL),
            mistakes=(Mistake("no-shortcut", "X is never added", edits=((" + X", ""),)),),
        ),
        Question(
            "down",
            points=20,
            families=parts(one, (10, 5, 5), SMALL),
            mistakes=(
                Mistake("not-pooled", "nothing is pooled", edits=(("MaxPooling2D(2)(H)", "ReLU()(H)"),)),
            ),
        ),
        Question(
            "up",
            points=20,
            families=parts(two, (10, 5, 5), (((3, 3, 4), 4), ((2, 4, 2), 2))),
            mistakes=(Mistake("skip-first", "the skip comes first", edits=(("[H, skip]", "[skip, H]"),)),),
        ),
        Question(
            "network",
            points=40,
            helpers=("block", "down", "up"),
            families=parts(picture, (20, 10, 10), (((8, 8, 3), 4), ((4, 12, 1), 2))),
            mistakes=(
                Mistake(
                    "no-end", "the last convolution is missing", edits=(("Conv2D(1, 1)(H)", "ReLU()(H)"),)
                ),
            ),
        ),
    ),
)
