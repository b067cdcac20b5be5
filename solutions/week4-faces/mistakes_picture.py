"""Known mistakes of `verify` and `who_is_it`: what the model is given."""

from cnn_helpers.grading.assignments.questions import Mistake

MODEL = "embedding = np.asarray(model(image[np.newaxis]))[0]"

PICTURE = (
    Mistake(
        "no-batch",
        "The model takes a batch of pictures: give it image[np.newaxis], and take row 0 of what comes back.",
        edits=((MODEL, "embedding = np.asarray(model(image))[0]"),),
    ),
    Mistake(
        "predict",
        "The model is called like a function, model(pictures); not every model has a predict.",
        edits=((MODEL, "embedding = model.predict(image[np.newaxis])[0]"),),
    ),
    Mistake(
        "more-than-the-pictures",
        "The model is given something beside the pictures, such as training=False: call it with the pictures and"
        " nothing else, model(pictures).",
        edits=((MODEL, MODEL.replace("newaxis]", "newaxis], training=False")),),
    ),
    Mistake(
        "divided-by-255-in-place",
        "The picture is divided by 255, and that in place (/=): the model takes it as it is, and the picture "
        "that was given is to stay as it is.",
        edits=((MODEL, f"image /= 255\n    {MODEL}"),),
    ),
    Mistake(
        "divided-by-255",
        "The picture is divided by 255; the model takes it as it is.",
        edits=((MODEL, MODEL.replace("image[", "(image / 255)[")),),
    ),
)
