"""Models within models: each convolution with its batch normalisation is a Sequential, and the head is one too."""

import keras
from keras import layers


def normalised(convolution, limited=True):
    last = [layers.Activation("relu6")] if limited else []
    return keras.Sequential([convolution, layers.BatchNormalization(), *last])


def depthwise_separable_cost(n_H, n_W, n_C_prev, n_C, f):
    weights = f * f * n_C_prev * n_C, f * f * n_C_prev, n_C_prev * n_C
    return tuple(n_H * n_W * count for count in weights)


def depthwise_separable_block(X, filters, s=1):
    look = normalised(layers.DepthwiseConv2D(3, s, "same", use_bias=False))
    mix = normalised(layers.Conv2D(filters, 1, use_bias=False))
    return mix(look(X))


def inverted_residual_block(X, filters, expansion, s=1):
    n_C = int(X.shape[-1])
    parts = [normalised(layers.Conv2D(expansion * n_C, 1, use_bias=False))] if expansion != 1 else []
    parts.append(normalised(layers.DepthwiseConv2D(3, s, "same", use_bias=False)))
    parts.append(normalised(layers.Conv2D(filters, 1, padding="same", use_bias=False), limited=False))
    Y = X
    for part in parts:
        Y = part(Y)
    if Y.shape == X.shape:
        return layers.add([X, Y])
    return Y


def data_augmenter():
    flip = keras.Sequential([layers.RandomFlip("horizontal")])
    return keras.Sequential([flip, layers.RandomRotation(0.1, fill_mode="constant", seed=1)])


def transfer_model(base, classes, dropout=0.2):
    base.trainable = False
    head = keras.Sequential([layers.Dropout(dropout), layers.Dense(classes), layers.Softmax()])
    pictures = keras.Input(base.inputs[0].shape[1:])
    model = keras.Model(pictures, head(layers.GlobalAveragePooling2D()(base(pictures))))
    adam = keras.optimizers.get({"class_name": "adam", "config": {"learning_rate": 1e-3}})
    model.compile(adam, "sparse_categorical_crossentropy", metrics=["sparse_categorical_accuracy"])
    return model


def fine_tune(model, base, first, learning_rate=1e-5):
    optimizer = keras.optimizers.Adam(learning_rate)
    model.compile(optimizer, "sparse_categorical_crossentropy", metrics=["accuracy"])
    for place in range(first, len(base.layers)):
        if not isinstance(base.layers[place], layers.BatchNormalization):
            base.layers[place].trainable = True
    return model
