"""Known mistakes of `fit`."""

from cnn_helpers.grading.assignments.questions import Mistake

FIT = "model.fit(x, y, epochs=15, batch_size=32, validation_data=validation_data, verbose=0)"
RETURN = "    return history"
OWN_DATA = "validation_data=validation_data"

MISTAKES = (
    Mistake(
        "learned-too-little",
        "All is as it should be but what was learned: are there several epochs, and are the pictures used as "
        "they come (they lie in [0, 1] already)?",
        edits=(("epochs=15", "epochs=1"),),
    ),
    Mistake(
        "model-returned",
        "The model is returned; what is asked for is the History, which model.fit gives back.",
        edits=((RETURN, "    return model"),),
    ),
    Mistake(
        "dictionary-returned",
        "history.history is returned, the dictionary inside; return the History itself.",
        edits=((RETURN, "    return history.history"),),
    ),
    Mistake(
        "no-return",
        "Nothing is returned: keep what model.fit gives back, and return it.",
        edits=((RETURN, ""),),
    ),
    Mistake(
        "accuracy-returned",
        "A number is returned; return the whole History, which holds all numbers of all epochs.",
        edits=((RETURN, '    return history.history["val_accuracy"][-1]'),),
    ),
    Mistake(
        "both-returned",
        "Model and History are returned together; return the History alone, the model has been trained in place.",
        edits=((RETURN, "    return model, history"),),
    ),
    Mistake(
        "no-validation",
        "validation_data is not used: hand it on to model.fit, which measures on it after each epoch.",
        edits=((", " + OWN_DATA, ""),),
    ),
    Mistake(
        "validated-on-other-data",
        "val_loss was measured on other pictures than validation_data: hand it over as it is, leave "
        "validation_split out, and train once.",
        edits=((OWN_DATA, "validation_split=0.2"),),
    ),
    Mistake(
        "validated-on-training-data",
        "Validation is done on x and y, the data that is learned from; that says nothing of unseen pictures.",
        edits=((OWN_DATA, "validation_data=(x, y)"),),
    ),
    Mistake(
        "validation-learned-too",
        "The validation pictures are learned as well; what is learned cannot be used to judge what was learned.",
        edits=(
            (
                "model.fit(x, y,",
                "model.fit(np.concatenate([x, validation_data[0]]), np.concatenate([y, validation_data[1]]),",
            ),
        ),
    ),
    Mistake(
        "data-exchanged",
        "The network learns from validation_data and is measured on x and y: it is the other way round.",
        edits=(("model.fit(x, y,", "model.fit(*validation_data,"), (OWN_DATA, "validation_data=(x, y)")),
    ),
    Mistake(
        "evaluated-only",
        "evaluate measures, and learns nothing: fit is what trains.",
        edits=((FIT, "model.evaluate(x, y, verbose=0)"),),
    ),
    Mistake(
        "copy-trained",
        "A copy is trained, and the model that was given stays as it was: train the one that is given.",
        edits=(
            (
                f"history = {FIT}",
                "copy = keras.models.clone_model(model)\n"
                '    copy.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])\n'
                f"    history = copy.{FIT.removeprefix('model.')}",
            ),
        ),
    ),
    Mistake(
        "one-hot-labels",
        "model.fit stops with an error: give it the labels y, and as they are, whole numbers; the loss the model is "
        "compiled with takes no one-hot vectors.",
        edits=(("model.fit(x, y,", "model.fit(x, keras.utils.to_categorical(y),"),),
    ),
)
