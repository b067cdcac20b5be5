"""Known mistakes of the two questions that are answered with arithmetic."""

from cnn_helpers.grading.assignments.questions import Mistake

CONVOLUTION = "convolution = 7 * 7 * channels * 32 + 32"
DENSE = "dense = flattened * classes + classes"
FLATTENED = "flattened = (height // 2) * (width // 2) * 32"
LIST = "return [0, convolution, batch_norm, 0, 0, 0, dense]"

COUNT_PARAMETERS = (
    Mistake(
        "no-biases",
        "Biases are missing: each filter has one beside its weights, and so has each output of the dense layer.",
        edits=((CONVOLUTION, CONVOLUTION.removesuffix(" + 32")), (DENSE, DENSE.removesuffix(" + classes"))),
    ),
    Mistake(
        "no-bias-in-convolution",
        "The convolution's biases are missing: one for each of the 32 filters.",
        edits=((CONVOLUTION, CONVOLUTION.removesuffix(" + 32")),),
    ),
    Mistake(
        "no-bias-in-dense",
        "The dense layer's biases are missing: one for each class.",
        edits=((DENSE, DENSE.removesuffix(" + classes")),),
    ),
    Mistake(
        "one-bias-in-all",
        "One bias is counted for the whole convolution; each of the 32 filters has a bias of its own.",
        edits=((CONVOLUTION, CONVOLUTION.replace("+ 32", "+ 1")),),
    ),
    Mistake(
        "no-channels",
        "A filter is a volume: it has 7 × 7 weights for every channel of the picture, not 7 × 7 in all.",
        edits=((CONVOLUTION, CONVOLUTION.replace(" * channels", "")),),
    ),
    Mistake(
        "always-three-channels",
        "The number of channels is fixed at 3; it is the last number of input_shape.",
        edits=((CONVOLUTION, CONVOLUTION.replace("channels", "3")),),
    ),
    Mistake(
        "filters-of-three",
        "The filters are counted as 3 × 3; they are 7 × 7 (the 3 is the padding, which has no parameters).",
        edits=((CONVOLUTION, CONVOLUTION.replace("7 * 7", "3 * 3")),),
    ),
    Mistake(
        "two-for-batch-norm",
        "Batch normalisation keeps four numbers a channel: gamma, beta, and the running mean and variance, which "
        "are not trained but are counted.",
        edits=(("4 * 32", "2 * 32"),),
    ),
    Mistake(
        "batch-norm-in-all",
        "Batch normalisation has its numbers for each of the 32 channels, not once for the layer.",
        edits=(("4 * 32", "4"),),
    ),
    Mistake(
        "batch-norm-of-the-picture",
        "Batch normalisation follows the convolution, so it sees 32 channels, not those of the picture.",
        edits=(("4 * 32", "4 * channels"),),
    ),
    Mistake(
        "padding-forgotten",
        "The border of 3 is forgotten: without it 7 × 7 filters would take 6 off each side; with it the sides stay.",
        edits=((FLATTENED, "flattened = ((height - 6) // 2) * ((width - 6) // 2) * 32"),),
    ),
    Mistake(
        "padding-without-convolution",
        "The border of 3 is added to the sides, but the 7 × 7 filters take 6 off again before the pooling.",
        edits=((FLATTENED, "flattened = ((height + 6) // 2) * ((width + 6) // 2) * 32"),),
    ),
    Mistake(
        "pooling-forgotten",
        "The pooling is forgotten: it halves both sides before Flatten.",
        edits=((FLATTENED, "flattened = height * width * 32"),),
    ),
    Mistake(
        "pooling-halves-once",
        "Pooling halves the height and the width, so a quarter of the pixels is left, not half of them.",
        edits=((FLATTENED, "flattened = (height * width // 2) * 32"),),
    ),
    Mistake(
        "pooling-rounds-up",
        "A last row or column that does not fill a 2 × 2 window is dropped: odd sides are rounded down.",
        edits=((FLATTENED, "flattened = ((height + 1) // 2) * ((width + 1) // 2) * 32"),),
    ),
    Mistake(
        "pooling-does-not-round",
        "Half of an odd side is no whole number: use //, which rounds down as the pooling does.",
        edits=((FLATTENED, "flattened = (height / 2) * (width / 2) * 32"),),
    ),
    Mistake(
        "channels-of-the-picture-at-the-end",
        "What is flattened has 32 channels, one for each filter, not those of the picture.",
        edits=((FLATTENED, FLATTENED.replace("* 32", "* channels")),),
    ),
    Mistake(
        "one-side-twice",
        "The height is used for both sides; pictures need not be square.",
        edits=(("(width // 2)", "(height // 2)"),),
    ),
    Mistake(
        "always-three-classes",
        "The number of classes is fixed at 3; it is an argument.",
        edits=((DENSE, "dense = flattened * 3 + 3"),),
    ),
    Mistake(
        "zeros-left-out",
        "Layers without parameters are missing: the list has one number for each of the seven layers, 0 where "
        "nothing is learned.",
        edits=((LIST, "return [convolution, batch_norm, dense]"),),
    ),
    Mistake(
        "input-counted",
        "The list begins with the ZeroPadding2D layer: the input is no layer with a line in the summary.",
        edits=((LIST, LIST.replace("[0,", "[0, 0,")),),
    ),
    Mistake(
        "total",
        "The total is returned; a list with one number for each of the seven layers is asked for.",
        edits=((LIST, "return convolution + batch_norm + dense"),),
    ),
    Mistake(
        "flatten-counted",
        "Flatten is listed with the numbers it passes on; it only writes them in one row, and learns nothing: 0.",
        edits=((LIST, LIST.replace("0, dense]", "flattened, dense]")),),
    ),
)

