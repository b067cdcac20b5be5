"""keras.ops in place of layers, blocks that share one function, a network from a generator; matrices by example."""

import functools

import keras
import numpy as np


def through(X, *steps):
    return functools.reduce(lambda tensor, step: step(tensor), steps, X)


def norm():
    return keras.layers.BatchNormalization(axis=[3][0], epsilon=1e-4, momentum=0.95)


def bottleneck(X, f, filters, s, shortcut):
    F1, F2, F3 = filters
    residual = through(
        X,
        keras.layers.Conv2D(F1, 1, strides=s, padding="same"),
        norm(),
        keras.ops.relu,
        keras.layers.Conv2D(F2, kernel_size=f, padding="same"),
        norm(),
        keras.ops.relu,
        keras.layers.Conv2D(F3, 1),
        norm(),
    )
    return keras.ops.relu(keras.ops.add(residual, shortcut))


def identity_block(X, f, filters):
    return bottleneck(X, f, filters, 1, X)


def convolutional_block(X, f, filters, s=2):
    return bottleneck(X, f, filters, s, through(X, keras.layers.Conv2D(filters[2], 1, strides=s), norm()))


def resnet50(input_shape=(64, 64, 3), classes=6):
    def blocks():
        for k, count in enumerate((3, 4, 6, 3)):
            filters = (64 << k, 64 << k, 256 << k)
            yield functools.partial(convolutional_block, f=3, filters=filters, s=1 + (k > 0))
            yield from [functools.partial(identity_block, f=3, filters=filters)] * (count - 1)

    inputs = keras.Input(shape=input_shape, name="picture")
    X = through(
        inputs,
        keras.layers.ZeroPadding2D(padding=3),
        keras.layers.Conv2D(64, 7, strides=2, padding="valid"),
        norm(),
        keras.ops.relu,
        keras.layers.ZeroPadding2D(padding=1),
        keras.layers.MaxPooling2D(pool_size=3, strides=2, padding="valid"),
        *blocks(),
        keras.layers.GlobalAveragePooling2D(),
        keras.layers.Dense(classes),
    )
    return keras.Model(inputs, keras.ops.softmax(X))


def bottleneck_cost(n, n_C, filters, f=3):
    kernels = [(1, 1, n_C, filters[0]), (f, f, filters[0], filters[1]), (1, 1, filters[1], filters[2])]
    plain = [(f, f, n_C, n_C)] * 2
    return tuple(int(sum(np.prod(shape) for shape in shapes)) * n * n for shapes in (kernels, plain))


def shortcut_gradient(dA_out, A, W1, b1, W2, b2):
    A1 = np.maximum(W1 @ A + b1, 0)
    A_out = np.maximum(W2 @ A1 + b2 + A, 0)
    gradient = np.empty_like(A)
    for j in range(A.shape[1]):
        D1, D2 = np.diag(np.sign(A1[:, j])), np.diag(np.sign(A_out[:, j]))
        jacobian = D2 @ (W2 @ D1 @ W1 + np.eye(len(A)))
        gradient[:, j] = jacobian.T @ dA_out[:, j]
    return gradient


def receptive_field(layers):
    strides = [s for _, s in layers]
    return 1 + sum((f - 1) * int(np.prod(strides[:k])) for k, (f, _) in enumerate(layers))
