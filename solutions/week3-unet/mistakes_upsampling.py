"""Known mistakes of `upsampling_block`: up to the join, in the convolutions after it, and in what is returned."""

from cnn_helpers.grading.assignments.questions import Mistake

from .mistakes_joined import ENLARGED, FIRST, HE, JOINED, MERGED, RELU, RETURN, SAME, SECOND, both

CONVOLVED = (
    Mistake(
        "one-convolution",
        "There is one convolution after the join; two are asked for.",
        edits=((f"    {SECOND}\n", ""),),
    ),
    Mistake(
        "no-convolution",
        "There is no convolution after the join; two are asked for.",
        edits=((FIRST, "X = merged"), (f"    {SECOND}\n", "")),
    ),
    Mistake(
        "three-convolutions",
        "There are three convolutions after the join; two are asked for.",
        edits=((SECOND, f"{SECOND}\n    {SECOND}"),),
    ),
    Mistake(
        "no-relu", "Both convolutions have no activation; each is followed by ReLU.", edits=both(RELU, "")
    ),
    Mistake(
        "no-first-relu",
        "ReLU is missing after the first convolution.",
        edits=((FIRST, FIRST.replace(RELU, "")),),
    ),
    Mistake(
        "no-second-relu",
        "ReLU is missing after the second convolution.",
        edits=((SECOND, SECOND.replace(RELU, "")),),
    ),
    Mistake("elu", "The activation is ELU; ReLU is asked for.", edits=both('"relu"', '"elu"')),
    Mistake(
        "leaky-relu",
        "LeakyReLU lets a part of what is negative through; ReLU is asked for.",
        edits=both('"relu"', '"leaky_relu"'),
    ),
    Mistake(
        "no-padding",
        'The convolutions do not pad; the size is to stay: padding="same".',
        edits=both(SAME, ""),
    ),
    Mistake(
        "first-does-not-pad",
        'The first convolution does not pad: padding="same" is asked for in both.',
        edits=((FIRST, FIRST.replace(SAME, "")),),
    ),
    Mistake(
        "second-does-not-pad",
        'The second convolution does not pad: padding="same" is asked for in both.',
        edits=((SECOND, SECOND.replace(SAME, "")),),
    ),
    Mistake(
        "filters-of-five",
        "The convolutions have filters of 5 × 5; 3 × 3 is asked for.",
        edits=both("n_filters, 3", "n_filters, 5"),
    ),
    Mistake(
        "filters-of-one",
        "The convolutions have filters of 1 × 1; 3 × 3 is asked for.",
        edits=both("n_filters, 3", "n_filters, 1"),
    ),
    Mistake(
        "filters-doubled",
        "The first convolution has twice n_filters, as many channels as come in; n_filters are asked for in "
        "both.",
        edits=((FIRST, FIRST.replace("n_filters", "2 * n_filters")),),
    ),
    Mistake(
        "filters-halved",
        "The second convolution has half as many filters; the network halves them from block to block, not "
        "within one.",
        edits=((SECOND, SECOND.replace("n_filters", "max(1, n_filters // 2)")),),
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
        edits=((SECOND, SECOND.replace(HE, "")),),
    ),
    Mistake(
        "second-initialiser-alone",
        'The first convolution has no kernel_initializer="he_normal"; both are to have it.',
        edits=((FIRST, FIRST.replace(HE, "")),),
    ),
    Mistake(
        "he-uniform",
        "The weights begin as he_uniform; he_normal is asked for.",
        edits=both("he_normal", "he_uniform"),
    ),
    Mistake(
        "no-biases",
        "The convolutions have no biases (use_bias=False).",
        edits=both(HE, f"{HE}, use_bias=False"),
    ),
    Mistake(
        "batch-norm",
        "There is a batch normalisation after each convolution; none is asked for.",
        edits=(
            (FIRST, f"{FIRST}\n    X = keras.layers.BatchNormalization()(X)"),
            (SECOND, f"{SECOND}\n    X = keras.layers.BatchNormalization()(X)"),
        ),
    ),
    Mistake(
        "dropout",
        "There is a dropout; on the way up none is asked for.",
        edits=((MERGED, f"{MERGED}\n    merged = keras.layers.Dropout(0.3)(merged)"),),
    ),
    Mistake(
        "pooled",
        "What comes out is pooled, so the map is small again; only the way down pools.",
        edits=((RETURN, "return keras.layers.MaxPooling2D(2)(X)"),),
    ),
    Mistake(
        "skip-returned-too",
        "Two tensors come back; on the way up it is one.",
        edits=((RETURN, "return X, contractive_input"),),
    ),
    Mistake(
        "model-returned",
        "A keras.Model comes back; the symbolic tensor itself is asked for.",
        edits=((RETURN, "return keras.Model([expansive_input, contractive_input], X)"),),
    ),
    Mistake(
        "nothing-returned",
        "The function gives back None: is the last `return` missing?",
        edits=((RETURN, ""),),
    ),
    Mistake(
        "always-thirty-two",
        "The number of filters is fixed at 32; it is the argument n_filters.",
        edits=(("(n_filters, 3", "(32, 3"),),
    ),
    Mistake(
        "sixty-four-by-itself",
        "Where n_filters is left out it is 64; keep n_filters=32 in the first line of the function.",
        edits=(("n_filters=32", "n_filters=64"),),
    ),
)

UPSAMPLING = ENLARGED + JOINED + CONVOLVED
