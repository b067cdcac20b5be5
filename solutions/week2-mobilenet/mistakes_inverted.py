"""Known mistakes of `inverted_residual_block`."""

from cnn_helpers.grading.assignments.questions import Mistake

EXPAND = "E = keras.layers.Conv2D(expansion * n_C_prev, 1, use_bias=False)(X)"
NORM_E = "        E = keras.layers.BatchNormalization()(E)\n"
RELU_E = "        E = keras.layers.ReLU(6)(E)\n"
IF_EXPANDED = "    if expansion != 1:\n"
DEPTHWISE = 'D = keras.layers.DepthwiseConv2D(3, strides=s, padding="same", use_bias=False)(E)'
NORM_D = "    D = keras.layers.BatchNormalization()(D)\n"
RELU_D = "    D = keras.layers.ReLU(6)(D)\n"
PROJECT = "P = keras.layers.Conv2D(filters, 1, use_bias=False)(D)"
NORM_P = "    P = keras.layers.BatchNormalization()(P)\n"
CONDITION = "if s == 1 and filters == n_C_prev:"
ADDED = "P = keras.layers.Add()([P, X])"


def of_depthwise(old: str, new: str) -> tuple[str, str]:
    """An edit of the depthwise convolution's line."""
    return DEPTHWISE, DEPTHWISE.replace(old, new)


