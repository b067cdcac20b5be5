"""Known mistakes of `transfer_model`, and of the way it is compiled."""

from cnn_helpers.grading.assignments.questions import Mistake

FROZEN = "    base.trainable = False\n"
NORMS = """    for layer in base.layers:
        layer.trainable = type(layer).__name__ == "BatchNormalization"
"""
POOLED = "pooled = keras.layers.GlobalAveragePooling2D()(features)"
DROPPED = "dropped = keras.layers.Dropout(dropout)(pooled)"
HEAD = 'outputs = keras.layers.Dense(classes, activation="softmax")(dropped)'
LOSS = '"sparse_categorical_crossentropy"'

TRANSFER = (
    Mistake(
        "scores-for-probabilities",
        "There is no softmax, and the loss takes scores (from_logits=True). That trains as well, but probabilities are "
        "asked for: a softmax, and the loss by its name.",
        edits=(
            (', activation="softmax"', ""),
            (LOSS, "keras.losses.SparseCategoricalCrossentropy(from_logits=True)"),
        ),
    ),
    Mistake(
        "not-frozen",
        "The base is not frozen: its weights would be trained with the head's. Set its `trainable` to False.",
        edits=((FROZEN, ""),),
    ),
    Mistake(
        "partly-frozen",
        "Only a part of the base is frozen: its last layers would be trained too. Freeze all of it; upper layers "
        "are thawed later, by fine-tuning.",
        source="""def transfer_model(base, classes, dropout=0.2):
    inputs = keras.Input(shape=base.input_shape[1:])
    H = base(inputs, training=False)
    for layer in base.layers[:-4]:
        layer.trainable = False
    H = keras.layers.Dropout(dropout)(keras.layers.GlobalAveragePooling2D()(H))
    model = keras.Model(inputs, keras.layers.Dense(classes, "softmax")(H))
    model.compile("adam", "sparse_categorical_crossentropy", ["accuracy"])
    return model
""",
    ),
    Mistake(
        "batch-norm-not-frozen",
        "The base's batch normalisation is left to train; the whole base is frozen here.",
        edits=((FROZEN, FROZEN + NORMS),),
    ),
    Mistake(
        "head-frozen-too",
        "The whole model is frozen, so that nothing can be learned; freeze the base alone.",
        edits=(("    return model", "    model.trainable = False\n    return model"),),
    ),
    Mistake(
        "copy-of-the-base",
        "The base is built anew with random weights (clone_model copies no weights): what it has learned "
        "is lost. Call the base that is given.",
        edits=((FROZEN, "    base = keras.models.clone_model(base)\n" + FROZEN),),
    ),
    Mistake(
        "weights-reset",
        "The base's weights are changed; they are what it has learned, leave them as they are.",
        edits=((FROZEN, FROZEN + "    base.set_weights([0 * weight for weight in base.get_weights()])\n"),),
    ),
    Mistake(
        "flatten",
        "Flatten keeps every place of every feature map; GlobalAveragePooling2D keeps one mean a map.",
        edits=(("GlobalAveragePooling2D", "Flatten"),),
    ),
    Mistake(
        "max-pooling",
        "Of each map the largest number is kept; the mean is asked for: GlobalAveragePooling2D.",
        edits=(("GlobalAveragePooling2D", "GlobalMaxPooling2D"),),
    ),
    Mistake(
        "no-pooling",
        "The pooling is missing, so the head answers at every place; one mean a feature map goes into it.",
        edits=((POOLED, "pooled = features"),),
    ),
    Mistake("no-dropout", "Dropout is missing before the head.", edits=((DROPPED, "dropped = pooled"),)),
    Mistake(
        "dropout-before-pooling",
        "Dropout comes before the pooling; pool first, then drop.",
        edits=(
            (POOLED, "dropped = keras.layers.Dropout(dropout)(features)"),
            (DROPPED, "dropped = keras.layers.GlobalAveragePooling2D()(dropped)"),
        ),
    ),
    Mistake(
        "dropout-after-the-head",
        "Dropout comes after the dense layer, where it strikes out probabilities; it belongs before it.",
        edits=(
            (DROPPED, "dropped = pooled"),
            (HEAD, HEAD + "\n    outputs = keras.layers.Dropout(dropout)(outputs)"),
        ),
    ),
    Mistake(
        "dropout-fixed",
        "The rate of the dropout is fixed at 0.2; it is the argument `dropout`.",
        edits=(("Dropout(dropout)", "Dropout(0.2)"),),
    ),
    Mistake(
        "dropout-kept",
        "The dropout's rate is 1 - dropout; Keras takes the share that is dropped, not the share that is kept.",
        edits=(("Dropout(dropout)", "Dropout(1 - dropout)"),),
    ),
    Mistake(
        "dropout-of-a-half",
        "Where no dropout is named it is 0.5; it is to be 0.2 then.",
        edits=(("dropout=0.2", "dropout=0.5"),),
    ),
    Mistake(
        "no-softmax",
        "The softmax is missing: what comes out is no probabilities.",
        edits=((', activation="softmax"', ""),),
    ),
    Mistake(
        "sigmoid",
        "The outputs are sigmoids, each for itself; a softmax makes them probabilities that add up to 1.",
        edits=(('activation="softmax"', 'activation="sigmoid"'),),
    ),
    Mistake(
        "one-output",
        "There is one output; there is to be one for each class.",
        edits=(('Dense(classes, activation="softmax")', 'Dense(1, activation="sigmoid")'),),
    ),
    Mistake(
        "always-thousand",
        "The number of outputs is fixed at ImageNet's 1000; it is the argument `classes`.",
        edits=(("Dense(classes", "Dense(1000"),),
    ),
    Mistake(
        "hidden-dense",
        "There is one dense layer more than asked for.",
        edits=((DROPPED, DROPPED + '\n    dropped = keras.layers.Dense(64, activation="relu")(dropped)'),),
    ),
    Mistake(
        "batch-norm-in-the-head",
        "There is a batch normalisation in the head; it is not asked for.",
        edits=((DROPPED, DROPPED + "\n    dropped = keras.layers.BatchNormalization()(dropped)"),),
    ),
    Mistake(
        "any-size",
        "The size of the pictures is left open; take the base's shape: base.input_shape[1:].",
        edits=(("shape=base.input_shape[1:]", "shape=(None, None, 3)"),),
    ),
    Mistake(
        "tensor-returned",
        "The last tensor is returned; put a keras.Model around it, from the pictures to the outputs.",
        edits=(("    return model", "    return outputs"),),
    ),
    Mistake("no-return", "The model is not returned.", edits=(("    return model", ""),)),
    Mistake(
        "not-compiled",
        "The model is not compiled.",
        edits=(("model.compile(", "dict("),),
    ),
    Mistake(
        "one-hot-loss",
        "The loss expects one-hot vectors; the labels are whole numbers, so it is to be the sparse one.",
        edits=((LOSS, '"categorical_crossentropy"'),),
    ),
    Mistake(
        "binary-loss",
        "The loss is that of yes or no; for several classes take sparse categorical cross-entropy.",
        edits=((LOSS, '"binary_crossentropy"'),),
    ),
    Mistake(
        "loss-from-logits",
        "The loss takes what comes out for scores (from_logits=True), though there is a softmax already.",
        edits=((LOSS, "keras.losses.SparseCategoricalCrossentropy(from_logits=True)"),),
    ),
    Mistake(
        "sgd",
        "The optimiser is SGD; Adam is asked for.",
        edits=(("keras.optimizers.Adam(1e-3)", "keras.optimizers.SGD(1e-3)"),),
    ),
    Mistake(
        "rate-of-a-hundredth",
        "The learning rate is 0.01; 0.001 is asked for.",
        edits=(("Adam(1e-3)", "Adam(1e-2)"),),
    ),
    Mistake(
        "rate-of-fine-tuning",
        "The learning rate is that of fine-tuning, 0.00001; the new head learns with 0.001.",
        edits=(("Adam(1e-3)", "Adam(1e-5)"),),
    ),
    Mistake(
        "no-metric",
        'No metric is named; the accuracy is asked for: metrics=["accuracy"].',
        edits=(('metrics=["accuracy"]', "metrics=[]"),),
    ),
)
