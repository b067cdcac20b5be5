"""keras.ops throughout: flat maps, einsum, a loop over axes; `optimizer.apply` and a clipped NumPy array."""

import keras
import numpy as np
import tensorflow as tf

ops = keras.ops


def compute_content_cost(a_C, a_G):
    return ops.mean(ops.square(a_G - a_C)) / 4


def gram_matrix(A):
    return ops.einsum("ip,jp->ij", A, A)


def compute_layer_style_cost(a_S, a_G):
    size = float(np.prod(a_S.shape))
    grams = [gram_matrix(ops.transpose(ops.reshape(a, (-1, a.shape[-1])))) for a in (a_S, a_G)]
    return ops.sum((grams[0] - grams[1]) ** 2) / (2 * size) ** 2


def compute_style_cost(style_activations, generated_activations, weights):
    costs = map(compute_layer_style_cost, style_activations, generated_activations)
    return sum(weight * J for weight, J in zip(weights, costs, strict=True))


def total_cost(J_content, J_style, alpha=10, beta=40):
    return ops.dot(ops.stack([J_content, J_style]), ops.convert_to_tensor([alpha, beta], dtype="float32"))


def total_variation(image):
    total = 0.0
    for axis in (1, 2):
        total += ops.sum(ops.abs(ops.diff(image, axis=axis)))
    return total / ops.cast(ops.size(image), "float32")


def train_step(image, optimizer, cost):
    with tf.GradientTape() as tape:
        before = cost(image)
    optimizer.apply([tape.gradient(before, image)], [image])
    image.assign(np.clip(image.numpy(), 0, 1))
    return float(before)
