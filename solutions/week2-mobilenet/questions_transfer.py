"""The borrowed network: judged by which weights it would train, what it keeps, its layers, and how it is compiled."""

from cnn_helpers.grading.assignments.questions import Family, Question, Remark, entry, kinds

from .mistakes_fine_tune import FINE_TUNE as TUNING_MISTAKES
from .mistakes_transfer import TRANSFER as TRANSFER_MISTAKES
from .networks import backbone, with_head


def new_head(function, base, classes, dropout):
    """The network as it is given and as it is once thawed, and what became of the base.

    The grader reads what would be trained from the first, and from the second the layers as if none but batch norm were
    frozen, and the rest. No dropout is named where it is None. A dictionary is no network, and is not handed on: it
    could pass for what is told here.
    """
    import keras
    import numpy as np

    from cnn_helpers.grading.values.keras_values import plain_model

    before = [np.array(weight) for weight in base.weights]
    given = function(base, classes) if dropout is None else function(base, classes, dropout)
    if not isinstance(given, keras.Model):
        return str(given) if isinstance(given, dict) else given
    as_given = plain_model(given)
    held = {id(weight) for weight in given.weights}
    if not all(id(weight) in held for weight in base.weights):
        kept = "its layers are not in the model"
    elif all(np.array_equal(old, new) for old, new in zip(before, base.weights, strict=True)):
        kept = "inside, with its weights"
    else:
        kept = "inside, with other weights"

    def thaw(model):
        model.trainable = True
        for layer in model.layers:
            if isinstance(layer, keras.Model):
                thaw(layer)
            else:
                layer.trainable = not isinstance(layer, keras.layers.BatchNormalization)

    written = given.get_config()["layers"] if type(given).__name__ == "Functional" else ()
    calls = [call for layer in written if layer["name"] == base.name for call in layer["inbound_nodes"]]
    flagged = any(call["kwargs"].get("training") is False for call in calls)
    thaw(given)
    called = "with training=False" if flagged else "without training=False"
    return {"as given": as_given, "network": given, "base": kept, "base called": called}


def thawed(function, model, first, learning_rate):
    """Layer by layer, whether the base's weights would train; and whether its batch norm keeps its averages.

    No rate is named where it is None.
    """
    import keras
    import numpy as np

    base = next(layer for layer in model.layers if isinstance(layer, keras.Model))
    of_base = {id(weight) for weight in base.weights}
    head = [weight for weight in model.weights if id(weight) not in of_base]
    before = model.optimizer
    rate = () if learning_rate is None else (learning_rate,)
    given = function(model, base, first, *rate)
    trained = {id(weight) for weight in model.trainable_weights}

    def told(layer):
        parts = sum(id(weight) in trained for weight in layer.weights)
        return "frozen" if not parts else "trains"

    norms = [layer for layer in base.layers if isinstance(layer, keras.layers.BatchNormalization)]
    averages = [np.array(norm.moving_mean) for norm in norms]
    noise = np.random.default_rng(0).normal(3, 2, (8, *model.input_shape[1:]))
    model(noise.astype("float32"), training=True)
    still = [np.array_equal(norm.moving_mean, old) for norm, old in zip(norms, averages, strict=True)]
    layers = [
        (place, f"layer {place}, {type(layer).__name__}, {told(layer)}")
        for place, layer in enumerate(base.layers)
        if layer.weights and layer not in norms
    ]
    anew = model.optimizer is not before
    return {
        "before": tuple(text for place, text in layers if place < first),
        "from first on": tuple(text for place, text in layers if place >= first),
        "batch norm": tuple(
            f"{told(norm)}, its averages {'stay' if kept else 'move'}"
            for norm, kept in zip(norms, still, strict=True)
        ),
        "head": "trains" if all(id(weight) in trained for weight in head) else "frozen",
        "returned": "the model" if given is model else "the base" if given is base else type(given).__name__,
        "anew": "compiled anew" if anew else "compiled as before",
        "network": model,
    }


def borrowed(rng, shape, kind, filters, classes, dropout, seed):
    return backbone(shape, kind, filters, seed), classes, dropout


def trained(rng, shape, kind, filters, classes, first, rate, seed):
    return with_head(shape, kind, filters, classes, seed), first, rate


def about(title, points, *keys, name, make, public, hidden, words, only=()):
    part = entry(keys[0], name)
    for key in keys[1:]:
        part = part.then(entry(key, name))
    if only:
        part = part.then(kinds(*only, name=name))
    return Family(title, points, make, public, hidden, case=words, part=part)


