"""The questions of the backward half: the gradients of the convolutional layer and of pooling."""

from cnn_helpers.grading.assignments.questions import Family, Question, item, untouched

from .cases import (
    convolution_back,
    layer,
    mixed_window,
    negative_window,
    pool,
    pooling_back,
    pooling_back_shared,
    share,
    tied_window,
)
from .mistakes_conv_backward import CONV_BACKWARD
from .mistakes_pool_backward import POOL_BACKWARD
from .mistakes_small import CREATE_MASK, DISTRIBUTE_VALUE

AS_THEY_WERE = "the arrays passed in are as they were"
LAYER = "A_prev of shape {shape}, f {f}, filters {filters}, stride {stride}, pad {pad}"
WINDOW = "A_prev of shape {shape}, f {f}, stride {stride}, {mode}"

DA_PREV = item(0, of=3, name="dA_prev")
DW = item(1, of=3, name="dW")
DB = item(2, of=3, name="db")


BACKWARD = (
    Question(
        "conv_backward",
        points=20,
        helpers=("zero_pad",),
        families=(
            Family(
                "dA_prev, stride 1, no padding",
                3,
                convolution_back,
                case=LAYER,
                part=DA_PREV,
                public=(layer((1, 4, 3, 1), 2),),
                hidden=(layer((1, 4, 5, 1), 3), layer((1, 3, 4, 1), 2)),
            ),
            Family(
                "dA_prev with padding",
                3,
                convolution_back,
                case=LAYER,
                part=DA_PREV,
                public=(layer((1, 3, 4, 1), 3, pad=1),),
                hidden=(layer((1, 4, 3, 1), 3, pad=2), layer((1, 4, 4, 1), 2, pad=1)),
            ),
            Family(
                "dA_prev with a stride",
                3,
                convolution_back,
                case=LAYER,
                part=DA_PREV,
                public=(layer((1, 6, 5, 1), 3, stride=2),),
                hidden=(layer((1, 5, 8, 1), 3, stride=2), layer((1, 7, 5, 1), 2, stride=3)),
            ),
            Family(
                "dW, stride 1, no padding",
                3,
                convolution_back,
                case=LAYER,
                part=DW,
                public=(layer((1, 3, 4, 1), 2),),
                hidden=(layer((1, 5, 4, 1), 3), layer((1, 4, 3, 1), 2)),
            ),
            Family(
                "dW with stride and padding",
                2,
                convolution_back,
                case=LAYER,
                part=DW,
                public=(layer((1, 4, 5, 1), 3, stride=2, pad=1),),
                hidden=(layer((1, 5, 6, 1), 3, stride=2, pad=2), layer((1, 4, 7, 1), 2, stride=3, pad=1)),
            ),
            Family(
                "db",
                2,
                convolution_back,
                case=LAYER,
                part=DB,
                public=(layer((1, 3, 4, 1), 2, filters=3, pad=1),),
                hidden=(layer((1, 4, 3, 2), 2, filters=2, pad=1), layer((1, 5, 4, 1), 3, filters=4, pad=1)),
            ),
            Family(
                "several images, channels and filters",
                2,
                convolution_back,
                case=LAYER,
                public=(layer((2, 3, 4, 2), 2, filters=3, pad=1),),
                hidden=(layer((3, 4, 3, 3), 2, filters=2, pad=1), layer((2, 4, 5, 2), 3, filters=4, pad=1)),
            ),
            Family(
                AS_THEY_WERE,
                2,
                convolution_back,
                case=LAYER,
                part=untouched(DW),
                public=(layer((1, 3, 3, 1), 2, pad=1),),
                hidden=(layer((1, 4, 4, 1), 2, pad=1),),
            ),
        ),
        mistakes=CONV_BACKWARD,
    ),
    Question(
        "create_mask_from_window",
        points=5,
        families=(
            Family(
                "one largest value",
                1.5,
                mixed_window,
                case="a window of {shape}",
                public=({"shape": (2, 2)}, {"shape": (3, 3)}),
                hidden=({"shape": (4, 4)}, {"shape": (5, 5)}),
            ),
            Family(
                "negative numbers only",
                1,
                negative_window,
                case="a window of {shape}",
                public=({"shape": (3, 3)},),
                hidden=({"shape": (2, 2)}, {"shape": (4, 4)}),
            ),
            Family(
                "a window that is not square",
                1,
                mixed_window,
                case="a window of {shape}",
                public=({"shape": (2, 4)},),
                hidden=({"shape": (5, 3)}, {"shape": (1, 6)}),
            ),
            Family(
                "the largest value in several places",
                1,
                tied_window,
                case="a window of {shape}, {ties} equal maxima",
                public=({"shape": (3, 3), "ties": 2},),
                hidden=({"shape": (4, 4), "ties": 3}, {"shape": (2, 2), "ties": 4}),
            ),
            Family(
                AS_THEY_WERE,
                0.5,
                mixed_window,
                case="a window of {shape}",
                part=untouched(),
                public=({"shape": (3, 4)},),
                hidden=({"shape": (4, 3)},),
            ),
        ),
        mistakes=CREATE_MASK,
    ),
    Question(
        "distribute_value",
        points=5,
        families=(
            Family(
                "a square window",
                2,
                share,
                case="shape {shape}",
                public=({"shape": (2, 2)}, {"shape": (3, 3)}),
                hidden=({"shape": (4, 4)}, {"shape": (5, 5)}, {"shape": (1, 1)}),
            ),
            Family(
                "a window that is not square",
                2,
                share,
                case="shape {shape}",
                public=({"shape": (2, 3)}, {"shape": (4, 1)}),
                hidden=({"shape": (3, 5)}, {"shape": (1, 6)}),
            ),
            Family(
                "a negative number",
                1,
                share,
                case="shape {shape}, dz below 0",
                public=({"shape": (3, 4), "sign": -1},),
                hidden=({"shape": (2, 5), "sign": -1},),
            ),
        ),
        mistakes=DISTRIBUTE_VALUE,
    ),
    Question(
        "pool_backward",
        points=20,
        helpers=("create_mask_from_window", "distribute_value"),
        families=(
            Family(
                "max, windows side by side",
                4,
                pooling_back,
                case=WINDOW,
                public=(pool((1, 4, 6, 1), 2, 2, "max"),),
                hidden=(pool((1, 6, 4, 1), 2, 2, "max"), pool((1, 3, 9, 1), 3, 3, "max")),
            ),
            Family(
                "average, windows side by side",
                4,
                pooling_back,
                case=WINDOW,
                public=(pool((1, 6, 4, 1), 2, 2, "average"),),
                hidden=(pool((1, 4, 8, 1), 2, 2, "average"), pool((1, 6, 3, 1), 3, 3, "average")),
            ),
            Family(
                "max, windows that overlap",
                3,
                pooling_back_shared,
                case=WINDOW,
                public=(pool((1, 5, 4, 1), 3, 1, "max"),),
                hidden=(pool((1, 5, 5, 1), 3, 1, "max"), pool((1, 6, 4, 1), 3, 1, "max")),
            ),
            Family(
                "average, windows that overlap",
                3,
                pooling_back,
                case=WINDOW,
                public=(pool((1, 5, 7, 1), 3, 2, "average"),),
                hidden=(pool((1, 4, 3, 1), 2, 1, "average"), pool((1, 7, 5, 1), 3, 2, "average")),
            ),
            Family(
                "pixels that no window looked at",
                2,
                pooling_back,
                case=WINDOW,
                public=(pool((1, 7, 6, 1), 2, 3, "max"), pool((1, 4, 5, 1), 2, 2, "average")),
                hidden=(pool((1, 5, 7, 1), 2, 2, "max"), pool((1, 6, 8, 1), 2, 3, "average")),
            ),
            Family(
                "several images and channels",
                2,
                pooling_back,
                case=WINDOW,
                public=(pool((2, 2, 4, 3), 2, 2, "max"), pool((2, 4, 2, 2), 2, 2, "average")),
                hidden=(pool((3, 4, 4, 2), 2, 2, "max"), pool((2, 3, 6, 4), 3, 3, "average")),
            ),
            Family(
                AS_THEY_WERE,
                2,
                pooling_back,
                case=WINDOW,
                part=untouched(),
                public=(pool((1, 4, 2, 1), 2, 2, "average"),),
                hidden=(pool((1, 2, 8, 1), 2, 2, "average"),),
            ),
        ),
        mistakes=POOL_BACKWARD,
    ),
)
