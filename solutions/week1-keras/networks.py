"""Networks that `fit` is given to train, as the configurations that Keras reads; Keras itself is not needed here."""

import json

from cnn_helpers.grading.assignments.questions import model


def layer(kind: str, **settings) -> dict:
    return {"module": "keras.layers", "class_name": kind, "config": settings}


def network(shape, layers: list[dict], rate: float, seed: int):
    """A case's argument: a network compiled with Adam; it begins with the same weights wherever it is made."""
    layers = [layer("InputLayer", batch_shape=[None, *shape]), *layers]
    config = {"module": "keras", "class_name": "Sequential", "config": {"name": "network", "layers": layers}}
    compiled = {
        "optimizer": {
            "module": "keras.optimizers",
            "class_name": "Adam",
            "config": {"learning_rate": rate},
        },
        "loss": "sparse_categorical_crossentropy",
        "metrics": ["accuracy"],
    }
    return model(json.dumps(config), json.dumps(compiled), seed)


def small(shape, classes: int, seed: int = 0):
    """One convolution, and of each channel the largest number: finds a mark wherever it stands."""
    return network(
        shape,
        [
            layer("Conv2D", filters=12, kernel_size=3, activation="relu"),
            layer("GlobalMaxPooling2D"),
            layer("Dense", units=classes, activation="softmax"),
        ],
        rate=0.02,
        seed=seed,
    )


def for_streets(shape, classes: int, seed: int = 0):
    """The layers of `functional_model`, with a larger learning rate: it learns in fewer epochs."""
    return network(
        shape,
        [
            layer("Conv2D", filters=8, kernel_size=4, padding="same", activation="relu"),
            layer("MaxPooling2D", pool_size=8, strides=8, padding="same"),
            layer("Conv2D", filters=16, kernel_size=2, padding="same", activation="relu"),
            layer("MaxPooling2D", pool_size=4, strides=4, padding="same"),
            layer("Flatten"),
            layer("Dense", units=classes, activation="softmax"),
        ],
        rate=0.005,
        seed=seed,
    )
