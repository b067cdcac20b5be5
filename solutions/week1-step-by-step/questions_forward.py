"""The questions of the forward half: padding, one window, the convolutional layer and pooling."""

from cnn_helpers.grading.assignments.questions import Family, Question, item

from .cases import (
    convolution,
    layer,
    padding,
    pool,
    pooling,
    pooling_below_zero,
    pooling_without_mode,
    single_step,
)
from .mistakes_conv_forward import CONV_FORWARD
from .mistakes_pool_forward import POOL_FORWARD
from .mistakes_small import CONV_SINGLE_STEP, ZERO_PAD

BORDER = "X of shape {shape}, pad {pad}"
STEP = "a window of {f} × {f}, channels {channels}"
LAYER = "A_prev of shape {shape}, f {f}, filters {filters}, stride {stride}, pad {pad}"
WINDOW = "A_prev of shape {shape}, f {f}, stride {stride}"

Z = item(0, of=2, name="Z")
A = item(0, of=2, name="A")
CACHE = item(1, of=2, name="cache")

FORWARD = (
    Question(
        "zero_pad",
        points=5,
        families=(
            Family(
                "one row and column of zeros on every side",
                2,
                padding,
                case=BORDER,
                public=({"shape": (1, 3, 2, 1), "pad": 1},),
                hidden=({"shape": (1, 2, 5, 1), "pad": 1}, {"shape": (1, 4, 4, 1), "pad": 1}),
            ),
            Family(
                "several images and channels",
                1,
                padding,
                case=BORDER,
                public=({"shape": (2, 2, 3, 2), "pad": 1},),
                hidden=({"shape": (3, 4, 3, 2), "pad": 1}, {"shape": (2, 3, 3, 3), "pad": 1}),
            ),
            Family(
                "a wider border",
                1,
                padding,
                case=BORDER,
                public=({"shape": (1, 3, 4, 1), "pad": 2},),
                hidden=({"shape": (1, 5, 3, 2), "pad": 2}, {"shape": (1, 4, 4, 1), "pad": 3}),
            ),
            Family(
                "pad 0 changes nothing",
                1,
                padding,
                case=BORDER,
                public=({"shape": (1, 2, 3, 2), "pad": 0},),
                hidden=({"shape": (2, 4, 3, 1), "pad": 0},),
            ),
        ),
        mistakes=ZERO_PAD,
    ),
    Question(
        "conv_single_step",
        points=10,
        families=(
            Family(
                "products of one channel, added up",
                4,
                single_step,
                case=STEP + ", bias 0",
                public=({"f": 2, "channels": 1, "bias": False},),
                hidden=({"f": 3, "channels": 1, "bias": False}, {"f": 5, "channels": 1, "bias": False}),
            ),
            Family(
                "the sum runs over the channels too",
                3,
                single_step,
                case=STEP + ", bias 0",
                public=({"f": 2, "channels": 3, "bias": False},),
                hidden=({"f": 3, "channels": 4, "bias": False}, {"f": 4, "channels": 2, "bias": False}),
            ),
            Family(
                "the bias is added once",
                3,
                single_step,
                case=STEP,
                public=({"f": 3, "channels": 3},),
                hidden=({"f": 2, "channels": 4}, {"f": 4, "channels": 1}),
            ),
        ),
        mistakes=CONV_SINGLE_STEP,
    ),
    Question(
        "conv_forward",
        points=20,
        helpers=("zero_pad", "conv_single_step"),
        families=(
            Family(
                "one image, one filter, stride 1, no padding",
                4,
                convolution,
                case=LAYER,
                part=Z,
                public=(layer((1, 4, 3, 1), 2),),
                hidden=(layer((1, 4, 6, 1), 3), layer((1, 5, 5, 1), 2)),
            ),
            Family(
                "padding",
                3,
                convolution,
                case=LAYER,
                part=Z,
                public=(layer((1, 3, 4, 1), 3, pad=1),),
                hidden=(layer((1, 4, 3, 1), 3, pad=2), layer((1, 4, 4, 1), 2, pad=1)),
            ),
            Family(
                "stride, every window fits",
                3,
                convolution,
                case=LAYER,
                part=Z,
                public=(layer((1, 6, 4, 1), 2, stride=2),),
                hidden=(layer((1, 5, 7, 1), 3, stride=2), layer((1, 5, 8, 1), 2, stride=3)),
            ),
            Family(
                "stride, a last window that does not fit is dropped",
                3,
                convolution,
                case=LAYER,
                part=Z,
                public=(layer((1, 7, 6, 1), 2, stride=3),),
                hidden=(layer((1, 6, 8, 1), 3, stride=2), layer((1, 6, 7, 1), 2, stride=3)),
            ),
            Family(
                "several channels and filters",
                3,
                convolution,
                case=LAYER,
                part=Z,
                public=(layer((1, 3, 4, 2), 2, filters=3),),
                hidden=(layer((1, 4, 3, 3), 2, filters=2), layer((1, 4, 5, 2), 3, filters=4)),
            ),
            Family(
                "a batch of images",
                2,
                convolution,
                case=LAYER,
                part=Z,
                public=(layer((3, 3, 2, 1), 2),),
                hidden=(layer((2, 3, 4, 1), 2), layer((4, 3, 4, 1), 3)),
            ),
            Family(
                "the cache",
                2,
                convolution,
                case=LAYER,
                part=CACHE,
                public=(layer((1, 3, 4, 1), 2, pad=1),),
                hidden=(layer((2, 4, 3, 2), 2, filters=2, stride=2, pad=1),),
            ),
        ),
        mistakes=CONV_FORWARD,
    ),
    Question(
        "pool_forward",
        points=15,
        families=(
            Family(
                "the largest value, windows side by side",
                3,
                pooling,
                case=WINDOW + ", {mode}",
                part=A,
                public=(pool((1, 4, 6, 1), 2, 2, "max"),),
                hidden=(pool((1, 6, 4, 1), 2, 2, "max"), pool((1, 3, 9, 1), 3, 3, "max")),
            ),
            Family(
                "the mean, windows side by side",
                3,
                pooling,
                case=WINDOW + ", {mode}",
                part=A,
                public=(pool((1, 6, 4, 1), 2, 2, "average"),),
                hidden=(pool((1, 4, 8, 1), 2, 2, "average"), pool((1, 6, 3, 1), 3, 3, "average")),
            ),
            Family(
                "windows that overlap",
                2,
                pooling,
                case=WINDOW + ", {mode}",
                part=A,
                public=(pool((1, 5, 4, 1), 3, 1, "max"), pool((1, 5, 7, 1), 3, 2, "average")),
                hidden=(pool((1, 7, 5, 1), 3, 2, "max"), pool((1, 4, 3, 1), 2, 1, "average")),
            ),
            Family(
                "a last window that does not fit is dropped",
                2,
                pooling,
                case=WINDOW + ", {mode}",
                part=A,
                public=(pool((1, 7, 6, 1), 2, 3, "max"),),
                hidden=(pool((1, 5, 7, 1), 2, 2, "max"), pool((1, 8, 6, 1), 3, 2, "average")),
            ),
            Family(
                "the largest of negative numbers",
                1,
                pooling_below_zero,
                case=WINDOW + ", {mode}",
                part=A,
                public=(pool((1, 2, 6, 1), 2, 2, "max"),),
                hidden=(pool((1, 6, 2, 1), 2, 2, "max"), pool((1, 5, 4, 1), 3, 1, "max")),
            ),
            Family(
                "several images and channels",
                2,
                pooling,
                case=WINDOW + ", {mode}",
                part=A,
                public=(pool((2, 2, 4, 3), 2, 2, "max"), pool((2, 4, 2, 2), 2, 2, "average")),
                hidden=(pool((3, 4, 4, 2), 2, 2, "max"), pool((2, 3, 6, 4), 3, 3, "average")),
            ),
            Family(
                "max if no mode is given",
                1,
                pooling_without_mode,
                case=WINDOW + ", no mode",
                part=A,
                public=({"shape": (1, 2, 4, 1), "f": 2, "stride": 2},),
                hidden=({"shape": (1, 6, 2, 1), "f": 2, "stride": 2},),
            ),
            Family(
                "the cache",
                1,
                pooling,
                case=WINDOW + ", {mode}",
                part=CACHE,
                public=(pool((1, 2, 4, 1), 2, 1, "max"),),
                hidden=(pool((2, 4, 3, 2), 2, 2, "average"),),
            ),
        ),
        mistakes=POOL_FORWARD,
    ),
)
