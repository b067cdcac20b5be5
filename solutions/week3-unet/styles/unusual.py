"""Unusual: each number of the output by itself, keras.ops in place of layers, recursion, Keras's own metric, a list."""

import functools

import keras
import tensorflow as tf


def transposed_conv(x, w, stride, pad, output_pad=0):
    """For each place of the output, the stamps that reach it."""
    n, f = len(x), len(w)
    size = (n - 1) * stride + f - 2 * pad + output_pad
    answer = [[0.0] * size for _ in range(size)]
    for row in range(size):
        for column in range(size):
            total = 0.0
            for i in range(n):
                u = row + pad - i * stride
                if not 0 <= u < f:
                    continue
                for j in range(n):
                    v = column + pad - j * stride
                    if 0 <= v < f:
                        total += float(x[i, j]) * float(w[u, v])
            answer[row][column] = total
    return answer


def through(tensor, *steps):
    return functools.reduce(lambda given, step: step(given), steps, tensor)


def conv(n_filters):
    return keras.layers.Conv2D(
        n_filters, 3, padding="same", kernel_initializer=keras.initializers.he_normal()
    )


def conv_block(inputs, n_filters=32, dropout_prob=0, max_pooling=True):
    steps = [conv(n_filters), keras.ops.relu, conv(n_filters), keras.ops.relu]
    steps += [keras.layers.Dropout(dropout_prob)] * (dropout_prob > 0)
    skip_connection = through(inputs, *steps)
    pool = keras.layers.MaxPooling2D(2) if max_pooling else keras.layers.Activation("linear")
    return pool(skip_connection), skip_connection


def upsampling_block(expansive_input, contractive_input, n_filters=32):
    grow = keras.layers.Conv2DTranspose(n_filters, kernel_size=3, strides=(2, 2), padding="same")
    merged = keras.ops.concatenate([grow(expansive_input), contractive_input], axis=3)
    return through(merged, conv(n_filters), keras.layers.ReLU(), conv(n_filters), keras.layers.ReLU())


def unet_model(input_size=(96, 128, 3), n_filters=32, n_classes=23):
    def around(tensor, level):
        """What a level gives on the way up, for what comes to it on the way down."""
        filters = n_filters * 2**level
        if level == 4:
            return conv_block(tensor, filters, 0.3, False)[1]
        below, skip = conv_block(tensor, filters, 0.3 * (level == 3))
        return upsampling_block(around(below, level + 1), skip, filters)

    pictures = keras.layers.Input(input_size)
    features = keras.ops.relu(conv(n_filters)(around(pictures, 0)))
    logits = keras.layers.Activation("linear")(keras.layers.Conv2D(n_classes, 1, strides=1)(features))
    return keras.models.Model([pictures], [logits])


def mean_iou(y_true, y_pred, n_classes):
    metric = keras.metrics.MeanIoU(num_classes=n_classes)
    metric.update_state(y_true, y_pred)
    return metric.result()


def dice_loss(y_true, logits, smooth=1.0):
    shares = tf.exp(logits - tf.reduce_logsumexp(logits, axis=-1, keepdims=True))
    found = tf.reduce_sum(shares, axis=[0, 1, 2])
    n_classes = tf.shape(logits)[-1]
    own = tf.gather(shares, y_true, batch_dims=3)
    overlap = tf.math.unsorted_segment_sum(tf.reshape(own, [-1]), tf.reshape(y_true, [-1]), n_classes)
    count = tf.math.unsorted_segment_sum(tf.ones([tf.size(y_true)]), tf.reshape(y_true, [-1]), n_classes)
    return tf.reduce_mean((found + count - 2 * overlap) / (found + count + smooth))
