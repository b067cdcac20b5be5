"""The training: judged by what the trained network says of unseen pictures, and by what was done with the data."""

import numpy as np

from cnn_helpers.grading.assignments.questions import Family, Labelled, Question, accuracy, entry, made

from .cases import as_text, marked
from .mistakes_training import MISTAKES
from .networks import for_streets, small

BAR = 0.72  # of 300 streets: a linear model recognises 63 % at most, 15 epochs 82 % and more
PUBLIC = (dict(n=160, side=10, classes=3, seed=1),)
HIDDEN = (dict(n=128, side=9, classes=4, seed=2),)


def training(function, model, x, y, validation_data, unseen):
    """What came back, which data was used for what, and what the network says of unseen pictures."""
    import keras
    import numpy as np

    def pictures(told):
        if not isinstance(told, tuple):
            return told
        return np.frombuffer(bytes.fromhex(told[1]), "uint8").reshape(told[0]).astype("float32") / 255

    x, y, unseen = pictures(x), np.array(y), pictures(unseen)
    validation = pictures(validation_data[0]), np.array(validation_data[1])
    before = [np.array(weights) for weights in model.weights]
    returned = function(model, x.copy(), y.copy(), tuple(part.copy() for part in validation))
    after = [np.array(weights) for weights in model.weights]
    history = returned if isinstance(returned, keras.callbacks.History) else getattr(model, "history", None)

    def same_as(losses, pictures, labels):
        right = np.array(model(pictures))[np.arange(len(labels)), labels]
        loss = -np.mean(np.log(np.maximum(right, 1e-7)))
        return any(abs(loss - logged) <= 1e-3 * (1 + loss) for logged in losses)

    losses = (getattr(history, "history", None) or {}).get("val_loss", [])
    if not losses:
        measured_on = "no data at all"
    elif same_as(losses, *validation):
        measured_on = "validation_data"
    else:
        measured_on = "x and y" if same_as(losses, x, y) else "some other data"
    kinds = {"History": "a History", "NoneType": "nothing", "dict": "a dictionary", "Sequential": "the model"}
    dark = [channel for channel in range(x.shape[-1]) if not x[..., channel].any()]
    moved = [old != new for old, new in zip(before, after, strict=True)]
    lit = any(moved[0][:, :, channel].any() for channel in dark)
    return {
        "returned": kinds.get(type(returned).__name__, f"something else ({type(returned).__name__})"),
        "validation": measured_on,
        "learned from": "validation_data too" if lit else "x and y alone",
        "trained": "the model that was given" if any(map(np.any, moved)) else "not the model that was given",
        "predictions": np.array(model(unseen)),
    }


def small_pictures(rng, n, side, classes, seed):
    """The same for each family and class, so that one training answers them all; labels of `unseen` stay outside.

    The second channel is dark in x and bright in the validation data: weights that read it move only when these
    are learned from.
    """
    rng = np.random.default_rng(seed)
    x, y = marked(rng, n, side, classes, second_channel=False)
    x_dev, y_dev = marked(rng, n // 4, side, classes, second_channel=True)
    unseen, labels = marked(rng, 60, side, classes, second_channel=False)
    network = small(x.shape[1:], classes, seed)
    args = network, as_text(x), tuple(y.tolist()), (as_text(x_dev), tuple(y_dev.tolist())), as_text(unseen)
    return Labelled(args, labels)


def streets(rng, n, dev, unseen):
    """Rendered streets, drawn anew for each class."""
    size, numbers = 64, rng.integers(2**31, size=4).tolist()
    (x, y), (x_dev, y_dev), (x_unseen, labels) = (
        [
            made("cnn_helpers.data.scenes:one_object", count, size=size, seed=seed, item=item)
            for item in (0, 1)
        ]
        for count, seed in zip((n, dev, unseen), numbers, strict=False)
    )
    return Labelled((for_streets((size, size, 3), 3, numbers[3]), x, y, (x_dev, y_dev), x_unseen), labels)


def either(rng, n, **rest):
    return small_pictures(rng, n, **rest) if "side" in rest else streets(rng, n, **rest)


def used(rng, n, side, classes, seed):
    return small_pictures(rng, n, side, classes, seed).args


def told(title, points, key, name):
    words = "{n} pictures of {side} × {side} pixels, {classes} classes"
    return Family(title, points, used, PUBLIC, HIDDEN, case=words, part=entry(key, name))


FIT = Question(
    "fit",
    points=20,
    families=(
        Family(
            "accuracy on unseen pictures",
            10,
            either,
            PUBLIC,
            (dict(n=800, dev=100, unseen=300),),
            case="{n} pictures to learn from",
            part=entry("predictions", "what the trained model says"),
            goal=accuracy(BAR, of="unseen pictures"),
        ),
        told("the model that is given is the one that is trained", 2, "trained", "what was trained"),
        told("the History comes back", 3, "returned", "what is returned"),
        told("validation_data is what is measured on", 3, "validation", "what val_loss was measured on"),
        told("validation_data is not learned from", 2, "learned from", "what was learned from"),
    ),
    mistakes=MISTAKES,
    probe=training,
)
