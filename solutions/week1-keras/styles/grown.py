"""A Sequential that grows layer by layer, lists of layers called in a loop, and a slower second half of training."""

import keras
from keras import layers


def settled(model):
    model.compile(
        loss=keras.losses.sparse_categorical_crossentropy,
        optimizer="Adam",
        metrics=[keras.metrics.SparseCategoricalAccuracy(name="accuracy")],
    )
    return model


def sequential_model(input_shape, classes):
    model = keras.models.Sequential()
    model.add(layers.ZeroPadding2D((3, 3), input_shape=input_shape))
    model.add(layers.Conv2D(32, (7, 7)))
    model.add(layers.BatchNormalization(-1))
    model.add(layers.Activation(keras.activations.relu))
    model.add(layers.MaxPool2D())
    model.add(layers.Flatten())
    model.add(layers.Dense(units=classes, activation="softmax"))
    return settled(model)


def functional_model(input_shape, classes):
    features = [
        layers.Conv2D(8, 4, strides=1, padding="SAME"),
        layers.Activation("relu"),
        layers.MaxPool2D(8, 8, "same"),
        layers.Conv2D(16, 2, strides=1, padding="SAME"),
        layers.Activation("relu"),
        layers.MaxPool2D(4, 4, "same"),
        layers.Flatten(),
        layers.Dense(classes, "softmax"),
    ]
    inputs = outputs = layers.Input(shape=input_shape)
    for layer in features:
        outputs = layer(outputs)
    return settled(keras.models.Model(inputs=[inputs], outputs=[outputs]))


def count_parameters(input_shape, classes):
    rows, columns, depth = input_shape
    table = {
        "border": 0,
        "look": sum(7 * 7 * depth + 1 for _ in range(32)),
        "norm": 32 + 32 + 32 + 32,
        "cut": 0,
        "half": 0,
        "flat": 0,
        "names": (1 + 32 * ((rows - rows % 2) * (columns - columns % 2) // 4)) * classes,
    }
    return tuple(table.values())


def fit(model, x, y, validation_data):
    slower = keras.callbacks.ReduceLROnPlateau(patience=8)
    x_dev, y_dev = validation_data
    record = model.fit(
        x=x, y=y, batch_size=40, epochs=18, validation_data=(x_dev, y_dev), callbacks=[slower], verbose=0
    )
    return record


def diagnose(human_error, train_error, dev_error):
    verdict = "neither"
    if dev_error > train_error + 0.02:
        verdict = "variance"
    if train_error > human_error + 0.02:
        verdict = "both" if verdict == "variance" else "bias"
    return verdict