BIAS, VARIANCE = "train_error - human_error", "dev_error - train_error"
TAIL = """    if high_bias and high_variance:
        return "both"
"""

DIAGNOSE = (
    Mistake(
        "human-error-ignored",
        "The training error is compared with 0; what can be avoided is only what lies above the human error.",
        edits=((BIAS, "train_error"),),
    ),
    Mistake(
        "dev-error-itself",
        "Variance is the gap between dev and training error, not the dev error itself.",
        edits=((VARIANCE, "dev_error"),),
    ),
    Mistake(
        "errors-themselves",
        "The errors themselves are compared with the threshold; it is their differences that tell.",
        edits=((VARIANCE, "dev_error"), (BIAS, "train_error")),
    ),
    Mistake(
        "variance-from-human",
        "Variance is measured from the human error; it is the step from the training error to the dev error.",
        edits=((VARIANCE, "dev_error - human_error"),),
    ),
    Mistake(
        "bias-from-dev",
        "Avoidable bias is measured up to the dev error; it ends at the training error.",
        edits=((BIAS, "dev_error - human_error"),),
    ),
    Mistake(
        "swapped",
        '"bias" and "variance" are exchanged: bias is the step from human to training error, variance the step '
        "from training to dev error.",
        edits=(
            ('return "bias"', 'return "?"'),
            ('return "variance"', 'return "bias"'),
            ('"?"', '"variance"'),
        ),
    ),
    Mistake(
        "bias-turned-round",
        "The first difference is turned round: bias is high when the training error is above the human error.",
        edits=((BIAS, "human_error - train_error"),),
    ),
    Mistake(
        "variance-turned-round",
        "The second difference is turned round: variance is high when the dev error is above the training error.",
        edits=((VARIANCE, "train_error - dev_error"),),
    ),
    Mistake(
        "without-sign",
        "The gaps lose their sign: a training error below the human error is no bias, a dev error below the training "
        "error no variance.",
        edits=((BIAS, f"abs({BIAS})"), (VARIANCE, f"abs({VARIANCE})")),
    ),
    Mistake(
        "larger-gap-alone",
        'Only the larger gap is named; when both are above the threshold the answer is "both".',
        edits=(
            (TAIL, ""),
            ("avoidable_bias > 0.02", "avoidable_bias > 0.02 and avoidable_bias > variance"),
            ("variance > 0.02", "variance > 0.02 and variance > avoidable_bias"),
        ),
    ),
    Mistake(
        "never-both",
        'Bias is answered before both are looked at, so "both" never comes: test for it first.',
        edits=((TAIL, ""),),
    ),
    Mistake(
        "both-for-either",
        '"both" is answered when either gap is above the threshold: and, not or.',
        edits=(("high_bias and high_variance", "high_bias or high_variance"),),
    ),
    Mistake(
        "percent",
        "The threshold is 2, as if errors came in per cent; they are fractions, so two percentage points are 0.02.",
        edits=(("> 0.02", "> 2"),),
    ),
    Mistake(
        "threshold-too-high",
        "The threshold is 0.2, which is twenty percentage points; two are 0.02.",
        edits=(("> 0.02", "> 0.2"),),
    ),
    Mistake(
        "any-gap",
        "Every gap above 0 is called high; only one of more than 0.02 counts.",
        edits=(("> 0.02", "> 0"),),
    ),
    Mistake(
        "relative",
        "The gaps are compared with 2 per cent of the error below; the rule asks for the difference itself.",
        edits=(
            ("avoidable_bias > 0.02", "train_error > 1.02 * human_error"),
            ("variance > 0.02", "dev_error > 1.02 * train_error"),
        ),
    ),
    Mistake(
        "nothing-for-neither",
        'Where both gaps are small nothing is returned; the text "neither" is needed.',
        edits=(('    return "neither"', ""),),
    ),
    Mistake(
        "sentences",
        'The words are others than asked for: exactly "bias", "variance", "both" or "neither".',
        edits=(('"bias"', '"high bias"'), ('"variance"', '"high variance"')),
    ),
    Mistake(
        "two-booleans",
        "Two truth values are returned; one of the four words is asked for.",
        edits=((TAIL, "    return high_bias, high_variance\n"),),
    ),
)
