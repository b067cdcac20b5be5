"""Content cost, Gram matrix and total variation."""

from cnn_helpers.grading.assignments.questions import Family, Question

from .cases import equal, flat, matrix, one, picture, two
from .mistakes_content import CONTENT as CONTENT_MISTAKES
from .mistakes_gram import GRAM as GRAM_MISTAKES
from .mistakes_variation import VARIATION as VARIATION_MISTAKES
from .probes import ANSWER, FINITE, GRADIENT, with_gradient


def shapes(*shapes):
    return tuple(dict(shape=shape) for shape in shapes)


def content(title, points, public, hidden, make=two, part=ANSWER):
    words = "activations (1, {shape[0]}, {shape[1]}, {shape[2]})"
    return Family(title, points, make, shapes(*public), shapes(*hidden), case=words, part=part)


CONTENT = Question(
    "compute_content_cost",
    points=15,
    families=(
        content("one channel", 2, [(3, 3, 1)], [(4, 4, 1), (2, 2, 1)]),
        content("several channels", 4, [(2, 2, 3)], [(3, 3, 4), (1, 1, 6)]),
        content("maps that are not square", 4, [(2, 3, 4), (5, 2, 2)], [(4, 2, 3), (2, 5, 6)]),
        content("equal activations cost nothing", 1, [(2, 3, 2)], [(3, 2, 4)], make=equal, part=FINITE),
        content("the gradient by a_G", 4, [(2, 3, 2)], [(3, 2, 3), (2, 4, 1)], part=GRADIENT),
    ),
    mistakes=CONTENT_MISTAKES,
    probe=with_gradient,
)


def gram(title, points, public, hidden, part=ANSWER):
    words = "A of shape {shape}"
    return Family(title, points, matrix, shapes(*public), shapes(*hidden), case=words, part=part)


GRAM = Question(
    "gram_matrix",
    points=15,
    families=(
        gram("more places than channels", 5, [(3, 5)], [(4, 9), (2, 6)]),
        gram("more channels than places", 4, [(4, 2)], [(5, 3), (6, 2)]),
        gram("one channel, or one place", 2, [(1, 4), (3, 1)], [(1, 6), (5, 1)]),
        gram("the gradient by A", 4, [(3, 4)], [(2, 5), (4, 3)], part=GRADIENT),
    ),
    mistakes=GRAM_MISTAKES,
    probe=with_gradient,
)


def variation(title, points, public, hidden, part=ANSWER, make=picture):
    words = "image (1, {shape[0]}, {shape[1]}, {shape[2]})"
    return Family(title, points, make, shapes(*public), shapes(*hidden), case=words, part=part)


VARIATION = Question(
    "total_variation",
    points=10,
    families=(
        variation("square images", 2, [(3, 3, 3)], [(4, 4, 3)]),
        variation("images that are not square", 3, [(2, 4, 3), (5, 3, 3)], [(3, 6, 3), (4, 2, 3)]),
        variation("one row, or one column", 1, [(1, 4, 3), (4, 1, 3)], [(1, 6, 3), (5, 1, 3)]),
        variation(
            "other channels, and numbers beyond 0 to 1", 1, [(3, 4, 2)], [(2, 5, 1), (4, 3, 4)], make=one
        ),
        variation("one colour, and a finite gradient", 1, [(2, 3, 3)], [(3, 2, 1)], part=FINITE, make=flat),
        variation("the gradient by the image", 2, [(3, 4, 2)], [(4, 3, 3), (2, 5, 1)], part=GRADIENT),
    ),
    mistakes=VARIATION_MISTAKES,
    probe=with_gradient,
)
