"""Known mistakes of `convolutional_block`: those of the main path, and those of stride and shortcut."""

from cnn_helpers.grading.assignments.questions import Mistake

from .mistakes_identity_block import MAIN_PATH, WITHOUT_NORM

FIRST, MIDDLE, LAST = "Conv2D(F1, 1, strides=s)", 'Conv2D(F2, f, padding="same")', "Conv2D(F3, 1)(A2)"
PROJECTION = "P = keras.layers.Conv2D(F3, 1, strides=s)(X)"
SHORTCUT = "NP = keras.layers.BatchNormalization(axis=3)(P)"
SUM = "S = keras.layers.Add()([N3, NP])"
END = "return keras.layers.ReLU()(S)"


def as_here(mistake):
    """A mistake of the main path, written for this block's text."""
    edits = tuple(
        tuple(
            text.replace("Conv2D(F1, 1", "Conv2D(F1, 1, strides=s")
            .replace("Conv2D(F2, 1)", "Conv2D(F2, 1, strides=s)")
            .replace(", X])", ", NP])")
            .replace('Conv2D(F1, f, padding="same")', 'Conv2D(F1, f, strides=s, padding="same")')
            for text in edit
        )
        for edit in mistake.edits
    )
    return Mistake(mistake.name, mistake.hint, edits)


NOT_HERE = {  # the first two are written anew, for the shortcut is a convolution too
    "all-filters-f",
    "no-biases",
    "norm-before-convolution",
    "norm-without-scale",
    "no-relu-inside",
    "middle-one",
}

