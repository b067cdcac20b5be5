"""A head on the tensors of the base itself, layers in loops, and layers thawed one by one."""

import keras
import numpy as np


def depthwise_separable_cost(n_H, n_W, n_C_prev, n_C, f):
    filters = np.array([[f, f, n_C_prev, n_C], [f, f, n_C_prev, 1], [1, 1, n_C_prev, n_C]])
    return filters.prod(axis=1) * n_H * n_W


def relu6(tensor):
    return keras.layers.ReLU(max_value=6.0)(tensor)


def batch_norm(tensor):
    return keras.layers.BatchNormalization()(tensor)


def depthwise_separable_block(X, filters, s=1):
    steps = (
        keras.layers.DepthwiseConv2D((3, 3), strides=s, padding="SAME", use_bias=False, depth_multiplier=1),
        keras.layers.Conv2D(filters=filters, kernel_size=1, use_bias=False, kernel_initializer="he_normal"),
    )
    for convolution in steps:
        X = relu6(batch_norm(convolution(X)))
    return X


def inverted_residual_block(X, filters, expansion, s=1):
    shortcut, inside = X, expansion * X.shape[-1]
    if inside != X.shape[-1]:
        X = relu6(batch_norm(keras.layers.Conv2D(inside, 1, use_bias=False)(X)))
    X = keras.layers.DepthwiseConv2D(3, strides=s, padding="same", use_bias=False)(X)
    X = keras.layers.Conv2D(filters, 1, use_bias=False)(relu6(batch_norm(X)))
    X = batch_norm(X)
    if s != 1 or shortcut.shape[-1] != filters:
        return X
    return keras.ops.add(X, shortcut)


def data_augmenter():
    pictures = keras.Input((None, None, 3))
    turned = keras.layers.RandomRotation([-0.1, 0.1], fill_mode="wrap")
    return keras.Sequential([pictures, keras.layers.RandomFlip("horizontal"), turned])


def transfer_model(base, classes, dropout=0.2):
    base.trainable = False
    means = keras.layers.GlobalAveragePooling2D()(base.output)
    answers = keras.layers.Dense(classes, "softmax")(keras.layers.Dropout(dropout)(means))
    model = keras.Model(base.input, answers)
    model.compile(
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=False),
        optimizer=keras.optimizers.Adam(),
        metrics=[keras.metrics.SparseCategoricalAccuracy()],
    )
    return model


def fine_tune(model, base, first, learning_rate=1e-5):
    base.trainable = False
    for layer in base.layers[first:]:
        if hasattr(layer, "moving_mean"):
            continue
        layer.trainable = True
    model.compile(
        optimizer=keras.optimizers.Adam(learning_rate),
        loss=model.loss,
        metrics=[keras.metrics.SparseCategoricalAccuracy(name="accuracy")],
    )
    return model
