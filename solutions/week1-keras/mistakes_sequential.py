"""Known mistakes of `sequential_model`: its layers, and how it is compiled (the latter for both networks)."""

from cnn_helpers.grading.assignments.questions import Mistake

PADDING = "            keras.layers.ZeroPadding2D(3),\n"
CONVOLUTION = "            keras.layers.Conv2D(32, 7),\n"
NORM = "            keras.layers.BatchNormalization(),\n"
RELU = "            keras.layers.ReLU(),\n"
POOL = "            keras.layers.MaxPooling2D(2),\n"
FLATTEN = "            keras.layers.Flatten(),\n"
HEAD = 'keras.layers.Dense(classes, activation="softmax")'

COMPILED = (
    Mistake(
        "one-hot-loss",
        "The loss is for one-hot labels. Here a label is a whole number, 0, 1 or 2: for those there is the sparse "
        "form of the same loss.",
        edits=(('"sparse_categorical_crossentropy"', '"categorical_crossentropy"'),),
    ),
    Mistake(
        "from-logits",
        "The loss is told to expect logits (from_logits=True), but the softmax is in the network already: it would be "
        "taken twice.",
        edits=(
            (
                'loss="sparse_categorical_crossentropy"',
                "loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True)",
            ),
        ),
    ),
    Mistake(
        "squared-error",
        "The loss is the squared error, which is for quantities; names of things ask for a cross-entropy.",
        edits=(('"sparse_categorical_crossentropy"', '"mse"'),),
    ),
    Mistake(
        "sgd",
        "The optimiser is plain gradient descent (SGD); Adam is asked for.",
        edits=(("keras.optimizers.Adam(1e-3)", "keras.optimizers.SGD(1e-3)"),),
    ),
    Mistake(
        "sgd-by-name",
        'The optimiser is "sgd", which is plain gradient descent with a rate of 0.01; Adam with 0.001 is asked for.',
        edits=(("keras.optimizers.Adam(1e-3)", '"sgd"'),),
    ),
    Mistake(
        "rmsprop",
        "The optimiser is RMSprop; Adam is asked for.",
        edits=(("keras.optimizers.Adam(1e-3)", '"rmsprop"'),),
    ),
    Mistake(
        "rate-of-a-hundredth",
        "Adam's learning rate is 0.01; 0.001 is asked for (it is also the rate that Adam has by itself).",
        edits=(("Adam(1e-3)", "Adam(1e-2)"),),
    ),
    Mistake(
        "no-metrics",
        "The accuracy is not among the metrics, so training shows the loss alone.",
        edits=((',\n        metrics=["accuracy"],', ","),),
    ),
    Mistake(
        "not-compiled",
        "The network is not compiled: it has no optimiser, no loss and no metrics.",
        edits=(("    model.compile(", "    dict("),),
    ),
    Mistake(
        "no-return",
        "Nothing comes back: is `return model` missing?",
        edits=(("    return model", ""),),
    ),
    Mistake(
        "compile-returned",
        "What is returned is what compile gives back, and that is None: call compile, then return the model.",
        edits=(("    model.compile(", "    return None, model.compile("),),
    ),
)

