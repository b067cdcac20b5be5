"""Bases and whole networks that functions are given, as the configurations that Keras reads."""

import json

from cnn_helpers.grading.assignments.questions import model

CONV = dict(padding="same", use_bias=False)


def base(shape, kind: str, filters: int) -> dict:
    """The configuration of a small network from pictures to feature maps, of one of two kinds.

    "plain": two convolutions stand next to each other; "residual": a block with a shortcut, built from tensors.
    Both hold convolutions right before one another, so that a count that is off by one shows.
    """
    stem = [
        ("Conv2D", dict(filters=filters, kernel_size=3, strides=2, **CONV)),
        ("BatchNormalization", {}),
        ("ReLU", dict(max_value=6)),
    ]
    middle = [
        ("DepthwiseConv2D", dict(kernel_size=3, **CONV)),
        ("Conv2D", dict(filters=filters, kernel_size=1, **CONV)),
        ("BatchNormalization", {}),
    ]
    end = [
        ("Conv2D", dict(filters=2 * filters, kernel_size=1, **CONV)),
        ("Conv2D", dict(filters=filters + 1, kernel_size=1, **CONV)),
        ("BatchNormalization", {}),
        ("ReLU", dict(max_value=6)),
    ]
    if kind == "plain":
        return _chain("base", shape, [*stem, *middle, *end])
    after_stem = f"layer_{len(stem)}"
    return _chain("base", shape, [*stem, *middle, ("Add", after_stem), *end])


def backbone(shape, kind: str, filters: int, seed: int):
    """A case's argument: a base with weights drawn by `seed`."""
    return model(json.dumps(base(shape, kind, filters)), None, seed)


def with_head(shape, kind: str, filters: int, classes: int, seed: int):
    """A case's argument: what `transfer_model` makes of a base, frozen and compiled."""
    inner = base(shape, kind, filters)
    inner["config"]["trainable"] = False
    for layer in inner["config"]["layers"]:
        layer["config"].setdefault("trainable", False)
    whole = _chain(
        "network",
        shape,
        [
            ("base", inner),
            ("GlobalAveragePooling2D", {}),
            ("Dropout", dict(rate=0.2)),
            ("Dense", dict(units=classes, activation="softmax")),
        ],
    )
    compiled = {
        "optimizer": {
            "module": "keras.optimizers",
            "class_name": "Adam",
            "config": {"learning_rate": 1e-3},
        },
        "loss": "sparse_categorical_crossentropy",
        "metrics": ["accuracy"],
    }
    return model(json.dumps(whole), json.dumps(compiled), seed)


def _chain(name: str, shape, layers: list[tuple]) -> dict:
    """A functional model in which each layer reads the one before; an "Add" reads a layer named beside it too."""
    first = {"batch_shape": [None, *shape], "name": f"{name}_in"}
    made = [_layer("InputLayer", first, [])]
    for place, (kind, settings) in enumerate(layers, 1):
        reads = [made[-1]["name"]]
        if kind == "Add":
            reads, settings = [reads[0], settings], {}
        if kind == "base":
            made.append(settings | {"name": "base", "inbound_nodes": [_reading(reads)]})
        else:
            label = "" if name == "base" else f"{name}_"
            made.append(_layer(kind, {"name": f"{label}layer_{place}", **settings}, reads))
    config = {
        "name": name,
        "layers": made,
        "input_layers": [made[0]["name"], 0, 0],
        "output_layers": [made[-1]["name"], 0, 0],
    }
    return {"module": "keras.src.models.functional", "class_name": "Functional", "config": config}


def _layer(kind: str, settings: dict, reads: list[str]) -> dict:
    nodes = [_reading(reads)] if reads else []
    told = {"class_name": kind, "config": settings, "name": settings["name"], "inbound_nodes": nodes}
    return {"module": "keras.layers", **told}


def _reading(names: list[str]) -> dict:
    """A call on what these layers gave; Keras takes the shapes from there, and not from here."""
    shapeless = {"shape": [None], "dtype": "float32"}
    tensors = [
        {"class_name": "__keras_tensor__", "config": {**shapeless, "keras_history": [name, 0, 0]}}
        for name in names
    ]
    return {"args": tensors if len(tensors) == 1 else [tensors], "kwargs": {}}
