"""Augmentation while training: workers prepare the next batch while the network learns from this one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

from cnn_helpers.checks import whole_number

if TYPE_CHECKING:
    import keras
    import tensorflow as tf


def training_pipeline(
    images: ArrayLike,
    labels: ArrayLike,
    change: keras.layers.Layer,
    batch_size: int = 32,
    seed: int = 0,
    parallel: bool = True,
    prefetch: bool = True,
) -> tf.data.Dataset:
    """Return a tf.data.Dataset of (images, labels) batches, shuffled and changed anew in every epoch.

    images: (m, H, W, C); labels: (m, ...); change: a Keras layer or model such as `keras_augmentation()`,
    called with training=True; parallel: several batches are changed at once; prefetch: batches are prepared
    before they are asked for. The last batch may be smaller. Raises ValueError when the numbers of images
    and labels differ or are 0.
    """
    import tensorflow as tf

    batch_size = whole_number("batch_size", batch_size, least=1)
    images, labels = np.asarray(images), np.asarray(labels)
    if images.ndim != 4 or len(images) != len(labels) or len(images) == 0:
        raise ValueError(
            f"images have shape {images.shape} and labels {labels.shape}; (m, H, W, C) and m labels are needed"
        )
    data = tf.data.Dataset.from_tensor_slices((images, labels))
    data = data.shuffle(len(images), seed=seed, reshuffle_each_iteration=True).batch(batch_size)
    calls = tf.data.AUTOTUNE if parallel else None
    data = data.map(lambda x, y: (change(x, training=True), y), num_parallel_calls=calls)
    return data.prefetch(tf.data.AUTOTUNE) if prefetch else data
