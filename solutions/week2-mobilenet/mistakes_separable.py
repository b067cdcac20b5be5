"""Known mistakes of `depthwise_separable_block`."""

from cnn_helpers.grading.assignments.questions import Mistake

DEPTHWISE = 'D = keras.layers.DepthwiseConv2D(3, strides=s, padding="same", use_bias=False)(X)'
NORM_1 = "    D = keras.layers.BatchNormalization()(D)\n"
RELU_1 = "    D = keras.layers.ReLU(6)(D)\n"
POINTWISE = "P = keras.layers.Conv2D(filters, 1, use_bias=False)(D)"
NORM_2 = "    P = keras.layers.BatchNormalization()(P)\n"
RELU_2 = "return keras.layers.ReLU(6)(P)"


def of_depthwise(old: str, new: str) -> tuple[str, str]:
    """An edit of the depthwise convolution's line."""
    return DEPTHWISE, DEPTHWISE.replace(old, new)


def of_pointwise(old: str, new: str) -> tuple[str, str]:
    return POINTWISE, POINTWISE.replace(old, new)


SEPARABLE = (
    Mistake(
        "nothing-between",
        "Batch normalisation and ReLU(6) are missing between the two convolutions.",
        edits=(
            ("    D = keras.layers.BatchNormalization()(D)\n", ""),
            ("    D = keras.layers.ReLU(6)(D)\n", ""),
        ),
    ),
    Mistake(
        "both-biases",
        "Both convolutions keep their biases; batch normalisation follows each, and its shift does what a "
        "bias would: use_bias=False.",
        edits=((", use_bias=False", ""),),
    ),
    Mistake(
        "depthwise-bias",
        "The depthwise convolution keeps its bias; use_bias=False is asked for in both convolutions.",
        edits=(of_depthwise(", use_bias=False", ""),),
    ),
    Mistake(
        "pointwise-bias",
        "The 1 × 1 convolution keeps its bias; use_bias=False is asked for in both convolutions.",
        edits=(of_pointwise(", use_bias=False", ""),),
    ),
    Mistake(
        "no-batch-norm",
        "Both batch normalisations are missing; one follows each convolution.",
        edits=((NORM_1, ""), (NORM_2, "")),
    ),
    Mistake(
        "no-first-batch-norm",
        "Batch normalisation is missing after the depthwise convolution.",
        edits=((NORM_1, ""),),
    ),
    Mistake(
        "no-second-batch-norm",
        "Batch normalisation is missing after the 1 × 1 convolution.",
        edits=((NORM_2, ""),),
    ),
    Mistake(
        "relu-without-a-limit",
        "The activations are plain ReLUs; MobileNet's stop at 6: ReLU(6).",
        edits=(("ReLU(6)", "ReLU()"),),
    ),
    Mistake(
        "last-relu-without-a-limit",
        "The last activation is a plain ReLU; both stop at 6.",
        edits=((RELU_2, "return keras.layers.ReLU()(P)"),),
    ),
    Mistake(
        "first-relu-without-a-limit",
        "The activation after the depthwise convolution is a plain ReLU; both stop at 6.",
        edits=((RELU_1, RELU_1.replace("6", "")),),
    ),
    Mistake(
        "leaky-relu",
        "The 6 has become a slope below 0; it is to be the largest value: ReLU(max_value=6), or ReLU(6).",
        edits=(("ReLU(6)", "ReLU(negative_slope=6)"),),
    ),
    Mistake(
        "no-first-activation",
        "The activation is missing between the two convolutions.",
        edits=((RELU_1, ""),),
    ),
    Mistake(
        "no-last-activation",
        "The activation is missing after the 1 × 1 convolution; only MobileNet v2's projection goes without.",
        edits=((RELU_2, "return P"),),
    ),
    Mistake(
        "activation-before-batch-norm",
        "ReLU comes before batch normalisation; normalise first, then cut off.",
        edits=(
            (NORM_1 + RELU_1, RELU_1 + NORM_1),
            (NORM_2, "    P = keras.layers.ReLU(6)(P)\n"),
            (RELU_2, "return keras.layers.BatchNormalization()(P)"),
        ),
    ),
    Mistake(
        "valid-padding",
        'The depthwise convolution does not pad, so the borders are lost: padding="same".',
        edits=(of_depthwise(', padding="same"', ""),),
    ),
    Mistake(
        "stride-ignored",
        "The stride s is not used; it belongs to the depthwise convolution.",
        edits=(of_depthwise("strides=s, ", ""),),
    ),
    Mistake(
        "stride-in-pointwise",
        "The stride is in the 1 × 1 convolution, where it throws computed places away; it belongs to the "
        "depthwise one.",
        edits=(of_depthwise("strides=s, ", ""), of_pointwise("filters, 1", "filters, 1, strides=s")),
    ),
    Mistake(
        "stride-twice",
        "Both convolutions move by s, so the sides shrink twice; only the depthwise one does.",
        edits=(of_pointwise("filters, 1", "filters, 1, strides=s"),),
    ),
    Mistake(
        "always-stride-two",
        "The stride is fixed at 2; it is the argument s.",
        edits=(of_depthwise("strides=s", "strides=2"),),
    ),
    Mistake(
        "stride-two-by-itself",
        "The stride is 2 where none is named; it is to be 1 then (s=1 among the arguments).",
        edits=(("s=1", "s=2"),),
    ),
    Mistake(
        "filters-of-five",
        "The depthwise filters are 5 × 5; 3 × 3 is asked for.",
        edits=(of_depthwise("(3,", "(5,"),),
    ),
    Mistake(
        "depth-multiplier",
        "Each channel gets two filters (depth_multiplier=2); one is asked for.",
        edits=(of_depthwise("(3,", "(3, depth_multiplier=2,"),),
    ),
    Mistake(
        "filters-as-multiplier",
        "`filters` has become the depth multiplier: the depthwise convolution has one filter a channel, "
        "the 1 × 1 one makes "
        "the number of channels that is asked for.",
        edits=(of_depthwise("(3,", "(3, depth_multiplier=filters,"),),
    ),
    Mistake(
        "ordinary-convolution",
        "The first convolution is an ordinary one, whose filters read all channels; DepthwiseConv2D looks "
        "at each by itself.",
        edits=(of_depthwise("DepthwiseConv2D(3", "Conv2D(X.shape[-1], 3"),),
    ),
    Mistake(
        "one-convolution",
        "There is one ordinary 3 × 3 convolution; the block splits it in two, depthwise and 1 × 1.",
        edits=(
            (DEPTHWISE, 'D = keras.layers.Conv2D(filters, 3, strides=s, padding="same", use_bias=False)(X)'),
            (f"    {POINTWISE}\n", "    P = D\n"),
            (NORM_2, ""),
        ),
    ),
    Mistake(
        "separable-layer",
        "SeparableConv2D does both convolutions in one layer, with nothing between; write the two, with batch "
        "normalisation and ReLU6 after each.",
        edits=(
            (
                DEPTHWISE,
                'D = keras.layers.SeparableConv2D(filters, 3, strides=s, padding="same", use_bias=False)(X)',
            ),
            (f"    {POINTWISE}\n", "    P = D\n"),
            (NORM_2, ""),
        ),
    ),
    Mistake(
        "pointwise-three",
        "The second convolution is 3 × 3; it is to be 1 × 1, it only mixes channels.",
        edits=(of_pointwise("filters, 1", 'filters, 3, padding="same"'),),
    ),
    Mistake(
        "pointwise-first",
        "The 1 × 1 convolution comes first; here the depthwise one does.",
        edits=(
            (DEPTHWISE, "D = keras.layers.Conv2D(filters, 1, use_bias=False)(X)"),
            (POINTWISE, 'P = keras.layers.DepthwiseConv2D(3, strides=s, padding="same", use_bias=False)(D)'),
        ),
    ),
    Mistake(
        "channels-kept",
        "The 1 × 1 convolution gives as many channels as went in; `filters` are asked for.",
        edits=(of_pointwise("filters", "X.shape[-1]"),),
    ),
    Mistake(
        "no-pointwise",
        "The 1 × 1 convolution is missing, so the channels are never mixed.",
        edits=((POINTWISE, "P = D"),),
    ),
    Mistake(
        "batch-norm-over-columns",
        "Batch normalisation runs over axis 2, the columns; the channels are the last axis.",
        edits=(("BatchNormalization()", "BatchNormalization(axis=2)"),),
    ),
    Mistake(
        "no-return",
        "Nothing is returned: the tensor that comes out of the last layer is asked for.",
        edits=((RELU_2, "P = keras.layers.ReLU(6)(P)"),),
    ),
)
