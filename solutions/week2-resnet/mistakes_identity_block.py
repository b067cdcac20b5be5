"""Known mistakes of `identity_block`."""

from cnn_helpers.grading.assignments.questions import Mistake

NORMS = {
    1: "N1 = keras.layers.BatchNormalization(axis=3)(Z1)",
    2: "N2 = keras.layers.BatchNormalization(axis=3)(Z2)",
    3: "N3 = keras.layers.BatchNormalization(axis=3)(Z3)",
}
RELUS = {1: "A1 = keras.layers.ReLU()(N1)", 2: "A2 = keras.layers.ReLU()(N2)"}
SUM = "S = keras.layers.Add()([N3, X])"
END = "return keras.layers.ReLU()(S)"
FIRST, MIDDLE, LAST = "Conv2D(F1, 1)", 'Conv2D(F2, f, padding="same")', "Conv2D(F3, 1)"

WITHOUT_NORM = {number: (line, f"N{number} = Z{number}") for number, line in NORMS.items()}
WITHOUT_RELU = {number: (line, f"A{number} = N{number}") for number, line in RELUS.items()}
MAIN_PATH = (
    Mistake(
        "norm-always-training",
        "Batch normalisation is told training=True, so it would take its mean from the batch in use as well; leave "
        "the flag away, Keras sets it.",
        edits=tuple(
            (line, line.replace(f"(Z{number})", f"(Z{number}, training=True)"))
            for number, line in NORMS.items()
        ),
    ),
    Mistake(
        "norm-without-shift",
        "A batch normalisation has center=False, so it cannot shift what it has normalised; leave its settings "
        "as they are.",
        edits=(("(axis=3)", "(axis=3, center=False)"),),
    ),
    Mistake(
        "leaky-relus",
        "LeakyReLU lets a part of what is negative through; ReLU is asked for.",
        edits=(("ReLU()", "LeakyReLU()"),),
    ),
    Mistake(
        "relus-with-a-limit",
        "ReLU(6) cuts off what is larger than 6 (MobileNet does so); ReLU without a limit is asked for.",
        edits=(("ReLU()", "ReLU(6)"),),
    ),
    Mistake(
        "no-first-norm",
        "Batch normalisation is missing after the first 1 × 1 convolution.",
        edits=(WITHOUT_NORM[1],),
    ),
    Mistake(
        "no-second-norm",
        "Batch normalisation is missing after the f × f convolution.",
        edits=(WITHOUT_NORM[2],),
    ),
    Mistake(
        "no-last-norm",
        "Batch normalisation is missing after the last 1 × 1 convolution: it comes before the sum.",
        edits=(WITHOUT_NORM[3],),
    ),
    Mistake(
        "norm-before-convolution",
        "Each batch normalisation comes before its convolution; it is to come right after it.",
        edits=(
            ("keras.layers.Conv2D(F1, 1)(X)", "keras.layers.BatchNormalization(axis=3)(X)"),
            (NORMS[1], "N1 = keras.layers.Conv2D(F1, 1)(Z1)"),
            (f"keras.layers.{MIDDLE}(A1)", "keras.layers.BatchNormalization(axis=3)(A1)"),
            (NORMS[2], f"N2 = keras.layers.{MIDDLE}(Z2)"),
            ("keras.layers.Conv2D(F3, 1)(A2)", "keras.layers.BatchNormalization(axis=3)(A2)"),
            (NORMS[3], "N3 = keras.layers.Conv2D(F3, 1)(Z3)"),
        ),
    ),
    Mistake("no-first-relu", "The first ReLU is missing.", edits=(WITHOUT_RELU[1],)),
    Mistake(
        "no-second-relu",
        "The ReLU after the f × f convolution's batch normalisation is missing.",
        edits=(WITHOUT_RELU[2],),
    ),
    Mistake(
        "no-relu-inside",
        "Both ReLUs of the main path are missing: without them three convolutions in a row are one linear map.",
        edits=(WITHOUT_RELU[1], WITHOUT_RELU[2]),
    ),
    Mistake(
        "relu-before-norm",
        "ReLU comes before batch normalisation (an activation in Conv2D does so too); normalise first, then cut off.",
        edits=tuple(
            (
                f"{NORMS[k]}\n    {RELUS[k]}",
                f"A{k} = keras.layers.BatchNormalization(axis=3)(keras.layers.ReLU()(Z{k}))",
            )
            for k in (1, 2)
        ),
    ),
    Mistake(
        "relu-inside-convolutions-too",
        'ReLU comes twice: as activation="relu" in the convolution, and again after batch normalisation, where alone '
        "it belongs.",
        edits=((FIRST, 'Conv2D(F1, 1, activation="relu")'), ("f, padding", 'f, activation="relu", padding')),
    ),
    Mistake(
        "relu-before-the-sum-too",
        "There is a ReLU before the sum as well as after it. What is added to X must be able to be negative: "
        "one ReLU, after the sum.",
        edits=((SUM, "S = keras.layers.Add()([keras.layers.ReLU()(N3), X])"),),
    ),
    Mistake(
        "relu-before-the-sum-alone",
        "The last ReLU comes before the sum; it is to come after it.",
        edits=((SUM, "S = keras.layers.Add()([keras.layers.ReLU()(N3), X])"), (END, "return S")),
    ),
    Mistake("no-last-relu", "The ReLU after the sum is missing.", edits=((END, "return S"),)),
    Mistake(
        "last-relu-twice",
        "There are two ReLUs after the sum. The second changes nothing, and none is asked for.",
        edits=((END, "return keras.layers.ReLU()(keras.layers.ReLU()(S))"),),
    ),
    Mistake(
        "middle-does-not-pad",
        'The f × f convolution does not pad, so its output is smaller than X and cannot be added: padding="same".',
        edits=((MIDDLE, "Conv2D(F2, f)"),),
    ),
    Mistake(
        "always-three",
        "The size of the middle filters is fixed at 3; it is the argument f.",
        edits=(("(F2, f,", "(F2, 3,"),),
    ),
    Mistake(
        "middle-one",
        "The convolution in the middle is 1 × 1; its filters are to be f × f.",
        edits=(("(F2, f,", "(F2, 1,"),),
    ),
    Mistake(
        "all-filters-f",
        "All three convolutions have filters of f × f; the first and the last are to be 1 × 1.",
        edits=((FIRST, 'Conv2D(F1, f, padding="same")'), (LAST, 'Conv2D(F3, f, padding="same")')),
    ),
    Mistake(
        "first-two-exchanged",
        "The numbers of filters are in another order: F1 belongs to the first 1 × 1, F2 to the f × f convolution.",
        edits=((FIRST, "Conv2D(F2, 1)"), ("(F2, f,", "(F1, f,")),
    ),
    Mistake(
        "no-biases",
        "The convolutions have no biases (use_bias=False). Batch normalisation makes them needless, but they are asked "
        "for, so that trained weights fit.",
        edits=(
            (FIRST, "Conv2D(F1, 1, use_bias=False)"),
            ("f, padding", "f, use_bias=False, padding"),
            (LAST, "Conv2D(F3, 1, use_bias=False)"),
        ),
    ),
    Mistake(
        "norm-over-rows",
        "Batch normalisation runs over axis 1, the rows; the channels are the last axis: axis=3.",
        edits=(("axis=3", "axis=1"),),
    ),
    Mistake(
        "norm-without-scale",
        "Batch normalisation has lost gamma (scale=False); leave it as Keras has it.",
        edits=(("axis=3", "axis=3, scale=False"),),
    ),
)

