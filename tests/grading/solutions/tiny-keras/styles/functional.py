"""Tensors through layers, layer objects for everything, Keras's own operations for the loss."""

import keras


def small_cnn(input_shape, classes):
    inputs = keras.Input(shape=input_shape, name="pictures")
    h = keras.layers.Conv2D(filters=4, kernel_size=(3, 3), strides=(1, 1), padding="SAME", name="look")(
        inputs
    )
    h = keras.layers.BatchNormalization(axis=3, name="norm")(h)
    h = keras.layers.Activation("relu")(h)
    h = keras.layers.MaxPooling2D(pool_size=(2, 2))(h)
    h = keras.layers.Flatten()(h)
    h = keras.layers.Dense(classes)(h)
    model = keras.Model(inputs, keras.layers.Softmax()(h))
    loss = keras.losses.SparseCategoricalCrossentropy()
    model.compile("adam", loss, metrics=[keras.metrics.SparseCategoricalAccuracy()])
    return model


def block(X, filters):
    inner = keras.Sequential(
        [
            keras.layers.Conv2D(filters, 3, padding="same"),
            keras.layers.BatchNormalization(),
            keras.layers.ReLU(),
            keras.layers.Conv2D(filters, 3, padding="same"),
            keras.layers.BatchNormalization(),
        ]
    )
    return keras.ops.relu(X + inner(X))


def triplet_loss(y_true, y_pred, alpha=0.2):
    a, p, n = y_pred
    distances = keras.ops.sum((a - p) ** 2, -1) - keras.ops.sum((a - n) ** 2, -1)
    return keras.ops.sum(keras.ops.relu(distances + alpha))


def count_parameters(input_shape, classes):
    h, w, c = input_shape
    sides = h // 2 * (w // 2)
    return (4 * (9 * c + 1), 16, classes * (4 * sides + 1))
