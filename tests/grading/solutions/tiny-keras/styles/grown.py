"""A Sequential that grows layer by layer, with an old-style input_shape; a loop for the loss."""

import keras
import numpy as np
import tensorflow as tf


def small_cnn(input_shape, classes):
    model = keras.models.Sequential(name="mine")
    model.add(keras.layers.Conv2D(4, (3, 3), padding="same", input_shape=input_shape))
    model.add(keras.layers.BatchNormalization())
    model.add(keras.layers.Activation(tf.nn.relu))
    model.add(keras.layers.MaxPool2D())
    model.add(keras.layers.Dropout(0.0))
    model.add(keras.layers.Flatten())
    model.add(keras.layers.Dense(units=classes, activation=tf.nn.softmax))
    model.compile(loss=keras.losses.sparse_categorical_crossentropy, optimizer="Adam", metrics=["acc"])
    return model


def block(X, filters):
    conv = dict(kernel_size=3, padding="same", strides=1)
    second = keras.layers.Conv2D(filters, **conv)
    first = keras.layers.Conv2D(filters, **conv)
    shortcut = X
    for number, layer in enumerate((first, second)):
        X = keras.layers.BatchNormalization(axis=-1)(layer(X))
        if number == 0:
            X = keras.activations.relu(X)
    X = keras.layers.add([shortcut, X])
    return keras.layers.ReLU()(X)


def triplet_loss(y_true, y_pred, alpha=0.2):
    total = 0.0
    for anchor, positive, negative in zip(*map(tf.unstack, y_pred), strict=True):
        cost = tf.norm(anchor - positive) ** 2 - tf.norm(anchor - negative) ** 2 + alpha
        if cost > 0:
            total += cost
    return total


def count_parameters(input_shape, classes):
    conv = np.prod([3, 3, input_shape[-1], 4]) + 4
    pooled = np.array(input_shape[:2]) // 2
    return np.array([conv, 4 * 4, np.prod(pooled) * 4 * classes + classes])