SEQUENTIAL_MODEL = (
    Mistake("no-padding", "The border of 3 zeros is missing before the convolution.", edits=((PADDING, ""),)),
    Mistake(
        "padding-by-same",
        'The convolution pads by itself (padding="same"); a ZeroPadding2D layer of its own is asked for.',
        edits=((PADDING, ""), ("Conv2D(32, 7)", 'Conv2D(32, 7, padding="same")')),
    ),
    Mistake(
        "padded-twice",
        'The picture is padded twice: by ZeroPadding2D, and again by padding="same" in the convolution.',
        edits=(("Conv2D(32, 7)", 'Conv2D(32, 7, padding="same")'),),
    ),
    Mistake(
        "convolution-before-padding",
        "The border comes after the convolution; it is to be there before the filters slide.",
        edits=((PADDING + CONVOLUTION, CONVOLUTION + PADDING),),
    ),
    Mistake(
        "border-of-one", "The border is 1 wide; 3 is asked for.", edits=(("Padding2D(3)", "Padding2D()"),)
    ),
    Mistake(
        "size-and-number-exchanged",
        "Conv2D takes the number of filters first, then their size: 32 filters of 7 × 7, not 7 of 32 × 32.",
        edits=(("Conv2D(32, 7)", "Conv2D(7, 32)"),),
    ),
    Mistake(
        "filters-of-three",
        "The filters are 3 × 3; they are to be 7 × 7 (the 3 is the border).",
        edits=(("Conv2D(32, 7)", "Conv2D(32, 3)"),),
    ),
    Mistake(
        "too-few-filters",
        "There are as many filters as classes; 32 are asked for.",
        edits=(("Conv2D(32, 7)", "Conv2D(classes, 7)"),),
    ),
    Mistake(
        "stride-two",
        "The convolution moves by 2; it is to move by 1, and the pooling halves the picture.",
        edits=(("Conv2D(32, 7)", "Conv2D(32, 7, strides=2)"),),
    ),
    Mistake("no-batch-norm", "Batch normalisation is missing.", edits=((NORM, ""),)),
    Mistake(
        "relu-before-batch-norm",
        "ReLU comes before batch normalisation (an activation in Conv2D does so too); normalise first, then cut off.",
        edits=((NORM + RELU, RELU + NORM),),
    ),
    Mistake(
        "relu-inside-convolution",
        'ReLU is the convolution\'s activation="relu", so it comes before batch normalisation, and comes twice.',
        edits=(("Conv2D(32, 7)", 'Conv2D(32, 7, activation="relu")'),),
    ),
    Mistake(
        "batch-norm-over-rows",
        "Batch normalisation runs over axis 1, the rows; the channels are the last axis (3, or -1).",
        edits=(("BatchNormalization()", "BatchNormalization(axis=1)"),),
    ),
    Mistake("no-relu", "ReLU is missing after batch normalisation.", edits=((RELU, ""),)),
    Mistake(
        "average-pooling",
        "The pooling takes means; max pooling is asked for.",
        edits=(("MaxPooling2D", "AveragePooling2D"),),
    ),
    Mistake(
        "overlapping-pooling",
        "The pooling moves by 1, so it does not halve the picture: its stride is to be 2, its size.",
        edits=(("MaxPooling2D(2)", "MaxPooling2D(2, strides=1)"),),
    ),
    Mistake("no-pooling", "The max pooling is missing.", edits=((POOL, ""),)),
    Mistake(
        "global-pooling",
        "GlobalAveragePooling2D keeps one number a channel; Flatten keeps all of them, in one row.",
        edits=(("layers.Flatten()", "layers.GlobalAveragePooling2D()"),),
    ),
    Mistake(
        "no-flatten",
        "Flatten is missing: the dense layer works at every pixel on its own, and no single answer comes out.",
        edits=((FLATTEN, ""),),
    ),
    Mistake(
        "no-softmax",
        "The softmax is missing: what comes out is no probabilities.",
        edits=((HEAD, "keras.layers.Dense(classes)"),),
    ),
    Mistake(
        "sigmoid",
        "The outputs are sigmoids, each for itself; a softmax makes them probabilities that add up to 1.",
        edits=(('"softmax"', '"sigmoid"'),),
    ),
    Mistake(
        "relu-at-the-end",
        "The output goes through ReLU; a softmax makes probabilities of it.",
        edits=(('"softmax"', '"relu"'),),
    ),
    Mistake(
        "one-output",
        "There is one output; there is to be one for each class.",
        edits=((HEAD, 'keras.layers.Dense(1, activation="sigmoid")'),),
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
        "hidden-dense",
        "There is one dense layer more than asked for.",
        edits=((HEAD, f'keras.layers.Dense(64, activation="relu"),\n            {HEAD}'),),
    ),
    Mistake(
        "no-input",
        "The network does not know what goes in: begin it with keras.Input(shape=input_shape).",
        edits=(("            keras.Input(shape=input_shape),\n", ""),),
    ),
    Mistake(
        "functional",
        "The network is right, but written with keras.Model(inputs, outputs); this question asks for keras.Sequential.",
        edits=(
            (
                "    model.compile(",
                "    model = keras.Model(model.inputs, model.outputs)\n    model.compile(",
            ),
        ),
    ),
    *COMPILED,
)
