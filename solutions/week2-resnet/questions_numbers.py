"""The three questions that are answered with numbers: a cost, a gradient, and how far a unit sees."""

from cnn_helpers.grading.assignments.questions import Family, Question, entry, item

from .cases import chain, gradient, volume
from .mistakes_numbers import BOTTLENECK_COST, RECEPTIVE_FIELD
from .mistakes_shortcut_gradient import SHORTCUT_GRADIENT

VOLUME = "a volume of {n} × {n} × {n_C}, filters {filters}"
CHAIN = "(f, s) of the layers: {layers}"
SIZES = "n {n}, h {h}, m {m}"

BOTTLENECK = item(0, of=2, name="the bottleneck's number")
PLAIN = item(1, of=2, name="the plain number")


def costs(title, points, public, hidden, part=None):
    words = VOLUME + (", f {f}" if "f" in public[0] else ", f left out")
    return Family(title, points, volume, public, hidden, case=words, part=part)


def sights(title, points, public, hidden):
    cases = (tuple(dict(layers=layers) for layers in these) for these in (public, hidden))
    return Family(title, points, chain, *cases, case=CHAIN)


def gradients(title, points, kind, public, hidden, part=None):
    names = "n", "h", "m", "kind"
    cases = (
        tuple(dict(zip(names, (*sizes, kind), strict=True)) for sizes in these) for these in (public, hidden)
    )
    return Family(title, points, gradient, *cases, case=SIZES, part=part or entry("dA", "the gradient"))


def beside_its_arguments(function, dA_out, A, W1, b1, W2, b2):
    """The gradient, and which arguments are no longer what they were."""
    given = {"dA_out": dA_out, "A": A, "W1": W1, "b1": b1, "W2": W2, "b2": b2}
    before = {name: array.copy() for name, array in given.items()}
    dA = function(*given.values())
    changed = [name for name, array in given.items() if (array != before[name]).any()]
    if getattr(dA, "shape", None) != A.shape:
        return {"dA": dA, "arguments": "of no interest, without a gradient of A's shape"}
    return {"dA": dA, "arguments": ", ".join(changed) + " changed" if changed else "as they were"}


def as_pairs(function, layers):
    """The layers as a list of tuples, which JSON does not keep apart."""
    return function([tuple(layer) for layer in layers])


CLOSED = (dict(n=14, n_C=32, filters=(8, 4, 32), f=3), dict(n=5, n_C=12, filters=(3, 6, 12), f=3))
CLOSED_HIDDEN = (dict(n=28, n_C=64, filters=(16, 8, 64), f=3), dict(n=9, n_C=20, filters=(4, 5, 20), f=3))
OTHER = (dict(n=8, n_C=16, filters=(2, 4, 16), f=5),)
OTHER_HIDDEN = (dict(n=11, n_C=18, filters=(3, 6, 18), f=7), dict(n=6, n_C=10, filters=(2, 5, 10), f=1))

NUMBERS = (
    Question(
        "bottleneck_cost",
        points=10,
        families=(
            costs("the bottleneck, f 3", 3, CLOSED, CLOSED_HIDDEN, BOTTLENECK),
            costs("two wide convolutions, f 3", 3, CLOSED, CLOSED_HIDDEN, PLAIN),
            costs("the bottleneck, another f", 1, OTHER, OTHER_HIDDEN, BOTTLENECK),
            costs("two wide convolutions, another f", 1, OTHER, OTHER_HIDDEN, PLAIN),
            costs(
                "f left out means 3",
                2,
                (dict(n=7, n_C=16, filters=(4, 6, 16)),),
                (dict(n=10, n_C=24, filters=(6, 8, 24)),),
            ),
        ),
        mistakes=BOTTLENECK_COST,
    ),
    Question(
        "shortcut_gradient",
        points=15,
        families=(
            gradients("both ReLUs stop a part", 5, "mixed", ((4, 6, 5),), ((5, 7, 4), (4, 5, 6))),
            gradients("as many hidden units as numbers", 2.5, "mixed", ((4, 4, 5),), ((5, 5, 5),)),
            gradients("the layers pass nothing", 3, "shut", ((3, 4, 4),), ((4, 2, 5),)),
            gradients("both ReLUs pass everything", 3, "open", ((3, 5, 2),), ((4, 2, 3),)),
            gradients(
                "the arguments stay as they are",
                1.5,
                "mixed",
                ((4, 6, 5),),
                ((5, 7, 4),),
                entry("arguments", "the state of the arguments afterwards"),
            ),
        ),
        mistakes=SHORTCUT_GRADIENT,
        forbidden=("tensorflow", "keras", "scipy"),
        probe=beside_its_arguments,
    ),
    Question(
        "receptive_field",
        points=10,
        families=(
            sights("no layer, or one", 2, [(), ((7, 1),), ((3, 2),)], [((5, 3),), ((11, 4),)]),
            sights(
                "layers of stride 1",
                2,
                [((3, 1), (3, 1)), ((5, 1), (1, 1), (3, 1))],
                [((3, 1), (5, 1), (7, 1)), ((2, 1), (2, 1), (3, 1), (4, 1))],
            ),
            sights(
                "strides of earlier layers",
                4,
                [((3, 2), (3, 1)), ((7, 2), (3, 2), (1, 1), (3, 1)), ((5, 3), (2, 2), (4, 1), (3, 1))],
                [((11, 4), (3, 2), (5, 1), (3, 2), (3, 1)), ((2, 2), (2, 2), (2, 2), (2, 1))],
            ),
            sights(
                "the last layer's own stride",
                2,
                [((3, 1), (3, 2)), ((3, 2), (5, 3))],
                [((4, 2), (3, 1), (2, 2)), ((5, 1), (7, 4))],
            ),
        ),
        mistakes=RECEPTIVE_FIELD,
        probe=as_pairs,
    ),
)