CONVOLUTIONAL_BLOCK = (
    *(as_here(mistake) for mistake in MAIN_PATH if mistake.name not in NOT_HERE),
    Mistake(
        "projection-where-needed",
        "The shortcut has its convolution only where the shapes differ; this block has one always.",
        edits=(
            (
                PROJECTION,
                "fits = s == 1 and X.shape[-1] == F3\n    P = X if fits else keras.layers.Conv2D(F3, 1, strides=s)(X)",
            ),
            (SHORTCUT, "NP = X if fits else keras.layers.BatchNormalization(axis=3)(P)"),
        ),
    ),
    Mistake(
        "one-norm-for-both",
        "The end of the main path and the shortcut share one batch normalisation; each needs a layer of its own.",
        edits=(
            (
                "N3 = keras.layers.BatchNormalization(axis=3)(Z3)",
                "norm = keras.layers.BatchNormalization(axis=3)\n    N3 = norm(Z3)",
            ),
            (SHORTCUT, "NP = norm(P)"),
        ),
    ),
    Mistake(
        "all-filters-f",
        "All convolutions of the main path have filters of f × f; the first and the last are to be 1 × 1.",
        edits=(
            (FIRST, 'Conv2D(F1, f, strides=s, padding="same")'),
            (LAST, 'Conv2D(F3, f, padding="same")(A2)'),
        ),
    ),
    Mistake(
        "no-biases",
        "The convolutions have no biases (use_bias=False). Batch normalisation makes them needless, but they are asked "
        "for, so that trained weights fit.",
        edits=(
            ("strides=s)", "strides=s, use_bias=False)"),
            ("f, padding", "f, use_bias=False, padding"),
            (LAST, "Conv2D(F3, 1, use_bias=False)(A2)"),
        ),
    ),
    Mistake(
        "no-norm",
        "There is no batch normalisation: it follows every convolution, the shortcut's too.",
        edits=(*WITHOUT_NORM.values(), (SHORTCUT, "NP = P")),
    ),
    Mistake(
        "no-norm-on-the-shortcut",
        "Batch normalisation is missing on the shortcut, after its 1 × 1 convolution.",
        edits=((SHORTCUT, "NP = P"),),
    ),
    Mistake(
        "no-projection",
        "X is added as it is, which works only where its shape stays: the shortcut needs its own 1 × 1 convolution "
        "and batch normalisation.",
        edits=((PROJECTION, "P = X"), (SHORTCUT, "NP = P")),
    ),
    Mistake(
        "no-projection-but-norm",
        "The 1 × 1 convolution on the shortcut is missing, so that X can be added only where its shape stays.",
        edits=((PROJECTION, "P = X"),),
    ),
    Mistake(
        "no-shortcut",
        "Nothing is added: the block is a plain one. Send X through the shortcut, and add what comes out.",
        edits=((SUM, "S = N3"),),
    ),
    Mistake(
        "shortcut-alone",
        "The main path is lost: the shortcut is added to itself. Give each step a name of its own.",
        edits=((SUM, "S = keras.layers.Add()([NP, NP])"),),
    ),
    Mistake(
        "concatenated",
        "The two paths are put side by side (Concatenate); they are to be added.",
        edits=((SUM, "S = keras.layers.Concatenate()([N3, NP])"),),
    ),
    Mistake(
        "relu-on-the-shortcut",
        "The shortcut has a ReLU; it has a 1 × 1 convolution and batch normalisation, and nothing else.",
        edits=((SUM, "S = keras.layers.Add()([N3, keras.layers.ReLU()(NP)])"),),
    ),
    Mistake(
        "sizes-differ",
        "The two paths come out in different sizes: the stride s belongs into the first 1 × 1 convolution of the main "
        "path and into the shortcut's, once in each.",
        edits=((PROJECTION, "P = keras.layers.Conv2D(F3, 1)(X)"),),
    ),
    Mistake(
        "stride-in-the-middle",
        "The stride of the main path is in the f × f convolution; it is asked for in the first 1 × 1.",
        edits=(
            (FIRST, "Conv2D(F1, 1)"),
            (MIDDLE, 'Conv2D(F2, f, strides=s, padding="same")'),
        ),
    ),
    Mistake(
        "stride-at-the-end",
        "The stride of the main path is in the last 1 × 1 convolution; it is asked for in the first.",
        edits=((FIRST, "Conv2D(F1, 1)"), (LAST, "Conv2D(F3, 1, strides=s)(A2)")),
    ),
    Mistake(
        "always-two",
        "The stride is fixed at 2; it is the argument s, and the first stage of ResNet-50 has s = 1.",
        edits=(("strides=s", "strides=2"),),
    ),
    Mistake(
        "usual-stride-one",
        "Where s is left out it is 1; keep s=2 in the first line of the function.",
        edits=(("filters, s=2", "filters, s=1"),),
    ),
    Mistake(
        "other-number-at-the-end",
        "Both paths must come out with F3 channels, or they cannot be added: look at the number of filters in the "
        "last 1 × 1 convolution and in the shortcut's.",
        edits=((LAST, "Conv2D(F1, 1)(A2)"),),
    ),
    Mistake(
        "shortcut-keeps-the-channels",
        "The shortcut's convolution gives as many channels as X has; it is to give F3, as the main path does.",
        edits=((PROJECTION, "P = keras.layers.Conv2D(X.shape[3], 1, strides=s)(X)"),),
    ),
    Mistake(
        "wide-shortcut",
        "The shortcut's convolution has filters of f × f; it is to be 1 × 1.",
        edits=((PROJECTION, 'P = keras.layers.Conv2D(F3, f, strides=s, padding="same")(X)'),),
    ),
    Mistake(
        "shortcut-of-the-first-step",
        "The shortcut starts after the first ReLU; it is to start at X, past all three convolutions.",
        edits=((PROJECTION, "P = keras.layers.Conv2D(F3, 1)(A1)"),),
    ),
    Mistake(
        "pooled-shortcut",
        "The shortcut pools and then convolves with stride 1; a 1 × 1 convolution with stride s is asked for.",
        edits=(
            (
                PROJECTION,
                "P = keras.layers.Conv2D(F3, 1)(keras.layers.AveragePooling2D(s, padding='same')(X))",
            ),
        ),
    ),
    Mistake(
        "norm-after-the-sum",
        "One batch normalisation comes after the sum; each path has its own before it.",
        edits=(
            WITHOUT_NORM[3],
            (SHORTCUT, "NP = P"),
            (END, "return keras.layers.ReLU()(keras.layers.BatchNormalization(axis=3)(S))"),
        ),
    ),
    Mistake(
        "no-return",
        "Nothing comes back: is the last `return` missing?",
        edits=((END, "S = keras.layers.ReLU()(S)"),),
    ),
)
