"""TensorFlow in other words: tensordot, Gram matrices without a reshape, convolutions for differences, zip."""

import numpy as np
import tensorflow as tf


def compute_content_cost(a_C, a_G):
    gap = tf.reshape(a_C - a_G, [-1])
    return tf.tensordot(gap, gap, 1) / tf.cast(4 * tf.size(gap), tf.float32)


def gram_matrix(A):
    return tf.tensordot(A, A, axes=[[1], [1]])


def compute_layer_style_cost(a_S, a_G):
    size = tf.cast(tf.size(a_G), tf.float32)
    both = tf.stack([a_S[0], a_G[0]])
    grams = tf.einsum("bhwk,bhwl->bkl", both, both) / size
    return tf.nn.l2_loss(grams[0] - grams[1]) / 2


def compute_style_cost(style_activations, generated_activations, weights):
    costs = [
        compute_layer_style_cost(*pair) for pair in zip(style_activations, generated_activations, strict=True)
    ]
    return tf.tensordot(tf.constant(weights, tf.float32), tf.stack(costs), 1)


def total_cost(J_content, J_style, alpha=10, beta=40):
    return tf.add_n([alpha * J_content, beta * J_style])


def differences(image, filters):
    """Each channel of the image (n_C, n_H, n_W, 1) convolved with a filter of two numbers."""
    kernel = tf.reshape(tf.constant([1.0, -1.0]), filters)
    channels = tf.transpose(image, (3, 1, 2, 0))
    return tf.reduce_sum(tf.abs(tf.nn.conv2d(channels, kernel, 1, "VALID")))


def total_variation(image):
    _, n_H, n_W, n_C = image.shape
    total = tf.zeros([1, 1])
    if n_W > 1:
        total += differences(image, (1, 2, 1, 1))
    if n_H > 1:
        total += differences(image, (2, 1, 1, 1))
    return total / (n_H * n_W * n_C)


def train_step(image, optimizer, cost):
    with tf.GradientTape(watch_accessed_variables=False) as tape:
        tape.watch(image)
        J = cost(tf.convert_to_tensor(image))
    gradients = tape.gradient(J, [image])
    optimizer.apply_gradients(zip(gradients, [image], strict=True))
    image.assign(tf.nn.relu(1.0 - tf.nn.relu(1.0 - image)))
    return np.array([J])
