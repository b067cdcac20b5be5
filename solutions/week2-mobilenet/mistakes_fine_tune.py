"""Known mistakes of `fine_tune`."""

from cnn_helpers.grading.assignments.questions import Mistake

THAWED = "    base.trainable = True\n"
CHOICE = "if place < first or isinstance(layer, keras.layers.BatchNormalization):"
FROZEN = "            layer.trainable = False\n"
RETURN = "    return model"
RATE = "Adam(learning_rate)"
LOSS = '"sparse_categorical_crossentropy"'

FINE_TUNE = (
    Mistake(
        "norms-below-thawed",
        "Batch normalisation is kept frozen from `first` on, and trained below it: all of it is to stay frozen.",
        edits=((CHOICE, "if (place < first) != isinstance(layer, keras.layers.BatchNormalization):"),),
    ),
    Mistake(
        "batch-norm-trained",
        "The batch normalisations from `first` on are trained: their averages would move with every "
        "batch, and what the base "
        "has learned with them is lost. Keep every BatchNormalization frozen.",
        edits=((CHOICE, "if place < first:"),),
    ),
    Mistake(
        "all-trained",
        "The whole base is trained; its layers before `first` are to stay frozen, and every "
        "BatchNormalization. (Or is the whole base set to True last? That makes every layer trainable again.)",
        edits=((CHOICE, "if False:"),),
    ),
    Mistake(
        "only-batch-norm-frozen",
        "Batch normalisation stays frozen, but `first` is not used: the layers before it are to stay frozen too.",
        edits=((CHOICE, "if isinstance(layer, (keras.layers.BatchNormalization,)):"),),
    ),
    Mistake(
        "one-too-many-frozen",
        "Layer number `first` itself stays frozen; it is the first that is trained (numbers begin at 0).",
        edits=(("place < first", "place <= first"),),
    ),
    Mistake(
        "one-too-few-frozen",
        "The layer before number `first` is trained; `first` itself is the first that is.",
        edits=(("place < first", "place < first - 1"),),
    ),
    Mistake(
        "counted-from-the-end",
        "The last `first` layers are trained; `first` is counted from the beginning: base.layers[first:].",
        edits=(("place < first", "place < len(base.layers) - first"),),
    ),
    Mistake(
        "counted-in-the-model",
        "Nothing is trained any more, not even the head. Is `first` counted among the layers of the "
        "model? It is a number "
        "among base.layers, and the model itself stays trainable.",
        edits=(("enumerate(base.layers)", "enumerate(model.layers)"),),
    ),
    Mistake(
        "other-half",
        "The layers before `first` are trained and those from it on are frozen: it is the other way round.",
        edits=(("place < first", "place >= first"),),
    ),
    Mistake(
        "last-layer-only",
        "Only the last convolution is trained: too much is frozen. Every layer from number `first` on is "
        "to be trained.",
        edits=(("place < first", "place < len(base.layers) - 3"),),
    ),
    Mistake(
        "never-thawed",
        "Nothing of the base is trained: it was frozen, and freezing some of its layers again changes nothing. "
        "Set the base's `trainable` to True first.",
        edits=((THAWED, ""),),
    ),
    Mistake(
        "head-frozen",
        "The head is frozen; it goes on learning together with the upper layers of the base.",
        edits=((THAWED, THAWED + "    model.layers[-1].trainable = False\n"),),
    ),
    Mistake(
        "not-compiled-anew",
        "The model is not compiled again: the old optimiser with its old learning rate would go on, with "
        "the weights it knew of.",
        edits=(("model.compile(", "dict("),),
    ),
    Mistake(
        "rate-set",
        "The old optimiser is given the new rate; compile the model anew, so that what is trained is "
        "looked at again.",
        source="""def fine_tune(model, base, first, learning_rate=1e-5):
    base.trainable = True
    for number, layer in enumerate(base.layers):
        if number < first or type(layer) is keras.layers.BatchNormalization:
            layer.trainable = False
    model.optimizer.learning_rate = learning_rate
    return model
""",
    ),
    Mistake(
        "old-rate",
        "The learning rate is that of the head, 0.001; use the argument `learning_rate`.",
        edits=((RATE, "Adam(1e-3)"),),
    ),
    Mistake(
        "rate-fixed",
        "The learning rate is fixed at 0.00001; use the argument `learning_rate`.",
        edits=((RATE, "Adam(1e-5)"),),
    ),
    Mistake(
        "rate-by-itself",
        "Where no learning rate is named it is 0.0001; it is to be 0.00001 then.",
        edits=(("learning_rate=1e-5", "learning_rate=1e-4"),),
    ),
    Mistake(
        "rmsprop",
        "The optimiser is RMSprop; Adam is asked for.",
        edits=((RATE, "RMSprop(learning_rate)"),),
    ),
    Mistake(
        "sgd",
        "The optimiser is SGD; Adam is asked for.",
        edits=((RATE, "SGD(learning_rate)"),),
    ),
    Mistake(
        "one-hot-loss",
        "The loss expects one-hot vectors; it is to be the same as before, the sparse one.",
        edits=((LOSS, '"categorical_crossentropy"'),),
    ),
    Mistake(
        "loss-from-logits",
        "The loss takes what comes out for scores (from_logits=True), though there is a softmax already.",
        edits=((LOSS, "keras.losses.SparseCategoricalCrossentropy(from_logits=True)"),),
    ),
    Mistake(
        "no-metric",
        'No metric is named; the accuracy is asked for, as before: metrics=["accuracy"].',
        edits=(('metrics=["accuracy"]', "metrics=[]"),),
    ),
    Mistake("no-return", "The model is not returned.", edits=((RETURN, ""),)),
    Mistake(
        "base-returned", "The base is returned; return the whole model.", edits=((RETURN, "    return base"),)
    ),
    Mistake(
        "copy-returned",
        "A copy of the model is compiled and returned, and the model that is given stays as it was, with "
        "its weights.",
        edits=(
            (
                THAWED,
                "    model = keras.models.clone_model(model)\n    base = model.get_layer(base.name)\n"
                + THAWED,
            ),
        ),
    ),
)