IDENTITY_BLOCK = (
    *MAIN_PATH,
    Mistake(
        "input-lost",
        "The main path is added to itself: X was given a new value on the way. Keep the input under a name of its own.",
        edits=((SUM, "S = keras.layers.Add()([N3, N3])"),),
    ),
    Mistake(
        "X-added-twice",
        "X is added twice; once is asked for.",
        edits=((SUM, "S = keras.layers.Add()([N3, X, X])"),),
    ),
    Mistake(
        "no-norm",
        "There is no batch normalisation: it follows each of the three convolutions.",
        edits=tuple(WITHOUT_NORM.values()),
    ),
    Mistake(
        "last-with-F1",
        "The last 1 × 1 convolution must give F3 channels, as many as X has, or nothing can be added: look at the "
        "number of its filters.",
        edits=((LAST, "Conv2D(F1, 1)"),),
    ),
    Mistake(
        "no-shortcut",
        "X is never added: the block is a plain one. Keep X, and add it to what the main path gives.",
        edits=((SUM, "S = N3"),),
    ),
    Mistake(
        "main-path-lost",
        "X is added to itself: what the main path computed is lost. Give each step a name of its own.",
        edits=((SUM, "S = keras.layers.Add()([X, X])"),),
    ),
    Mistake(
        "concatenated",
        "X is put beside the main path's channels (Concatenate); it is to be added to them.",
        edits=((SUM, "S = keras.layers.Concatenate()([N3, X])"),),
    ),
    Mistake(
        "subtracted",
        "X is subtracted; the two paths are to be added.",
        edits=((SUM, "S = keras.layers.Subtract()([N3, X])"),),
    ),
    Mistake(
        "averaged",
        "The mean of both paths is taken; their sum is asked for.",
        edits=((SUM, "S = keras.layers.Average()([N3, X])"),),
    ),
    Mistake(
        "projection",
        "There is a convolution on the shortcut. In this block X is added as it is; the projection belongs to "
        "convolutional_block.",
        edits=((SUM, "S = keras.layers.Add()([N3, keras.layers.Conv2D(F3, 1)(X)])"),),
    ),
    Mistake(
        "projection-with-norm",
        "The shortcut has a convolution and batch normalisation, as in convolutional_block; here X is added as it is.",
        edits=(
            (
                SUM,
                "S = keras.layers.Add()([N3, keras.layers.BatchNormalization(axis=3)("
                "keras.layers.Conv2D(F3, 1)(X))])",
            ),
        ),
    ),
    Mistake(
        "relu-on-the-shortcut",
        "X goes through a ReLU before it is added; it is to be added as it came in.",
        edits=((SUM, "S = keras.layers.Add()([N3, keras.layers.ReLU()(X)])"),),
    ),
    Mistake(
        "norm-on-the-shortcut",
        "X goes through a batch normalisation before it is added; it is to be added as it came in.",
        edits=((SUM, "S = keras.layers.Add()([N3, keras.layers.BatchNormalization(axis=3)(X)])"),),
    ),
    Mistake(
        "norm-after-the-sum",
        "The last batch normalisation comes after the sum; it belongs before it, on the main path alone.",
        edits=(
            WITHOUT_NORM[3],
            (END, "return keras.layers.ReLU()(keras.layers.BatchNormalization(axis=3)(S))"),
        ),
    ),
    Mistake(
        "two-convolutions",
        "The last 1 × 1 convolution is missing: the f × f convolution with F3 filters stands at the end.",
        edits=(
            ("(F2, f,", "(F3, f,"),
            (f"    {RELUS[2]}\n", ""),
            ("    Z3 = keras.layers.Conv2D(F3, 1)(A2)\n", ""),
            (NORMS[3], "N3 = N2"),
        ),
    ),
    Mistake(
        "no-return",
        "Nothing comes back: is the last `return` missing?",
        edits=((END, "S = keras.layers.ReLU()(S)"),),
    ),
)