INVERTED = (
    Mistake(
        "projected-shortcut",
        "Where the shapes differ, X is sent through a convolution and added, as in ResNet; "
        "here nothing is added there.",
        edits=(
            (
                f"    {CONDITION}\n        {ADDED}\n",
                f"    {CONDITION}\n        {ADDED}\n    else:\n"
                "        shortcut = keras.layers.Conv2D(filters, 1, strides=s, use_bias=False)(X)\n"
                "        P = keras.layers.Add()([P, keras.layers.BatchNormalization()(shortcut)])\n",
            ),
        ),
    ),
    Mistake(
        "all-biases",
        "The convolutions keep their biases; batch normalisation follows each: use_bias=False.",
        edits=((", use_bias=False", ""),),
    ),
    Mistake(
        "projection-bias",
        "The last 1 × 1 convolution keeps its bias; use_bias=False is asked for in all three.",
        edits=((PROJECT, PROJECT.replace(", use_bias=False", "")),),
    ),
    Mistake(
        "expansion-bias",
        "The first 1 × 1 convolution keeps its bias; use_bias=False is asked for in all three.",
        edits=((EXPAND, EXPAND.replace(", use_bias=False", "")),),
    ),
    Mistake(
        "depthwise-bias",
        "The depthwise convolution keeps its bias; use_bias=False is asked for in all three.",
        edits=(of_depthwise(", use_bias=False", ""),),
    ),
    Mistake(
        "no-batch-norm",
        "Batch normalisation is missing altogether; one follows each convolution, the projection too.",
        edits=((NORM_E, ""), (NORM_D, ""), (NORM_P, "")),
    ),
    Mistake(
        "no-batch-norm-after-expansion",
        "Batch normalisation is missing after the convolution that expands.",
        edits=((NORM_E, ""),),
    ),
    Mistake(
        "no-batch-norm-after-depthwise",
        "Batch normalisation is missing after the depthwise convolution.",
        edits=((NORM_D, ""),),
    ),
    Mistake(
        "no-batch-norm-after-projection",
        "Batch normalisation is missing after the projection: it has no activation, but it is normalised.",
        edits=((NORM_P, ""),),
    ),
    Mistake(
        "relu-without-a-limit",
        "The activations are plain ReLUs; MobileNet's stop at 6: ReLU(6).",
        edits=(("ReLU(6)", "ReLU()"),),
    ),
    Mistake(
        "activation-after-projection",
        "An activation follows the projection; it is to be linear, because ReLU would lose too much of so "
        "few channels.",
        edits=((NORM_P, NORM_P + "    P = keras.layers.ReLU(6)(P)\n"),),
    ),
    Mistake(
        "activation-after-addition",
        "An activation follows the addition, as in ResNet; here the block ends with the sum.",
        edits=((ADDED, ADDED + "\n        P = keras.layers.ReLU(6)(P)"),),
    ),
    Mistake(
        "activation-at-the-end",
        "The block ends with an activation, whether X is added or not; the projection and the sum are to "
        "stay linear.",
        edits=(("    return P", "    return keras.layers.ReLU(6)(P)"),),
    ),
    Mistake(
        "no-activation-after-expansion",
        "The activation is missing after the convolution that expands.",
        edits=((RELU_E, ""),),
    ),
    Mistake(
        "no-activation-after-depthwise",
        "The activation is missing after the depthwise convolution.",
        edits=((RELU_D, ""),),
    ),
    Mistake(
        "expansion-of-one",
        "With expansion 1 there still is a 1 × 1 convolution in front; leave it out then, with its batch "
        "normalisation and ReLU6.",
        edits=((IF_EXPANDED, "    if expansion:\n"),),
    ),
    Mistake(
        "never-expanded",
        "The convolution that expands is missing: expansion is not used.",
        edits=((IF_EXPANDED, "    if False:\n"),),
    ),
    Mistake(
        "expansion-of-filters",
        "The middle has expansion × filters channels; it is to have expansion × n_C_prev, the channels of X.",
        edits=((EXPAND, EXPAND.replace("n_C_prev", "filters")),),
    ),
    Mistake(
        "expansion-alone",
        "The middle has `expansion` channels; it is to have expansion × n_C_prev, expansion says how many times.",
        edits=((EXPAND, EXPAND.replace("expansion * n_C_prev", "expansion")),),
    ),
    Mistake(
        "expansion-by-depth-multiplier",
        "The depthwise convolution does the expanding (depth_multiplier); a 1 × 1 convolution in front of it is to.",
        edits=((IF_EXPANDED, "    if False:\n"), of_depthwise("(3,", "(3, depth_multiplier=expansion,")),
    ),
    Mistake(
        "bottleneck",
        "The middle is narrower than X, as in ResNet (n_C_prev divided by expansion); here it is wider, "
        "which is what "
        '"inverted" stands for.',
        edits=((EXPAND, EXPAND.replace("expansion * n_C_prev", "max(1, n_C_prev // expansion)")),),
    ),
    Mistake(
        "never-added",
        "X is never added; it is where s is 1 and filters equals the channels of X.",
        edits=((CONDITION, "if False:"),),
    ),
    Mistake(
        "always-added",
        "X is always added, which fails where the shapes differ; add it only where s is 1 and filters "
        "equals the channels of X.",
        edits=((CONDITION, "if True:"),),
    ),
    Mistake(
        "channels-not-asked",
        "X is added whenever s is 1; filters must equal the channels of X too.",
        edits=((CONDITION, "if s == 1:"),),
    ),
    Mistake(
        "stride-not-asked",
        "X is added whenever filters equals the channels of X; s must be 1 too.",
        edits=((CONDITION, "if filters == n_C_prev:"),),
    ),
    Mistake(
        "added-where-it-was-expanded",
        "X is added only where there was an expansion; s and filters decide, not the expansion.",
        edits=((CONDITION, "if s == 1 and filters == n_C_prev and expansion != 1:"),),
    ),
    Mistake(
        "added-where-it-does-not-fit",
        "Where X does not fit it goes through a convolution and is added, as in ResNet; here nothing is added then.",
        edits=(
            (
                ADDED,
                ADDED
                + "\n    else:\n        P = P + keras.layers.Conv2D(filters, 1, strides=s, use_bias=False)(X)",
            ),
        ),
    ),
    Mistake(
        "concatenated",
        "X is put beside the projection (Concatenate); it is to be added (Add).",
        edits=((ADDED, "P = keras.layers.Concatenate()([P, X])"),),
    ),
    Mistake(
        "added-twice",
        "X is added twice; once is asked for.",
        edits=((ADDED, ADDED + "\n        P = keras.layers.Add()([P, X])"),),
    ),
    Mistake(
        "stride-in-expansion",
        "The stride is in the convolution that expands; it belongs to the depthwise one.",
        edits=(
            (EXPAND, EXPAND.replace("n_C_prev, 1", "n_C_prev, 1, strides=s")),
            of_depthwise("strides=s, ", ""),
        ),
    ),
    Mistake(
        "stride-in-projection",
        "The stride is in the projection; it belongs to the depthwise convolution.",
        edits=(
            (PROJECT, PROJECT.replace("filters, 1", "filters, 1, strides=s")),
            of_depthwise("strides=s, ", ""),
        ),
    ),
    Mistake(
        "stride-ignored",
        "The stride s is not used; it belongs to the depthwise convolution.",
        edits=(of_depthwise("strides=s, ", ""),),
    ),
    Mistake(
        "valid-padding",
        'The depthwise convolution does not pad: padding="same".',
        edits=(of_depthwise(', padding="same"', ""), (CONDITION, "if False:")),
    ),
    Mistake(
        "filters-of-five",
        "The depthwise filters are 5 × 5; 3 × 3 is asked for.",
        edits=(of_depthwise("(3,", "(5,"),),
    ),
    Mistake(
        "ordinary-convolution",
        "The middle convolution is an ordinary one, whose filters read all channels; DepthwiseConv2D "
        "looks at each by itself.",
        edits=(of_depthwise("DepthwiseConv2D(3", "Conv2D(E.shape[-1], 3"),),
    ),
    Mistake(
        "depth-multiplier",
        "Each channel gets two depthwise filters (depth_multiplier=2); one is asked for.",
        edits=(of_depthwise("(3,", "(3, depth_multiplier=2,"),),
    ),
    Mistake(
        "convolutions-of-three",
        "The convolutions before and after the depthwise one are 3 × 3; both are 1 × 1.",
        edits=(
            (EXPAND, EXPAND.replace("n_C_prev, 1", 'n_C_prev, 3, padding="same"')),
            (PROJECT, PROJECT.replace("filters, 1", 'filters, 3, padding="same"')),
        ),
    ),
    Mistake(
        "no-projection",
        "The projection is missing: a 1 × 1 convolution brings the channels down to `filters`.",
        edits=((PROJECT, "P = D"), (CONDITION, "if False:")),
    ),
    Mistake(
        "stride-two-by-itself",
        "The stride is 2 where none is named; it is to be 1 then (s=1 among the arguments).",
        edits=(("s=1", "s=2"),),
    ),
)
