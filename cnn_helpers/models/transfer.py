"""Transfer learning: a trained network's layers under a new head, all of them frozen, some of them, or none.

Source: Yosinski and others 2014 (which layers transfer); the three regimes are those of the course's week 2.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnn_helpers.checks import whole_number

if TYPE_CHECKING:
    import keras


def freeze(model: keras.Model, below: int | str | None = None) -> keras.Model:
    """Freeze a model's layers below one of them, in place, and let the others train; return the model.

    below: the first layer that trains, by name or place (0 trains all); None freezes all. Batch norm layers
    that are frozen also use their running averages while training, as Keras has it. Raises ValueError for a
    layer that is not there.

    >>> import keras
    >>> model = keras.Sequential([keras.Input((3,)), keras.layers.Dense(2), keras.layers.Dense(1)])
    >>> len(freeze(model, below=1).trainable_weights)
    2
    """
    first = len(model.layers) if below is None else _place(model, below)
    model.trainable = True
    for place, layer in enumerate(model.layers):
        layer.trainable = place >= first
    return model


def _place(model: keras.Model, layer: int | str) -> int:
    names = [one.name for one in model.layers]
    if isinstance(layer, str):
        if layer not in names:
            raise ValueError(f"{model.name} has no layer {layer!r}; its layers are {', '.join(names)}")
        return names.index(layer)
    if whole_number("below", layer, least=0) > len(names):
        raise ValueError(f"below is {layer}; {model.name} has {len(names)} layers")
    return layer


def transfer_model(base: keras.Model, classes: int, dropout: float = 0.2) -> keras.Model:
    """Return a model of a frozen base with a new softmax head, compiled.

    base: a Keras model that gives feature maps (m, H, W, C) or features (m, C), which stays frozen and in
    inference mode (batch norm too); classes: of the head; dropout: before the head, at least 0 and below 1.
    Its layers: base, pooling where needed, dropout, "head". Raises ValueError for other bases, classes
    below 2 and other rates.
    """
    import keras
    from keras import layers

    whole_number("classes", classes, least=2)
    if not 0 <= dropout < 1:
        raise ValueError(f"dropout is {dropout}; a number from 0 to below 1 is needed")
    rank = len(base.outputs[0].shape) if len(base.outputs) == 1 else None
    if rank not in (2, 4):
        raise ValueError("the base gives neither feature maps (m, H, W, C) nor features (m, C)")
    freeze(base)
    inputs = keras.Input(base.inputs[0].shape[1:])
    x = base(inputs, training=False)
    x = layers.GlobalAveragePooling2D()(x) if rank == 4 else x
    x = layers.Dropout(dropout)(x)
    model = keras.Model(inputs, layers.Dense(classes, activation="softmax", name="head")(x), name="transfer")
    return _compiled(model, 1e-3)


def fine_tune(
    model: keras.Model, base: keras.Model, below: int | str, learning_rate: float = 1e-5
) -> keras.Model:
    """Let the upper layers of a transfer model's base train too, with a small rate; return the model, compiled anew.

    model: of `transfer_model`, its head already trained; base: the same base; below: the first layer of the
    base that trains, by name or place; learning_rate: smaller than the head's 1e-3, so that what was
    learned is adjusted and not lost. Every batch norm of the base stays frozen: `fit` hands training=True
    down to a base that was called with training=False, and a trainable one would lose its averages.
    Raises ValueError for a layer or base that is not there and a rate that is not between 0 and 1e-3.
    """
    from keras.layers import BatchNormalization

    if base not in model.layers:
        raise ValueError(f"{base.name} is not a layer of {model.name}")
    if not 0 < learning_rate <= 1e-3:
        raise ValueError(f"learning_rate is {learning_rate}; above 0 and at most 1e-3 is needed")
    freeze(base, below)
    for layer in base._flatten_layers():
        if isinstance(layer, BatchNormalization):
            layer.trainable = False
    return _compiled(model, learning_rate)


def _compiled(model: keras.Model, learning_rate: float) -> keras.Model:
    import keras

    model.compile(
        keras.optimizers.Adam(learning_rate), "sparse_categorical_crossentropy", metrics=["accuracy"]
    )
    return model
