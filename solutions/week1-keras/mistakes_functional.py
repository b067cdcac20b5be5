"""Known mistakes of `functional_model`."""

from cnn_helpers.grading.assignments.questions import Mistake

from .mistakes_sequential import COMPILED

FIRST = 'Z1 = keras.layers.Conv2D(8, 4, padding="same")(X)'
POOL_1 = 'MaxPooling2D(8, strides=8, padding="same")'
SECOND = 'Z2 = keras.layers.Conv2D(16, 2, padding="same")(P1)'
POOL_2 = 'MaxPooling2D(4, strides=4, padding="same")'
HEAD = 'outputs = keras.layers.Dense(classes, activation="softmax")(F)'
MODEL = "model = keras.Model(inputs=X, outputs=outputs)"

FUNCTIONAL_MODEL = (
    Mistake(
        "convolutions-valid",
        'The convolutions do not pad; both are to keep the size (padding="same").',
        edits=(
            (FIRST, FIRST.replace(', padding="same"', "")),
            (SECOND, SECOND.replace(', padding="same"', "")),
        ),
    ),
    Mistake(
        "first-convolution-valid",
        'The first convolution does not pad; it is to keep the size (padding="same").',
        edits=((FIRST, FIRST.replace(', padding="same"', "")),),
    ),
    Mistake(
        "second-convolution-valid",
        'The second convolution does not pad; it is to keep the size (padding="same").',
        edits=((SECOND, SECOND.replace(', padding="same"', "")),),
    ),
    Mistake(
        "pooling-valid",
        'The poolings drop windows that hang over the edge; padding="same" is asked for, which keeps them.',
        edits=(
            (POOL_1, POOL_1.replace(', padding="same"', "")),
            (POOL_2, POOL_2.replace(', padding="same"', "")),
        ),
    ),
    Mistake(
        "all-valid",
        'padding="same" is missing everywhere: in both convolutions and in both poolings.',
        edits=((', padding="same"', ""),),
    ),
    Mistake(
        "pooling-stride-one",
        "The poolings move by 1; their strides are to be 8 and 4, as large as their windows.",
        edits=(("strides=8", "strides=1"), ("strides=4", "strides=1")),
    ),
    Mistake(
        "pooling-stride-two",
        "The poolings move by 2; their strides are to be 8 and 4.",
        edits=(("strides=8", "strides=2"), ("strides=4", "strides=2")),
    ),
    Mistake(
        "poolings-exchanged",
        "The poolings are exchanged: 8 × 8 comes first, 4 × 4 second.",
        edits=(
            (POOL_1, "MaxPooling2D(9)"),
            (POOL_2, POOL_1),
            ("MaxPooling2D(9)", POOL_2),
        ),
    ),
    Mistake(
        "windows-of-two",
        "The poolings look at 2 × 2 pixels; their windows are to be 8 × 8 and 4 × 4.",
        edits=(("MaxPooling2D(8,", "MaxPooling2D(2,"), ("MaxPooling2D(4,", "MaxPooling2D(2,")),
    ),
    Mistake(
        "average-pooling",
        "The pooling takes means; max pooling is asked for.",
        edits=(("MaxPooling2D", "AveragePooling2D"),),
    ),
    Mistake(
        "pooling-before-relu",
        "The poolings come before ReLU; the order is convolution, ReLU, pooling.",
        edits=(
            (
                f"A1 = keras.layers.ReLU()(Z1)\n    P1 = keras.layers.{POOL_1}(A1)",
                f"A1 = keras.layers.{POOL_1}(Z1)\n    P1 = keras.layers.ReLU()(A1)",
            ),
            (
                f"A2 = keras.layers.ReLU()(Z2)\n    P2 = keras.layers.{POOL_2}(A2)",
                f"A2 = keras.layers.{POOL_2}(Z2)\n    P2 = keras.layers.ReLU()(A2)",
            ),
        ),
    ),
    Mistake(
        "no-relu",
        "Both ReLUs are missing.",
        edits=(
            ("keras.layers.ReLU()(Z1)", "Z1"),
            ("keras.layers.ReLU()(Z2)", "Z2"),
        ),
    ),
    Mistake(
        "relu-once",
        "ReLU is missing after the second convolution.",
        edits=(("keras.layers.ReLU()(Z2)", "Z2"),),
    ),
    Mistake(
        "size-and-number-exchanged",
        "Conv2D takes the number of filters first, then their size: 8 filters of 4 × 4, then 16 of 2 × 2.",
        edits=(("Conv2D(8, 4", "Conv2D(4, 8"), ("Conv2D(16, 2", "Conv2D(2, 16")),
    ),
    Mistake(
        "filters-of-three",
        "The filters are 3 × 3; they are to be 4 × 4 in the first convolution and 2 × 2 in the second.",
        edits=(("Conv2D(8, 4", "Conv2D(8, 3"), ("Conv2D(16, 2", "Conv2D(16, 3")),
    ),
    Mistake(
        "filters-not-doubled",
        "The second convolution has 8 filters; 16 are asked for.",
        edits=(("Conv2D(16, 2", "Conv2D(8, 2"),),
    ),
    Mistake(
        "second-reads-the-picture",
        "The second convolution reads the picture again, so the first one is lost: give it the first pooling's output.",
        edits=(('padding="same")(P1)', 'padding="same")(X)'),),
    ),
    Mistake(
        "strides-in-convolutions",
        "The strides of 8 and 4 belong to the poolings; the convolutions move by 1.",
        edits=(
            ("Conv2D(8, 4, padding", "Conv2D(8, 4, strides=8, padding"),
            ("Conv2D(16, 2, padding", "Conv2D(16, 2, strides=4, padding"),
            (POOL_1, 'MaxPooling2D(8, strides=1, padding="same")'),
            (POOL_2, 'MaxPooling2D(4, strides=1, padding="same")'),
        ),
    ),
    Mistake(
        "batch-norm-added",
        "Batch normalisation is not asked for here: it belongs to the first network.",
        edits=(
            ("ReLU()(Z1)", "ReLU()(keras.layers.BatchNormalization()(Z1))"),
            ("ReLU()(Z2)", "ReLU()(keras.layers.BatchNormalization()(Z2))"),
        ),
    ),
    Mistake(
        "global-pooling",
        "GlobalAveragePooling2D keeps one number a channel; Flatten keeps all of them, in one row.",
        edits=(("layers.Flatten()", "layers.GlobalAveragePooling2D()"),),
    ),
    Mistake(
        "no-flatten",
        "Flatten is missing: the dense layer works at every place on its own, and no single answer comes out.",
        edits=(("keras.layers.Flatten()(P2)", "P2"),),
    ),
    Mistake(
        "no-softmax",
        "The softmax is missing: what comes out is no probabilities.",
        edits=(('classes, activation="softmax"', "classes"),),
    ),
    Mistake(
        "sigmoid",
        "The outputs are sigmoids, each for itself; a softmax makes them probabilities that add up to 1.",
        edits=(('"softmax"', '"sigmoid"'),),
    ),
    Mistake(
        "softmax-twice",
        "The softmax is taken twice: the dense layer has it as its activation, and a layer of its own follows.",
        edits=((HEAD, f"{HEAD}\n    outputs = keras.layers.Softmax()(outputs)"),),
    ),
    Mistake(
        "always-three-classes",
        "The number of outputs is fixed at 3; it is the argument `classes`.",
        edits=(("Dense(classes", "Dense(3"),),
    ),
    Mistake(
        "always-64",
        "The input shape is fixed at (64, 64, 3); it is the argument `input_shape`.",
        edits=(("shape=input_shape", "shape=(64, 64, 3)"),),
    ),
    Mistake(
        "sequential",
        "The network is right, but written with keras.Sequential; this question asks for keras.Model(inputs, outputs).",
        edits=((MODEL, "model = keras.Sequential([X, *keras.Model(inputs=X, outputs=outputs).layers[1:]])"),),
    ),
    Mistake(
        "tensor-returned",
        "The last tensor is returned; put a keras.Model around it, from X to the outputs.",
        edits=(("    return model", "    return outputs"),),
    ),
    *COMPILED,
)
