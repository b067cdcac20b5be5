"""Blocks from small helpers, the network in two loops; TensorFlow for scores; one strided slice a filter weight."""

import keras
import numpy as np
import tensorflow as tf


def transposed_conv(x, w, stride, pad, output_pad=0):
    n, f = len(x), len(w)
    side, reach = (n - 1) * stride + f, (n - 1) * stride + 1
    canvas = np.zeros((side, side), dtype=x.dtype)
    for u, v in np.ndindex(f, f):
        canvas[u : u + reach : stride, v : v + reach : stride] += w[u, v] * x
    return canvas[pad : side - (pad - output_pad), pad : side - (pad - output_pad)]


def conv_relu(tensor, filters):
    convolution = keras.layers.Conv2D(
        filters=filters,
        kernel_size=(3, 3),
        padding="same",
        kernel_initializer=keras.initializers.HeNormal(seed=1),
        bias_initializer="ones",
    )
    return keras.layers.Activation("relu")(convolution(tensor))


def conv_block(inputs, n_filters=32, dropout_prob=0, max_pooling=True):
    skip = conv_relu(conv_relu(inputs, n_filters), n_filters)
    skip = keras.layers.Dropout(rate=dropout_prob, seed=2)(skip)
    if not max_pooling:
        return skip, skip
    return keras.layers.MaxPool2D(pool_size=(2, 2), strides=2)(skip), skip


def upsampling_block(expansive_input, contractive_input, n_filters=32):
    larger = keras.layers.Conv2DTranspose(n_filters, (3, 3), (2, 2), "same", kernel_initializer="he_normal")(
        expansive_input
    )
    tensor = keras.layers.concatenate([larger, contractive_input], axis=-1)
    for _ in range(2):
        tensor = conv_relu(tensor, n_filters)
    return tensor


def unet_model(input_size=(96, 128, 3), n_filters=32, n_classes=23):
    pictures = tensor = keras.Input(shape=input_size)
    skips = []
    for level in range(5):
        rate = 0.3 if level > 2 else 0
        tensor, skip = conv_block(tensor, n_filters << level, rate, max_pooling=level < 4)
        skips.append(skip)
    for level in (3, 2, 1, 0):
        tensor = upsampling_block(tensor, skips[level], n_filters << level)
    tensor = conv_relu(tensor, n_filters)
    logits = keras.layers.Conv2D(n_classes, (1, 1), padding="same", kernel_initializer="he_normal")(tensor)
    return keras.Model(inputs=pictures, outputs=logits, name="U")


def mean_iou(y_true, y_pred, n_classes):
    matrix = tf.math.confusion_matrix(
        tf.reshape(y_true, [-1]), tf.reshape(y_pred, [-1]), n_classes, dtype=tf.float32
    )
    both = tf.linalg.diag_part(matrix)
    either = tf.reduce_sum(matrix, axis=0) + tf.reduce_sum(matrix, axis=1) - both
    return tf.reduce_mean(tf.boolean_mask(both / either, either > 0))


def dice_loss(y_true, logits, smooth=1.0):
    n_classes = logits.shape[-1]
    p = tf.reshape(tf.nn.softmax(logits, axis=-1), (-1, n_classes))
    losses = []
    for c in range(n_classes):
        truth = tf.cast(tf.reshape(tf.equal(y_true, c), [-1]), p.dtype)
        twice = 2.0 * tf.tensordot(truth, p[:, c], 1)
        losses.append(1.0 - (twice + smooth) / (tf.reduce_sum(p[:, c] + truth) + smooth))
    return tf.add_n(losses) / n_classes
