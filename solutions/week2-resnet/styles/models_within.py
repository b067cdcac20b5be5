"""The main path as a keras.Sequential, stages as models of their own; gradients by loops over the examples."""

import keras
import numpy as np
from keras import layers


def path(f, filters, s):
    F1, F2, F3 = filters
    return keras.Sequential(
        [
            layers.Conv2D(F1, 1, strides=s, kernel_initializer="glorot_uniform"),
            layers.BatchNormalization(axis=3, momentum=0.9, epsilon=1e-5),
            layers.ReLU(),
            layers.Conv2D(F2, f, padding="same", bias_initializer="ones"),
            layers.BatchNormalization(axis=3, momentum=0.9, epsilon=1e-5),
            layers.ReLU(),
            layers.Conv2D(F3, (1, 1), padding="valid"),
            layers.BatchNormalization(axis=3, momentum=0.9, epsilon=1e-5),
        ]
    )


def identity_block(X, f, filters):
    return layers.ReLU()(layers.add([path(f, filters, 1)(X), X]))


def convolutional_block(X, f, filters, s=2):
    shortcut = keras.Sequential(
        [layers.Conv2D(filters[-1], 1, strides=s), layers.BatchNormalization(axis=-1)]
    )
    return layers.ReLU()(layers.add([shortcut(X), path(f, filters, s)(X)]))


def resnet50(input_shape=(64, 64, 3), classes=6):
    def stage(shape, filters, blocks, s):
        inside = keras.Input(shape)
        X = convolutional_block(inside, 3, filters, s=s)
        for _ in range(blocks - 1):
            X = identity_block(X, 3, filters)
        return keras.Model(inside, X)

    beginning = keras.Sequential(
        [
            layers.ZeroPadding2D(((3, 3), (3, 3))),
            layers.Conv2D(64, 7, 2),
            layers.BatchNormalization(),
            layers.ReLU(),
            layers.ZeroPadding2D(),
            layers.MaxPool2D(3, 2),
        ]
    )
    end = keras.Sequential([layers.GlobalAvgPool2D(), layers.Dense(classes), layers.Softmax()])
    inputs = layers.Input(shape=input_shape)
    X = beginning(inputs)
    for k, blocks in enumerate([3, 4, 6, 3]):
        filters = [64 * 2**k, 64 * 2**k, 256 * 2**k]
        X = stage(X.shape[1:], filters, blocks, 2 if k else 1)(X)
    return keras.models.Model(inputs, end(X))


def bottleneck_cost(n, n_C, filters, f=3):
    def products(n_C_prev, size, n_C_next):
        return n * n * size * size * n_C_prev * n_C_next

    F1, F2, F3 = filters
    return [products(n_C, 1, F1) + products(F1, f, F2) + products(F2, 1, F3), 2 * products(n_C, f, n_C)]


def shortcut_gradient(dA_out, A, W1, b1, W2, b2):
    dA = np.zeros(A.shape)
    for j in range(A.shape[1]):
        a, g = A[:, j], dA_out[:, j].copy()
        z1 = W1.dot(a) + b1[:, 0]
        z2 = W2.dot(z1.clip(min=0)) + b2[:, 0] + a
        g[z2 <= 0] = 0
        inner = W2.T.dot(g)
        inner[z1 <= 0] = 0
        dA[:, j] = g + W1.T.dot(inner)
    return dA


def receptive_field(layers):
    left, right = 0, 0
    for f, s in reversed(layers):
        left, right = left * s, right * s + f - 1
    return right - left + 1
