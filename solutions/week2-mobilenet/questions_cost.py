"""The arithmetic: products of a normal convolution and of the two that replace it."""

from cnn_helpers.grading.assignments.questions import Family, Question, item

from .mistakes_cost import COST as MISTAKES

NAMES = "n_H", "n_W", "n_C_prev", "n_C", "f"
PUBLIC = (4, 4, 3, 5, 3), (6, 9, 4, 10, 5)
HIDDEN = (112, 112, 32, 64, 3), (7, 5, 24, 16, 5), (10, 3, 6, 6, 1)


def sizes(rng, **chosen):
    return tuple(chosen[name] for name in NAMES)


def listed(function, *sizes):
    """A list, a tuple and an array count alike."""
    counts = function(*sizes)
    return list(counts) if hasattr(counts, "__iter__") and not isinstance(counts, dict) else counts


def products(title, points, place, name):
    cases = ([dict(zip(NAMES, case, strict=True)) for case in these] for these in (PUBLIC, HIDDEN))
    words = "{n_H} × {n_W} × {n_C_prev} to {n_H} × {n_W} × {n_C}, filters of {f} × {f}"
    return Family(title, points, sizes, *map(tuple, cases), case=words, part=item(place, of=3, name=name))


COST = Question(
    "depthwise_separable_cost",
    points=10,
    families=(
        products("the normal convolution", 4, 0, "the normal convolution's number"),
        products("the depthwise convolution", 3, 1, "the depthwise convolution's number"),
        products("the pointwise convolution", 3, 2, "the pointwise convolution's number"),
    ),
    mistakes=MISTAKES,
    probe=listed,
)
