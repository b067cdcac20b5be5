"""Four questions worth attacking: a block of a network, a base with a head, a model that is changed, and a variable
that an optimizer moves down a cost.
"""

import json

import numpy as np

from cnn_helpers.grading.assignments.questions import (
    Assignment,
    Family,
    Mistake,
    Question,
    entry,
    model,
    symbol,
)
from cnn_helpers.grading.values.limits import Limits


def layer(kind, **settings):
    return {"module": "keras.layers", "class_name": kind, "config": settings}


def network(shape, *layers, seed, compiled=None):
    """A case's argument: a Sequential of these layers, with weights drawn by the seed."""
    listed = [layer("InputLayer", batch_shape=[None, *shape]), *layers]
    config = {"module": "keras", "class_name": "Sequential", "config": {"name": "base", "layers": listed}}
    return model(json.dumps(config), compiled and json.dumps(compiled), seed)


def picture(rng, shape, filters):
    return symbol(shape), filters


def base(rng, shape, filters, classes):
    return network(shape, layer("Conv2D", filters=filters, kernel_size=3), seed=filters), classes


def whole(rng, shape, filters, rate):
    layers = layer("Conv2D", filters=filters, kernel_size=3), layer("Flatten"), layer("Dense", units=2)
    sgd = {"module": "keras.optimizers", "class_name": "SGD", "config": {"learning_rate": 0.5}}
    return network(shape, *layers, seed=filters, compiled={"optimizer": sgd, "loss": "mse"}), rate


def on_a_base(function, base, classes):
    """The network, and what became of the base's weights."""
    import keras
    import numpy as np

    before = [np.array(weight) for weight in base.weights]
    given = function(base, classes)
    if not isinstance(given, keras.Model):
        return str(given) if isinstance(given, dict) else given
    same = all(np.array_equal(old, new) for old, new in zip(before, base.weights, strict=True))
    return {"network": given, "base": "with its weights" if same else "with other weights"}


def changed(function, model, rate):
    """The given model after the change, whatever comes back."""
    function(model, rate)
    return {"network": model}


def descent(rng, shape, rate, steps):
    """Half of the goal lies where the steps lead out of 0 to 1."""
    start = rng.uniform(0.4, 0.6, shape)
    goal = np.where(np.indices(shape).sum(axis=0) % 2, 0.3, 0.97)
    return start.round(3).astype("float32"), goal.astype("float32"), rate, steps


def walked(function, start, goal, rate, steps):
    """What comes back of each step, and the variable after the last."""
    import keras
    import numpy as np
    import tensorflow as tf

    image, optimizer = tf.Variable(start), keras.optimizers.SGD(rate, momentum=0.9)

    def cost(picture):
        return tf.reduce_sum((picture - goal) ** 2)

    told = []
    for _ in range(steps):
        given = function(image, optimizer, cost)
        given = str(given) if isinstance(given, dict) else given
        told.append(np.array(given) if hasattr(given, "__array__") else given)
    return {"costs": tuple(told), "image": np.array(image)}


def about(title, points, key, name, make, cases, words):
    part = (
        entry("network", name).then(entry(key, name))
        if make is not picture and key != "base"
        else entry(key, name)
    )
    public, hidden = cases
    return Family(title, points, make, (public,), (hidden,), words, part)


BLOCKS = dict(shape=(5, 6, 3), filters=4), dict(shape=(4, 7, 2), filters=3)
BASES = dict(shape=(6, 5, 3), filters=2, classes=3), dict(shape=(5, 7, 2), filters=3, classes=4)
WHOLES = dict(shape=(5, 4, 1), filters=2, rate=0.25), dict(shape=(4, 6, 2), filters=3, rate=0.125)


def of_block(title, points, key, name):
    return about(title, points, key, name, picture, BLOCKS, "X of shape {shape}, {filters} filters")


def of_head(title, points, key, name):
    return about(title, points, key, name, base, BASES, "pictures of {shape}, {classes} classes")


WALKS = dict(shape=(2, 3), rate=0.4, steps=3), dict(shape=(3, 2), rate=0.45, steps=2)


def of_step(title, points, key, name):
    public, hidden = WALKS
    words = "a variable of {shape}, {steps} steps at a rate of {rate}"
    return Family(title, points, descent, (public,), (hidden,), words, entry(key, name))


def of_change(title, points, key, name):
    return about(title, points, key, name, whole, WHOLES, "pictures of {shape}, a rate of {rate}")


assignment = Assignment(
    name="network-target",
    title="A target for attacks on networks",
    limits=Limits(wall_seconds=600, cell_seconds=120, call_seconds=30),
    questions=(
        Question(
            "block",
            points=30,
            families=(
                of_block("layers", 10, "layers", "the layers"),
                of_block("outputs", 10, "outputs", "the output"),
                of_block("parameters", 10, "parameters", "the number of parameters"),
            ),
            mistakes=(Mistake("one-by-one", "the filters are 1 x 1", edits=(("filters, 3", "filters, 1"),)),),
        ),
        Question(
            "head",
            points=40,
            families=(
                of_head("parameters", 10, "parameters", "the number of parameters"),
                of_head("trained", 10, "trained weights", "what is trained"),
                of_head("rate", 10, "learning rate", "the learning rate"),
                of_head("base", 10, "base", "the base"),
            ),
            mistakes=(
                Mistake("not-frozen", "the base is trained", edits=(("    base.trainable = False\n", ""),)),
            ),
            probe=on_a_base,
        ),
        Question(
            "changed",
            points=5,
            families=(
                of_change("trained", 2.5, "trained weights", "what is trained"),
                of_change("rate", 2.5, "learning rate", "the learning rate"),
            ),
            mistakes=(Mistake("old-rate", "the rate is the old one", edits=(("SGD(rate)", "SGD(0.5)"),)),),
            probe=changed,
        ),
        Question(
            "stepped",
            points=25,
            families=(
                of_step("costs", 10, "costs", "the costs"),
                of_step("image", 15, "image", "the variable"),
            ),
            mistakes=(
                Mistake(
                    "not-clipped",
                    "the image leaves 0 to 1",
                    edits=(("tf.clip_by_value(image, 0, 1)", "image"),),
                ),
            ),
            probe=walked,
        ),
    ),
)
