"""Activations as operations, sums with +, dictionaries of settings, and layers frozen one by one."""

import keras


def depthwise_separable_cost(n_H, n_W, n_C_prev, n_C, f):
    pointwise = n_H * n_W * n_C * n_C_prev
    depthwise = n_H * n_W * n_C_prev * f**2
    return [pointwise * f**2, depthwise, pointwise]


def depthwise_separable_block(X, filters, s=1):
    same = dict(padding="same", use_bias=False)
    tensor = keras.layers.DepthwiseConv2D(kernel_size=(3, 3), strides=(s, s), **same)(X)
    tensor = keras.ops.relu6(keras.layers.BatchNormalization(axis=3)(tensor))
    tensor = keras.layers.Conv2D(filters, (1, 1), strides=1, **same)(tensor)
    return keras.ops.relu6(keras.layers.BatchNormalization(axis=-1)(tensor))


def inverted_residual_block(X, filters, expansion, s=1):
    same = dict(padding="same", use_bias=False)
    channels = X.shape[3]
    tensor = X
    if expansion > 1:
        tensor = keras.layers.Conv2D(channels * expansion, (1, 1), **same)(tensor)
        tensor = keras.ops.relu6(keras.layers.BatchNormalization()(tensor))
    tensor = keras.layers.DepthwiseConv2D((3, 3), (s, s), **same)(tensor)
    tensor = keras.ops.relu6(keras.layers.BatchNormalization()(tensor))
    tensor = keras.layers.BatchNormalization()(keras.layers.Conv2D(filters, 1, **same)(tensor))
    fits = s == 1 and channels == filters
    return X + tensor if fits else tensor


def data_augmenter():
    model = keras.Sequential()
    model.add(keras.layers.RandomRotation(factor=(-0.1, 0.1), fill_mode="nearest"))
    model.add(keras.layers.RandomFlip(mode="horizontal", seed=3))
    return model


def transfer_model(base, classes, dropout=0.2):
    for layer in base.layers:
        layer.trainable = False
    head = [keras.layers.GlobalAveragePooling2D(), keras.layers.Dropout(dropout)]
    model = keras.Sequential([base, *head, keras.layers.Dense(classes, activation="softmax")])
    model.compile("adam", keras.losses.SparseCategoricalCrossentropy(), metrics=["acc"])
    return model


def fine_tune(model, base, first, learning_rate=1e-5):
    base.trainable = True
    for layer in base.layers[:first]:
        layer.trainable = False
    for layer in base.layers[first:]:
        layer.trainable = not layer.__class__.__name__.startswith("BatchNorm")
    loss = keras.losses.SparseCategoricalCrossentropy()
    model.compile(keras.optimizers.Adam(learning_rate=learning_rate), loss, metrics=["accuracy"])
    return model
