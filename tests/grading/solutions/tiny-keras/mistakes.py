"""What goes wrong with networks."""

from cnn_helpers.grading.assignments.questions import Mistake

SMALL_CNN = (
    Mistake("valid-padding", "the convolution does not pad", edits=(('4, 3, padding="same"', "4, 3"),)),
    Mistake("no-batch-norm", "batch norm is missing", edits=(("keras.layers.BatchNormalization(),", ""),)),
    Mistake(
        "relu-before-norm",
        "ReLU comes before batch norm",
        edits=(
            ("keras.layers.ReLU(),", ""),
            ("keras.layers.BatchNormalization()", "keras.layers.ReLU(), keras.layers.BatchNormalization()"),
        ),
    ),
    Mistake(
        "average-pooling",
        "the pooling averages",
        edits=(("keras.layers.MaxPooling2D", "keras.layers.AveragePooling2D"),),
    ),
    Mistake("sigmoid", "the output is a sigmoid", edits=(('activation="softmax"', 'activation="sigmoid"'),)),
    Mistake("logits", "the output has no softmax", edits=((', activation="softmax"', ""),)),
    Mistake("sgd", "the optimiser is SGD", edits=(("keras.optimizers.Adam(1e-3)", '"sgd"'),)),
    Mistake("learning-rate", "the learning rate is 0.01", edits=(("Adam(1e-3)", "Adam(1e-2)"),)),
    Mistake(
        "one-hot-loss", "the loss expects one-hot labels", edits=(("sparse_categorical", "categorical"),)
    ),
    Mistake("not-compiled", "compile is never called", edits=(("model.compile(", "dict("),)),
    Mistake("no-return", "the model is not returned", edits=(("    return model", ""),)),
)
BLOCK = (
    Mistake("no-shortcut", "X is never added", edits=(("    H = keras.layers.Add()([H, X])\n", ""),)),
    Mistake(
        "concatenated", "X is concatenated, not added", edits=(("layers.Add()", "layers.Concatenate()"),)
    ),
    Mistake(
        "added-too-late",
        "X is added after the last ReLU",
        edits=(
            ("    H = keras.layers.Add()([H, X])\n", ""),
            ('return keras.layers.Activation("relu")(H)', 'return keras.layers.Activation("relu")(H) + X'),
        ),
    ),
    Mistake(
        "no-last-relu",
        "the last ReLU is missing",
        edits=(('return keras.layers.Activation("relu")(H)', "return H"),),
    ),
    Mistake(
        "one-layer-twice",
        "one convolution is called twice and learns one set of weights",
        source="""def block(X, filters):
    conv = keras.layers.Conv2D(filters, 3, padding="same")
    H = keras.layers.BatchNormalization(axis=3)(conv(X))
    H = keras.layers.Activation("relu")(H)
    H = keras.layers.BatchNormalization(axis=3)(conv(H))
    H = keras.layers.Add()([H, X])
    return keras.layers.Activation("relu")(H)
""",
    ),
    Mistake("batch-axis", "batch norm runs over the width", edits=(("axis=3", "axis=2"),)),
)
TRIPLET_LOSS = (
    Mistake(
        "mean",
        "the mean is taken, not the sum",
        edits=(("tf.reduce_sum(tf.maximum", "tf.reduce_mean(tf.maximum"),),
    ),
    Mistake("no-margin", "alpha is left out", edits=((" + alpha", ""),)),
    Mistake(
        "no-hinge",
        "negative terms are kept",
        edits=(("tf.maximum(near - far + alpha, 0.0)", "near - far + alpha"),),
    ),
    Mistake("swapped", "the sign is turned round", edits=(("near - far", "far - near"),)),
    Mistake("not-squared", "distances are not squared", edits=(("tf.square(", "tf.abs("),)),
    Mistake(
        "no-gradient",
        "the value is right, and no gradient comes through NumPy",
        source="""def triplet_loss(y_true, y_pred, alpha=0.2):
    anchor, positive, negative = (np.asarray(part) for part in y_pred)
    near, far = np.sum((anchor - positive) ** 2, axis=-1), np.sum((anchor - negative) ** 2, axis=-1)
    return np.sum(np.maximum(near - far + alpha, 0.0))
""",
    ),
)
COUNT_PARAMETERS = (
    Mistake(
        "no-bias",
        "biases are not counted",
        edits=((" * 4 + 4", " * 4"), (" * classes + classes", " * classes")),
    ),
    Mistake(
        "two-for-norm", "batch norm has four numbers a channel", edits=(("norm = 4 * 4", "norm = 2 * 4"),)
    ),
    Mistake(
        "no-pooling", "pooling halves the sides", edits=(("(height // 2) * (width // 2)", "height * width"),)
    ),
)
