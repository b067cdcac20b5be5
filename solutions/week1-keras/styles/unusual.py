"""Models within models, keras.ops in place of layers, and a training that goes on in several calls."""

import keras
import numpy as np


def sequential_model(input_shape, classes):
    border = keras.Sequential([keras.Input(input_shape), keras.layers.ZeroPadding2D(3)])
    look = keras.Sequential([keras.layers.Conv2D(32, 7), keras.layers.BatchNormalization()])
    head = [keras.layers.Flatten(), keras.layers.Dense(classes, "linear"), keras.layers.Activation("softmax")]
    model = keras.Sequential([border, look, keras.layers.ReLU(), keras.layers.MaxPooling2D(), *head])
    model.build((None, *input_shape))
    optimizer = keras.optimizers.get({"class_name": "adam", "config": {"learning_rate": 1e-3}})
    model.compile(optimizer=optimizer, loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


def functional_model(input_shape, classes):
    def block(tensor, filters, size, window):
        seen = keras.ops.relu(keras.layers.Conv2D(filters, size, padding="same")(tensor))
        return keras.layers.MaxPooling2D(window, window, padding="same")(seen)

    X = keras.Input(input_shape)
    features = keras.Model(X, block(block(X, 8, 4, 8), 16, 2, 4))
    head = keras.Sequential([keras.layers.Flatten(), keras.layers.Dense(classes)])
    model = keras.Model(X, keras.ops.softmax(head(features(X))))
    model.compile(
        keras.optimizers.Adam(),
        "sparse_categorical_crossentropy",
        metrics=["sparse_categorical_accuracy"],
    )
    return model


def count_parameters(input_shape, classes):
    shapes = [
        [],
        [(7, 7, input_shape[2], 32), (32,)],
        [(32,)] * 4,
        [],
        [],
        [],
        [(input_shape[0] // 2, input_shape[1] // 2, 32, classes), (classes,)],
    ]
    return [sum(int(np.prod(shape)) for shape in kinds) for kinds in shapes]


def fit(model, x, y, validation_data):
    order = np.random.default_rng(0).permutation(len(x))
    x, y = x[order], y[order]
    model.fit(x, y, batch_size=64, epochs=10, verbose=0)
    return model.fit(
        x, y, batch_size=32, initial_epoch=10, epochs=20, validation_data=validation_data, verbose=0
    )


def diagnose(human_error, train_error, dev_error):
    steps = np.diff([human_error, train_error, dev_error]) > 0.02
    return ["neither", "bias", "variance", "both"][int(steps @ [1, 2])]
