"""Known mistakes of `resnet50`, its blocks aside."""

from cnn_helpers.grading.assignments.questions import Mistake

BORDER = "    X = keras.layers.ZeroPadding2D(3)(inputs)\n"
FIRST = "keras.layers.Conv2D(64, 7, strides=2)(X)"
SECOND_BORDER = "    X = keras.layers.ZeroPadding2D(1)(X)\n"
POOL = "keras.layers.MaxPooling2D(3, strides=2)(X)"
GLOBAL = "keras.layers.GlobalAveragePooling2D()(X)"
HEAD = 'outputs = keras.layers.Dense(classes, activation="softmax")(X)'
MODEL = "return keras.Model(inputs, outputs)"

RESNET50 = (
    Mistake(
        "average-pooling-of-two",
        "The last maps are averaged in squares of 2 × 2 and flattened; GlobalAveragePooling2D, one mean a map, "
        "is asked for.",
        edits=((GLOBAL, "keras.layers.Flatten()(keras.layers.AveragePooling2D(2)(X))"),),
    ),
    Mistake(
        "padding-by-same",
        'The first convolution pads by itself (padding="same"); ZeroPadding2D(3) is asked for. With stride 2 the two '
        "are not the same.",
        edits=(
            (BORDER, ""),
            (FIRST, 'keras.layers.Conv2D(64, 7, strides=2, padding="same")(inputs)'),
        ),
    ),
    Mistake(
        "no-border",
        "The border of 3 zeros before the first convolution is missing.",
        edits=((BORDER, ""), (FIRST, "keras.layers.Conv2D(64, 7, strides=2)(inputs)")),
    ),
    Mistake(
        "no-second-border",
        "The border of 1 zero before the max pooling is missing.",
        edits=((SECOND_BORDER, ""),),
    ),
    Mistake(
        "pooling-by-same",
        'The max pooling pads by itself (padding="same"); ZeroPadding2D(1) is asked for.',
        edits=((SECOND_BORDER, ""), (POOL, 'keras.layers.MaxPooling2D(3, strides=2, padding="same")(X)')),
    ),
    Mistake(
        "average-pooling",
        "The first pooling takes means; max pooling is asked for there.",
        edits=(("MaxPooling2D", "AveragePooling2D"),),
    ),
    Mistake(
        "no-norm-at-the-beginning",
        "Batch normalisation is missing after the first convolution.",
        edits=(("    X = keras.layers.BatchNormalization(axis=3)(X)\n", ""),),
    ),
    Mistake(
        "first-stage-halves",
        "The first stage has stride 2; the pooling has just halved the picture, so there s = 1.",
        edits=(("s = 1 if stage == 0 else 2", "s = 2"),),
    ),
    Mistake(
        "one-block-too-many",
        "Each stage has one identity block too many: 3, 4, 6 and 3 count the convolutional block too.",
        edits=(("range(blocks - 1)", "range(blocks)"),),
    ),
    Mistake(
        "narrow-end",
        "The last convolution of each block has as many filters as the others; the third number is four times the "
        "first: (64, 64, 256).",
        edits=(("4 * n_C)", "n_C)"),),
    ),
    Mistake(
        "flattened",
        "Flatten keeps every pixel; GlobalAveragePooling2D takes the mean of each channel.",
        edits=((GLOBAL, "keras.layers.Flatten()(X)"),),
    ),
    Mistake(
        "global-max",
        "The largest number of each channel is taken at the end; the mean is asked for.",
        edits=(("GlobalAveragePooling2D", "GlobalMaxPooling2D"),),
    ),
    Mistake(
        "no-global-pooling",
        "GlobalAveragePooling2D is missing: the dense layer works at every pixel on its own, and no single answer "
        "comes out.",
        edits=((f"    X = {GLOBAL}\n", ""),),
    ),
    Mistake(
        "no-softmax",
        "The softmax is missing: what comes out is no probabilities.",
        edits=((HEAD, "outputs = keras.layers.Dense(classes)(X)"),),
    ),
    Mistake(
        "always-six",
        "The number of outputs is fixed at 6; it is the argument `classes`.",
        edits=(("Dense(classes", "Dense(6"),),
    ),
    Mistake(
        "always-64",
        "The input shape is fixed at (64, 64, 3); it is the argument `input_shape`.",
        edits=(("shape=input_shape", "shape=(64, 64, 3)"),),
    ),
    Mistake(
        "tensor-returned",
        "The last tensor is returned; put a keras.Model around it, from the input to the outputs.",
        edits=((MODEL, "return outputs"),),
    ),
    Mistake(
        "no-return",
        "Nothing comes back: is the last `return` missing?",
        edits=((MODEL, "keras.Model(inputs, outputs)"),),
    ),
)
