"""Operations of Keras and TensorFlow: every answer is a tensor, and what may be sorted is sorted once."""

import keras
import numpy as np
import tensorflow as tf
from keras import ops


def triplet_loss(y_true, y_pred, alpha=0.2):
    first, second, third = ops.unstack(ops.stack(y_pred), axis=0)
    gaps = ops.einsum("md,md->m", first - second, first - second) - ops.sum((first - third) ** 2, axis=-1)
    return ops.sum(ops.relu(gaps + alpha))


def semi_hard_negatives(d_ap, d_an, alpha=0.2):
    excess = tf.subtract(tf.constant(d_an), d_ap)
    return tf.logical_and(tf.greater(excess, 0), tf.less(excess, alpha))


def contrastive_loss(same, distances, margin=1.0):
    lacking = tf.nn.relu(margin - distances)
    return tf.math.divide(
        tf.reduce_sum(tf.where(same > 0.5, distances**2, lacking**2)), tf.cast(tf.size(same), tf.float32)
    )


def vector_of(image, model):
    """The embedding of one picture, of length 1."""
    return tf.math.l2_normalize(tf.convert_to_tensor(model(image[tf.newaxis])), axis=-1)[0]


def verify(image, identity, database, model, threshold=0.7):
    distance = tf.norm(vector_of(image, model) - database[identity])
    return distance, distance < threshold


def who_is_it(image, database, model, threshold=0.7):
    known = tf.stack(list(database.values()))
    distances = tf.norm(known - vector_of(image, model), axis=1)
    place = int(tf.argmin(distances))
    name = np.array(list(database))[place] if distances[place] < threshold else None
    return [distances[place], name]


def false_accepts(e, K):
    return tf.constant([-np.expm1(K * np.log1p(-e))])


def best_threshold(distances, same, false_accept):
    order = tf.argsort(distances)
    strangers = 1 - tf.cast(tf.gather(same, order), tf.int32)
    below = tf.cumsum(strangers, exclusive=True)
    kept = tf.boolean_mask(tf.gather(distances, order), below / tf.reduce_sum(strangers) <= false_accept)
    return keras.ops.max(kept)
