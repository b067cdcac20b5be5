"""Unusual: losses of Keras, one product a pair of channels, an expanded square, slices in a loop, a traced gradient."""

import itertools

import keras
import numpy as np
import tensorflow as tf


def compute_content_cost(a_C, a_G):
    return 0.25 * tf.reduce_mean(keras.losses.MeanSquaredError(reduction=None)(a_C, a_G))


def gram_matrix(A):
    """Channel by channel, row by row."""
    rows = tf.unstack(A)
    return tf.stack([tf.stack([tf.reduce_sum(one * other) for other in rows]) for one in rows])


def compute_layer_style_cost(a_S, a_G):
    """The squared distance of two Gram matrices in float64, from products of places: |S|^2 - 2 S·G + |G|^2."""
    n_C = a_S.shape[-1]
    S, G = (tf.cast(tf.reshape(a, (-1, n_C)), tf.float64) for a in (a_S, a_G))

    def together(first, second):
        return tf.reduce_sum(tf.square(tf.matmul(first, second, transpose_b=True)))

    squares = together(S, S) - 2 * together(S, G) + together(G, G)
    return tf.cast(squares / (2.0 * S.shape[0] * n_C) ** 2, tf.float32)


def compute_style_cost(style_activations, generated_activations, weights):
    """The first layer's cost, and that of the others."""
    if not len(weights):
        return tf.constant(0.0)
    (a_S, *styles), (a_G, *others), (weight, *rest) = style_activations, generated_activations, weights
    return weight * compute_layer_style_cost(a_S, a_G) + compute_style_cost(styles, others, rest)


def total_cost(J_content, J_style, alpha=10, beta=40):
    return tf.reshape(beta * J_style + alpha * J_content, (1,))


def total_variation(image):
    rows, columns = tf.unstack(image, axis=1), tf.unstack(image, axis=2)
    total = tf.reduce_sum(tf.zeros_like(image))
    for lines in (rows, columns):
        for line, after in itertools.pairwise(lines):
            total += tf.reduce_sum(tf.where(after > line, after - line, line - after))
    return total / np.prod(image.shape)


def train_step(image, optimizer, cost):
    """The gradient in a function that is traced; the step and the clipping outside it."""

    @tf.function
    def slopes():
        with tf.GradientTape() as tape:
            J = cost(image)
        return J, tape.gradient(J, image)

    J, gradient = slopes()
    optimizer.apply([gradient], [image])
    image.assign(tf.minimum(tf.maximum(image, 0.0), 1.0))
    return tf.reshape(J, (1, 1))
