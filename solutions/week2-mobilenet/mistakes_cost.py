"""Known mistakes of `depthwise_separable_cost`."""

from cnn_helpers.grading.assignments.questions import Mistake

PLACES = "places = n_H * n_W"
NORMAL = "normal = f * f * n_C_prev * places * n_C"
DEPTHWISE = "depthwise = f * f * places * n_C_prev"
POINTWISE = "pointwise = n_C_prev * places * n_C"
RETURN = "return normal, depthwise, pointwise"

COST = (
    Mistake(
        "normal-last",
        "The normal number stands last: normal, depthwise, pointwise is the order.",
        edits=((RETURN, "return depthwise, pointwise, normal"),),
    ),
    Mistake(
        "normal-n-C-squared",
        "The normal number counts n_C channels on both sides; n_C_prev of them go in.",
        edits=((NORMAL, "normal = f * f * n_C * places * n_C"),),
    ),
    Mistake(
        "input-size",
        'The places are counted on the input before a "valid" convolution; n_H and n_W are the sides of '
        "what comes out "
        "already, and there is one set of products for each place that comes out.",
        edits=((PLACES, "places = (n_H + f - 1) * (n_W + f - 1)"),),
    ),
    Mistake(
        "size-shrunk-again",
        "f − 1 is taken off the sides; n_H and n_W are the sides of what comes out already, nothing is to "
        "be taken off.",
        edits=((PLACES, "places = (n_H - f + 1) * (n_W - f + 1)"),),
    ),
    Mistake(
        "square-output",
        "n_H is used for both sides; the output need not be square, its places are n_H times n_W.",
        edits=((PLACES, "places = n_H * n_H"),),
    ),
    Mistake(
        "places-left-out",
        "These are the numbers of weights: each weight is used once at every place, so multiply by n_H times n_W.",
        edits=((PLACES, "places = 1"),),
    ),
    Mistake(
        "depthwise-times-n-C",
        "The depthwise number is multiplied by n_C: a depthwise convolution has one filter for each of "
        "the n_C_prev channels, "
        "and n_C channels come only out of the pointwise one.",
        edits=((DEPTHWISE, DEPTHWISE + " * n_C"),),
    ),
    Mistake(
        "depthwise-for-n-C",
        "The depthwise number counts n_C channels; the depthwise convolution works on the n_C_prev "
        "channels that go in (n_C come out of the pointwise one).",
        edits=((DEPTHWISE, "depthwise = f * f * places * n_C"),),
    ),
    Mistake(
        "depthwise-one-channel",
        "The depthwise number is that of one channel; there are n_C_prev of them.",
        edits=((DEPTHWISE, "depthwise = f * f * places"),),
    ),
    Mistake(
        "pointwise-times-filter",
        "The pointwise number is multiplied by f times f: its filters are 1 × 1 × n_C_prev.",
        edits=((POINTWISE, POINTWISE + " * f * f"),),
    ),
    Mistake(
        "pointwise-one-channel",
        "The pointwise number misses n_C_prev: each 1 × 1 filter reads all channels that the depthwise "
        "convolution gives.",
        edits=((POINTWISE, "pointwise = places * n_C"),),
    ),
    Mistake(
        "pointwise-without-n-C",
        "The pointwise number misses n_C: there is one 1 × 1 filter for each channel that comes out.",
        edits=((POINTWISE, "pointwise = n_C_prev * places"),),
    ),
    Mistake(
        "normal-one-channel",
        "The normal number misses n_C_prev: each filter is f × f × n_C_prev.",
        edits=((NORMAL, "normal = f * f * places * n_C"),),
    ),
    Mistake(
        "normal-without-n-C",
        "The normal number misses n_C: it is that of one filter alone.",
        edits=((NORMAL, "normal = f * f * n_C_prev * places"),),
    ),
    Mistake(
        "filter-of-one-row",
        "f stands once; a filter has f rows and f columns, so f times f products.",
        edits=(
            (NORMAL, "normal = f * n_C_prev * places * n_C"),
            (DEPTHWISE, "depthwise = f * places * n_C_prev"),
        ),
    ),
    Mistake(
        "additions-too",
        "Every number is twice what is asked for; count the products alone, not the additions.",
        edits=((RETURN, "return 2 * normal, 2 * depthwise, 2 * pointwise"),),
    ),
    Mistake(
        "biases-too",
        "A bias is counted with each filter; a bias is added, so it is no product.",
        edits=(
            (NORMAL, "normal = (f * f * n_C_prev + 1) * places * n_C"),
            (DEPTHWISE, "depthwise = (f * f + 1) * places * n_C_prev"),
            (POINTWISE, "pointwise = (n_C_prev + 1) * places * n_C"),
        ),
    ),
    Mistake(
        "order",
        "The last two numbers are exchanged: normal, depthwise, pointwise is the order.",
        edits=((RETURN, "return normal, pointwise, depthwise"),),
    ),
    Mistake(
        "no-three-numbers",
        "Three numbers are to come back, one by one: normal, depthwise and pointwise; neither their sum "
        "nor their ratio.",
        edits=((RETURN, "return (depthwise + pointwise) / normal"),),
    ),
)
