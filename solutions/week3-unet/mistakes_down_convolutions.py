"""Known mistakes of `conv_block` in its two convolutions."""

from cnn_helpers.grading.assignments.questions import Mistake

CONV = 'keras.layers.Conv2D(n_filters, 3, padding="same", activation="relu", kernel_initializer="he_normal")'
FIRST, SECOND = f"X = {CONV}(inputs)", f"X = {CONV}(X)"
DROPPED = "    if dropout_prob > 0:\n        X = keras.layers.Dropout(dropout_prob)(X)\n"
SKIP = "skip_connection = X"
POOLED = "next_layer = keras.layers.MaxPooling2D(2)(X) if max_pooling else X"
RETURN = "return next_layer, skip_connection"


def both(old: str, new: str) -> tuple[tuple[str, str], ...]:
    """An edit of both convolutions."""
    return ((CONV, CONV.replace(old, new)),)


def first(old: str, new: str) -> tuple[tuple[str, str], ...]:
    return ((FIRST, FIRST.replace(old, new)),)


def second(old: str, new: str) -> tuple[tuple[str, str], ...]:
    return ((SECOND, SECOND.replace(old, new)),)


RELU, SAME, HE = ', activation="relu"', 'padding="same", ', ', kernel_initializer="he_normal"'
NORM = "keras.layers.BatchNormalization()"

CONVOLUTIONS = (
    Mistake(
        "one-convolution",
        "Only one convolution lies on the way to what is returned; two are asked for, and the second reads the first.",
        edits=((f"    {SECOND}\n", ""),),
    ),
    Mistake(
        "three-convolutions",
        "There are three convolutions; two are asked for.",
        edits=((SECOND, f"{SECOND}\n    {SECOND}"),),
    ),
    Mistake(
        "no-relu",
        "Both convolutions have no activation; each is followed by ReLU.",
        edits=both(RELU, ""),
    ),
    Mistake("no-first-relu", "ReLU is missing after the first convolution.", edits=first(RELU, "")),
    Mistake("no-second-relu", "ReLU is missing after the second convolution.", edits=second(RELU, "")),
    Mistake(
        "relu-twice",
        "ReLU comes twice, in the convolution and as a layer of its own; once is enough.",
        edits=(
            (FIRST, f"{FIRST}\n    X = keras.layers.ReLU()(X)"),
            (SECOND, f"{SECOND}\n    X = keras.layers.ReLU()(X)"),
        ),
    ),
    Mistake("elu", "The activation is ELU; ReLU is asked for.", edits=both('"relu"', '"elu"')),
    Mistake(
        "leaky-relu",
        "LeakyReLU lets a part of what is negative through; ReLU is asked for.",
        edits=both('"relu"', '"leaky_relu"'),
    ),
    Mistake(
        "no-padding",
        'The convolutions do not pad, as in the paper; here the size is to stay: padding="same".',
        edits=both(SAME, ""),
    ),
    Mistake(
        "second-does-not-pad",
        'The second convolution does not pad: padding="same" is asked for in both.',
        edits=second(SAME, ""),
    ),
    Mistake(
        "first-does-not-pad",
        'The first convolution does not pad: padding="same" is asked for in both.',
        edits=first(SAME, ""),
    ),
    Mistake(
        "filters-of-five",
        "The filters are 5 × 5; 3 × 3 is asked for.",
        edits=both("n_filters, 3", "n_filters, 5"),
    ),
    Mistake(
        "filters-of-one",
        "The filters are 1 × 1; 3 × 3 is asked for.",
        edits=both("n_filters, 3", "n_filters, 1"),
    ),
    Mistake(
        "filters-doubled",
        "The second convolution has twice as many filters; both have n_filters. The network doubles them "
        "from block to "
        "block.",
        edits=second("n_filters", "2 * n_filters"),
    ),
    Mistake(
        "always-thirty-two",
        "The number of filters is fixed at 32; it is the argument n_filters.",
        edits=both("n_filters", "32"),
    ),
    Mistake(
        "no-initialiser",
        'The weights begin as Keras has it by itself; kernel_initializer="he_normal" is asked for in both '
        "convolutions.",
        edits=both(HE, ""),
    ),
    Mistake(
        "first-initialiser-alone",
        'The second convolution has no kernel_initializer="he_normal"; both are to have it.',
        edits=second(HE, ""),
    ),
    Mistake(
        "second-initialiser-alone",
        'The first convolution has no kernel_initializer="he_normal"; both are to have it.',
        edits=first(HE, ""),
    ),
    Mistake(
        "he-uniform",
        "The weights begin as he_uniform; he_normal is asked for.",
        edits=both("he_normal", "he_uniform"),
    ),
    Mistake(
        "no-biases",
        "The convolutions have no biases (use_bias=False); there is no batch normalisation here that would "
        "replace them.",
        edits=both(HE, f"{HE}, use_bias=False"),
    ),
    Mistake(
        "batch-norm",
        "There is a batch normalisation after each convolution; none is asked for.",
        edits=((FIRST, f"{FIRST}\n    X = {NORM}(X)"), (SECOND, f"{SECOND}\n    X = {NORM}(X)")),
    ),
    Mistake(
        "batch-norm-before-relu",
        "There is a batch normalisation between each convolution and its ReLU; none is asked for.",
        edits=(
            (FIRST, f"X = keras.layers.ReLU()({NORM}({CONV.replace(RELU, '')}(inputs)))"),
            (SECOND, f"X = keras.layers.ReLU()({NORM}({CONV.replace(RELU, '')}(X)))"),
        ),
    ),
    Mistake(
        "strided-convolution",
        "The second convolution has a stride of 2 in place of the pooling; the skip must have the full size, "
        "and a "
        "MaxPooling2D halves it.",
        edits=(
            (SECOND, SECOND.replace("n_filters, 3", "n_filters, 3, strides=2 if max_pooling else 1")),
            (POOLED, "next_layer = X"),
        ),
    ),
)
