"""A table of layers in a loop, layers made by a helper, Activation and + in place of ReLU and Add; einsum."""

import keras
import numpy as np


def conv_norm(X, n_C, f=1, s=1):
    conv = keras.layers.Conv2D(
        filters=n_C, kernel_size=(f, f), strides=(s, s), padding="same", kernel_initializer="he_normal"
    )
    return keras.layers.BatchNormalization(epsilon=1.001e-5)(conv(X))


def main_path(X, f, filters, s):
    table = list(zip(filters, (1, f, 1), (s, 1, 1), ("relu", "relu", "linear"), strict=True))
    for n_C, size, stride, activation in table:
        X = keras.layers.Activation(activation)(conv_norm(X, n_C, size, stride))
    return X


def identity_block(X, f, filters):
    return keras.layers.Activation("relu")(X + main_path(X, f, filters, 1))


def convolutional_block(X, f, filters, s=2):
    return keras.layers.Activation("relu")(conv_norm(X, filters[2], 1, s) + main_path(X, f, filters, s))


def stage(X, n_C, blocks, s):
    X = convolutional_block(X, 3, (n_C, n_C, 4 * n_C), s)
    for _ in range(1, blocks):
        X = identity_block(X, 3, (n_C, n_C, 4 * n_C))
    return X


def resnet50(input_shape=(64, 64, 3), classes=6):
    X_input = keras.Input(input_shape)
    X = keras.layers.ZeroPadding2D((3, 3))(X_input)
    X = keras.layers.Conv2D(64, (7, 7), strides=(2, 2), name="conv1")(X)
    X = keras.layers.Activation("relu")(keras.layers.BatchNormalization(axis=3, name="bn1")(X))
    X = keras.layers.ZeroPadding2D((1, 1))(X)
    X = keras.layers.MaxPooling2D((3, 3), strides=(2, 2))(X)
    for n_C, blocks, s in ((64, 3, 1), (128, 4, 2), (256, 6, 2), (512, 3, 2)):
        X = stage(X, n_C, blocks, s)
    X = keras.layers.GlobalAveragePooling2D()(X)
    X = keras.layers.Dense(classes, activation="softmax", name="names")(X)
    return keras.Model(inputs=X_input, outputs=X, name="ResNet50")


def bottleneck_cost(n, n_C, filters, f=3):
    channels = (n_C, *filters)
    sizes = (1, f, 1)
    bottleneck = sum(n**2 * size**2 * channels[k] * channels[k + 1] for k, size in enumerate(sizes))
    return bottleneck, 2 * (n * f * n_C) ** 2


def shortcut_gradient(dA_out, A, W1, b1, W2, b2):
    Z1 = np.einsum("hn,nm->hm", W1, A) + b1
    total = np.einsum("nh,hm->nm", W2, np.where(Z1 > 0, Z1, 0)) + b2 + A
    arriving = np.where(total > 0, dA_out, 0)
    return arriving + np.einsum("nh,hk,nm,hm->km", W2, W1, arriving, (Z1 > 0).astype(float))


def receptive_field(layers):
    if not layers:
        return 1
    (f, s), rest = layers[0], layers[1:]
    return (receptive_field(rest) - 1) * s + f
