"""The style cost of one layer, of several, and the total cost."""

from cnn_helpers.grading.assignments.questions import Family, Question

from .cases import costs, large, layers, moved, two
from .mistakes_layer import LAYER as LAYER_MISTAKES
from .mistakes_style import STYLE as STYLE_MISTAKES
from .mistakes_total import TOTAL as TOTAL_MISTAKES
from .probes import ANSWER, BOTH_GRADIENTS, FINITE, GRADIENT, UNTOUCHED, of_two_costs, with_gradient


def layer(title, points, public, hidden, make=two, part=ANSWER):
    words = "activations (1, {shape[0]}, {shape[1]}, {shape[2]})"
    cases = (tuple(dict(shape=shape) for shape in these) for these in (public, hidden))
    return Family(title, points, make, *cases, case=words, part=part)


LAYER = Question(
    "compute_layer_style_cost",
    points=25,
    families=(
        layer("square maps", 4, [(2, 2, 3), (3, 3, 2)], [(3, 3, 4), (4, 4, 2)]),
        layer("maps that are not square", 8, [(2, 4, 3), (5, 2, 2)], [(3, 4, 5), (4, 2, 3), (1, 5, 2)]),
        layer("more channels than places", 3, [(1, 2, 4)], [(2, 2, 6), (1, 3, 5)]),
        layer("one channel", 1, [(2, 3, 1)], [(3, 2, 1)]),
        layer(
            "the same activations at other places cost nothing", 2, [(2, 3, 3)], [(3, 4, 2)], moved, FINITE
        ),
        Family(
            "maps as large as a network's",
            2,
            large,
            (dict(shape=(4, 6, 8), times=14),),
            (dict(shape=(6, 5, 10), times=10),),
            case="{shape[2]} channels, {times} × {times} copies of {shape[0]} × {shape[1]} places side by side",
            part=ANSWER,
        ),
        layer("the gradient by a_G", 5, [(2, 3, 2)], [(3, 2, 4), (2, 4, 3)], part=GRADIENT),
    ),
    mistakes=LAYER_MISTAKES,
    helpers=("gram_matrix",),
    probe=with_gradient,
)

DEEP, FLAT, SMALL = (3, 2, 3), (2, 3, 2), (2, 2, 4)


def style(title, points, public, hidden, part=ANSWER):
    """Each case: shapes of the layers, weights."""
    words = "layers: {shapes}, weights {weights}"
    cases = (tuple(dict(shapes=s, weights=w) for s, w in these) for these in (public, hidden))
    return Family(title, points, layers, *cases, case=words, part=part)


STYLE = Question(
    "compute_style_cost",
    points=10,
    families=(
        style(
            "several layers, each with its weight",
            4,
            [((DEEP, FLAT, SMALL), (0.5, 0.3, 0.2)), ((FLAT, SMALL), (0.25, 0.75))],
            [((SMALL, DEEP, FLAT, DEEP), (0.1, 0.4, 0.2, 0.3)), ((DEEP, FLAT), (0.9, 0.1))],
        ),
        style("one layer", 1, [((FLAT,), (0.4,))], [((DEEP,), (0.7,))]),
        style(
            "weights that do not add up to 1",
            2,
            [((FLAT, DEEP), (3.0, 0.5))],
            [((DEEP, SMALL, FLAT), (0.6, 0.0, 2.5))],
        ),
        style(
            "the gradient by every layer's a_G",
            2,
            [((FLAT, DEEP), (0.6, 0.9))],
            [((SMALL, FLAT, DEEP), (1.5, 0.8, 0.7))],
            GRADIENT,
        ),
        style(
            "right, and the lists stay as they are",
            1,
            [((FLAT, FLAT), (0.8, 0.7))],
            [((DEEP, FLAT, DEEP), (0.2, 0.9, 0.4))],
            UNTOUCHED,
        ),
    ),
    mistakes=STYLE_MISTAKES,
    helpers=("compute_layer_style_cost", "gram_matrix"),
    probe=with_gradient,
)


def total(title, points, public, hidden, words, part=ANSWER):
    cases = (tuple(dict(weights=weights) for weights in these) for these in (public, hidden))
    return Family(title, points, costs, *cases, case=words, part=part)


TOTAL = Question(
    "total_cost",
    points=5,
    families=(
        total(
            "alpha and beta",
            2,
            [(3, 7), (1, 0), (25, 90)],
            [(2, 5), (0, 4), (30, 150)],
            "alpha and beta {weights}",
        ),
        Family(
            "alpha and beta left out",
            1,
            costs,
            (dict(weights=()),),
            (dict(weights=(), size=3),),
            case="alpha and beta left out",
            part=ANSWER,
        ),
        total("beta left out", 1, [(3, None)], [(5, None)], "alpha {weights[0]}, beta left out"),
        total("both gradients", 1, [(2, 6)], [(4, 3)], "alpha and beta {weights}", BOTH_GRADIENTS),
    ),
    mistakes=TOTAL_MISTAKES,
    probe=of_two_costs,
)
