"""Models within models, and counts in a plain list."""

import keras


def small_cnn(input_shape, classes):
    x = keras.Input(input_shape)
    features = keras.Model(
        x,
        keras.layers.ReLU()(keras.layers.BatchNormalization()(keras.layers.Conv2D(4, 3, padding="same")(x))),
    )
    head = keras.Sequential([keras.layers.Flatten(), keras.layers.Dense(classes, activation="softmax")])
    model = keras.Sequential([keras.Input(input_shape), features, keras.layers.MaxPooling2D(), head])
    optimizer = keras.optimizers.Adam(learning_rate=0.001)
    model.compile(optimizer, "sparse_categorical_crossentropy", metrics=["sparse_categorical_accuracy"])
    return model


def block(X, filters):
    def half(H):
        H = keras.layers.Conv2D(filters, (3, 3), padding="same", activation=None)(H)
        return keras.layers.BatchNormalization(axis=3)(H)

    return keras.layers.Activation(keras.activations.relu)(keras.ops.add(half(keras.ops.relu(half(X))), X))


def triplet_loss(y_true, y_pred, alpha=0.2):
    anchor, positive, negative = y_pred[0], y_pred[1], y_pred[2]
    squared = keras.losses.mean_squared_error
    size = anchor.shape[-1]
    return keras.ops.sum(
        keras.ops.maximum(size * squared(anchor, positive) - size * squared(anchor, negative) + alpha, 0)
    )


def count_parameters(input_shape, classes):
    counts = [3 * 3 * input_shape[2] * 4 + 4]
    counts.append(2 * 4 + 2 * 4)
    counts += [classes + classes * 4 * (input_shape[0] // 2) * (input_shape[1] // 2)]
    return counts
