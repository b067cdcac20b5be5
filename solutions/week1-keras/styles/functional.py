"""Tensors throughout, objects for every setting, and stopping when unseen pictures get no better."""

import keras
import numpy as np


def sequential_model(input_shape, classes):
    inside = [
        keras.layers.ZeroPadding2D(padding=((3, 3), (3, 3)), name="border"),
        keras.layers.Conv2D(filters=32, kernel_size=(7, 7), strides=(1, 1), padding="valid", name="look"),
        keras.layers.BatchNormalization(axis=3, name="norm"),
        keras.layers.Activation("relu"),
        keras.layers.MaxPooling2D(pool_size=(2, 2), strides=(2, 2), name="half"),
        keras.layers.Flatten(),
        keras.layers.Dense(classes),
        keras.layers.Softmax(),
    ]
    model = keras.Sequential([keras.layers.InputLayer(shape=input_shape)], name="first")
    for layer in inside:
        model.add(layer)
    model.compile("adam", keras.losses.SparseCategoricalCrossentropy(), metrics=["accuracy"])
    return model


def functional_model(input_shape, classes):
    inputs = keras.Input(input_shape, name="street")
    h = inputs
    for filters, size, window in ((8, 4, 8), (16, 2, 4)):
        h = keras.layers.Conv2D(filters, (size, size), padding="same", activation="relu")(h)
        h = keras.layers.MaxPooling2D((window, window), padding="same")(h)
    h = keras.layers.Dense(classes, activation=keras.activations.softmax)(keras.layers.Flatten()(h))
    model = keras.Model(inputs, h, name="second")
    rate = keras.optimizers.Adam(learning_rate=0.001)
    model.compile(optimizer=rate, loss=keras.losses.SparseCategoricalCrossentropy(), metrics=["acc"])
    return model


def count_parameters(input_shape, classes):
    sides, channels = np.array(input_shape[:2]) // 2, input_shape[2]
    counts = np.zeros(7, int)
    counts[1:3] = 32 * (49 * channels + 1), 32 * 4
    counts[6] = classes * (32 * sides.prod() + 1)
    return counts


def fit(model, x, y, validation_data):
    stop = keras.callbacks.EarlyStopping(monitor="val_loss", patience=6, restore_best_weights=True)
    return model.fit(
        x, y, batch_size=16, epochs=25, validation_data=validation_data, callbacks=[stop], verbose=0
    )


def diagnose(human_error, train_error, dev_error):
    high = [b - a > 0.02 for a, b in ((human_error, train_error), (train_error, dev_error))]
    return {(1, 1): "both", (1, 0): "bias", (0, 1): "variance"}.get(tuple(high), "neither")
