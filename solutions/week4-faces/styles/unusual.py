"""Unusual: distances by dot products, loops over single numbers, one function that calls another, bisection."""

import bisect
import itertools
import math

import numpy as np
import tensorflow as tf


def triplet_loss(y_true, y_pred, alpha=0.2):
    vectors = tf.stack(y_pred, axis=1)  # (m, 3, d)
    products = tf.matmul(vectors, vectors, transpose_b=True)
    lengths = tf.linalg.diag_part(products)
    squared = lengths[:, :, None] - 2 * products + lengths[:, None, :]
    costs = [tf.math.maximum(one[0, 1] - one[0, 2] + alpha, 0.0) for one in tf.unstack(squared)]
    return tf.reshape(tf.add_n(costs), (1, 1))


def semi_hard_negatives(d_ap, d_an, alpha=0.2):
    near, far = np.broadcast_arrays(d_ap, d_an)
    mask = np.zeros(near.shape, int)
    for place in np.ndindex(near.shape):
        if near[place] < far[place]:
            mask[place] = not far[place] - near[place] >= alpha
    return mask.tolist()


def contrastive_loss(same, distances, margin=1.0):
    kinds = tf.dynamic_partition(distances, tf.cast(same, tf.int32), 2)
    lacking = tf.minimum(kinds[0], margin) - margin
    return (tf.tensordot(kinds[1], kinds[1], 1) + tf.tensordot(lacking, lacking, 1)) / len(distances)


def verify(image, identity, database, model, threshold=0.7):
    numbers = [float(number) for number in model(np.stack([image])).numpy()[0]]
    length = math.hypot(*numbers)
    cosine = math.fsum(
        number / length * known for number, known in zip(numbers, database[identity].tolist(), strict=True)
    )
    distance = math.sqrt(max(2 - 2 * cosine, 0))
    return [distance, int(distance < threshold)]


def who_is_it(image, database, model, threshold=0.7):
    answers = sorted((verify(image, name, database, model, threshold), name) for name in database)
    (distance, same), name = answers[0]
    return distance, name if same else None


def false_accepts(e, K):
    return sum(
        e * right for right in itertools.accumulate([1 - e] * (K - 1), lambda a, b: a * b, initial=1.0)
    )


def best_threshold(distances, same, false_accept):
    strangers = sorted(
        d for d, one_person in zip(distances.tolist(), same.tolist(), strict=True) if not one_person
    )
    for threshold in sorted(distances.tolist(), reverse=True):
        if bisect.bisect_left(strangers, threshold) <= false_accept * len(strangers):
            return np.array([[threshold]])
