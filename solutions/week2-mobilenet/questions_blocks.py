"""The two blocks: judged as networks from X to what comes out, and by what remains when all weights are 0."""

from cnn_helpers.grading.assignments.questions import Family, Question, entry, symbol

from .mistakes_inverted import INVERTED
from .mistakes_separable import SEPARABLE


def separable(function, X, filters, s):
    """The network from X to what the block gives; its stride may be left out."""
    return {"network": function(X, filters) if s == "left out" else function(X, filters, s)}


def inverted(function, X, filters, expansion, s):
    """The network from X to what the block gives, and what of X comes out when every weight is 0.

    With weights of 0 nothing passes through the layers, so that only a shortcut remains.
    """
    import keras
    import numpy as np

    given = function(X, filters, expansion) if s == "left out" else function(X, filters, expansion, s)
    told = {"network": given, "with weights of 0": "nothing that can be told"}
    if isinstance(given, keras.KerasTensor):
        whole = keras.Model(X, given)
        whole.set_weights([np.zeros(weight.shape) for weight in whole.weights])
        seen = np.random.default_rng(0).normal(size=(2, *X.shape[1:])).astype("float32")
        left = np.array(whole(seen, training=False))
        if left.shape == seen.shape and np.allclose(left, seen):
            told["with weights of 0"] = "X"
        else:
            told["with weights of 0"] = "something else than X" if left.any() else "zeros"
    return told


def separable_case(rng, shape, filters, s):
    return symbol(shape), filters, s


def inverted_case(rng, shape, filters, expansion, s):
    return symbol(shape), filters, expansion, s


def about(title, points, key, name, make, public, hidden):
    """A family that looks at the report on the network, or at another thing that the probe tells."""
    words = ", ".join(
        {"shape": "X of shape {shape}", "filters": "{filters} filters"}.get(k, f"{k} = {{{k}}}")
        for k in public[0]
    )
    part = entry("network", name).then(entry(key, name)) if key != "with weights of 0" else entry(key, name)
    return Family(title, points, make, public, hidden, case=words, part=part)


def cases(names, *rows):
    return tuple(dict(zip(names, row, strict=True)) for row in rows)


S = "shape", "filters", "s"
S_PUBLIC = cases(S, ((8, 8, 4), 6, 1), ((9, 12, 3), 3, 2))
S_HIDDEN = cases(S, ((10, 6, 5), 4, 1), ((11, 14, 2), 7, 3))
S_DEFAULT = cases(S, ((8, 8, 4), 6, "left out")), cases(S, ((7, 10, 3), 5, "left out"))

E = "shape", "filters", "expansion", "s"
WIDER, HALVED, SAME = ((8, 8, 4), 6, 3, 1), ((9, 12, 3), 3, 6, 2), ((8, 8, 4), 4, 6, 1)
ALONE = (8, 6, 4), 4, 1, 1
H_WIDER, H_HALVED, H_SAME = ((7, 10, 5), 3, 2, 1), ((10, 9, 4), 4, 5, 3), ((6, 9, 5), 5, 4, 1)
H_ALONE, H_ALONE_WIDER = ((9, 7, 3), 3, 1, 1), ((10, 8, 4), 5, 1, 2)
E_PUBLIC, E_HIDDEN = cases(E, WIDER, HALVED, SAME), cases(E, H_WIDER, H_HALVED, H_SAME)

BLOCKS = (
    Question(
        "depthwise_separable_block",
        points=20,
        families=(
            about(
                "the layers and their settings", 8, "layers", "the layers", separable_case, S_PUBLIC, S_HIDDEN
            ),
            about(
                "the size that comes out", 4, "output shape", "the shape", separable_case, S_PUBLIC, S_HIDDEN
            ),
            about(
                "what comes out, with weights set by us",
                3,
                "outputs",
                "the output",
                separable_case,
                S_PUBLIC,
                S_HIDDEN,
            ),
            about(
                "the number of parameters",
                3,
                "parameters",
                "the number of parameters",
                separable_case,
                S_PUBLIC,
                S_HIDDEN,
            ),
            about(
                "the stride is 1 where none is named",
                2,
                "output shape",
                "the shape",
                separable_case,
                *S_DEFAULT,
            ),
        ),
        mistakes=SEPARABLE,
        probe=separable,
    ),
    Question(
        "inverted_residual_block",
        points=25,
        families=(
            about(
                "the layers, with an expansion", 7, "layers", "the layers", inverted_case, E_PUBLIC, E_HIDDEN
            ),
            about(
                "the layers, with an expansion of 1",
                3,
                "layers",
                "the layers",
                inverted_case,
                cases(E, ALONE),
                cases(E, H_ALONE, H_ALONE_WIDER),
            ),
            about(
                "X is added where the shapes are the same",
                5,
                "with weights of 0",
                "what remains with weights of 0",
                inverted_case,
                cases(E, SAME, ALONE),
                cases(E, H_SAME, H_ALONE),
            ),
            about(
                "X is not added elsewhere",
                3,
                "with weights of 0",
                "what remains with weights of 0",
                inverted_case,
                cases(E, WIDER, HALVED),
                cases(E, H_WIDER, H_HALVED, H_ALONE_WIDER),
            ),
            about(
                "the size that comes out",
                2,
                "output shape",
                "the shape",
                inverted_case,
                cases(E, HALVED, ((8, 8, 4), 4, 6, "left out")),
                cases(E, H_HALVED, ((6, 9, 5), 5, 4, "left out")),
            ),
            about(
                "what comes out, with weights set by us",
                3,
                "outputs",
                "the output",
                inverted_case,
                E_PUBLIC,
                E_HIDDEN,
            ),
            about(
                "the number of parameters",
                2,
                "parameters",
                "the number of parameters",
                inverted_case,
                E_PUBLIC,
                E_HIDDEN,
            ),
        ),
        mistakes=INVERTED,
        probe=inverted,
    ),
)