BASE = dict(shape=(24, 20, 3), kind="plain", filters=4, classes=3, dropout=0.4, seed=1)
OTHER = dict(shape=(16, 16, 3), kind="residual", filters=3, classes=5, dropout=0.3, seed=2)


def transfer(title, points, *keys, name, dropout=True, only=()):
    cases = [case | ({} if dropout else {"dropout": None}) for case in (BASE, OTHER)]
    words = "pictures of {shape}, {classes} classes" + (", dropout {dropout}" if dropout else "")
    public, hidden = ((case,) for case in cases)
    made = dict(make=borrowed, public=public, hidden=hidden, words=words)
    return about(title, points, *keys, name=name, only=only, **made)


CALLED = entry("base called", "the call of the base")
FLAG = (
    Remark(
        "A remark: you call the base with training=False, as most guides do, so that its batch normalisation uses "
        "the averages it has learned. With Keras 3.15 `fit` hands its own training=True past that flag; what keeps "
        "the averages is that the batch normalisation is frozen.",
        CALLED,
        "with training=False",
    ),
    Remark(
        "A remark: most guides call the base with training=False, so that a reader sees that its batch normalisation "
        "uses the averages it has learned. Yours does so too, because it is frozen; and with Keras 3.15 `fit` hands "
        "its own training=True past that flag, so the flag alone would not keep them.",
        CALLED,
        "without training=False",
    ),
)

TRANSFER = Question(
    "transfer_model",
    points=20,
    families=(
        transfer("the layers and their settings", 5, "network", "layers", name="the layers"),
        transfer(
            "the base is frozen, the head is trained",
            5,
            "as given",
            "trained weights",
            name="what is trained",
        ),
        transfer("the base is the one that is given", 2, "base", name="the base"),
        transfer("what comes out, with weights set by us", 2, "network", "outputs", name="the output"),
        transfer(
            "a dropout of 0.2 where none is named",
            1,
            *("network", "layers"),
            name="the dropout",
            dropout=False,
            only=["Dropout"],
        ),
        transfer("compiled with Adam", 1, "network", "compiled", "optimizer", name="the optimiser"),
        transfer("compiled with the learning rate", 1, "network", "learning rate", name="the learning rate"),
        transfer("compiled with the loss", 2, "network", "compiled", "loss", name="the loss"),
        transfer("compiled with the metric", 1, "network", "compiled", "metrics", name="the list of metrics"),
    ),
    mistakes=TRANSFER_MISTAKES,
    remarks=FLAG,
    probe=new_head,
)

TUNED = (
    dict(shape=(12, 16, 3), kind="plain", filters=4, classes=3, first=8, rate=2e-5, seed=3),
    dict(shape=(12, 12, 3), kind="residual", filters=3, classes=4, first=5, rate=None, seed=4),
)
HIDDEN = (
    dict(shape=(14, 10, 3), kind="residual", filters=4, classes=2, first=9, rate=1e-4, seed=5),
    dict(shape=(10, 10, 3), kind="plain", filters=3, classes=3, first=2, rate=None, seed=6),
)


def tuning(title, points, *keys, name):
    words = "a base of the kind {kind!r}, first = {first}"
    return about(title, points, *keys, name=name, make=trained, public=TUNED, hidden=HIDDEN, words=words)


FINE_TUNE = Question(
    "fine_tune",
    points=15,
    families=(
        tuning("the layers from `first` on are trained", 3, "from first on", name="the list of layers"),
        tuning("the layers before `first` stay frozen", 3, "before", name="the list of layers"),
        tuning("batch norm stays frozen", 4, "batch norm", name="the list of batch norms"),
        tuning("the head goes on learning", 1, "head", name="the head"),
        tuning("the model comes back", 1, "returned", name="what is returned"),
        tuning("compiled anew", 1, "anew", name="the model"),
        tuning("with the learning rate", 0.5, "network", "learning rate", name="the learning rate"),
        tuning("with Adam", 0.5, "network", "compiled", "optimizer", name="the optimiser"),
        tuning("with the same loss", 0.5, "network", "compiled", "loss", name="the loss"),
        tuning("with the same metric", 0.5, "network", "compiled", "metrics", name="the list of metrics"),
    ),
    mistakes=TUNING_MISTAKES,
    probe=thawed,
)
