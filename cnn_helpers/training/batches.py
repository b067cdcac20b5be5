"""An epoch's batches as TensorFlow reads them, without the tuning that can hold a training up."""

import keras
import tensorflow as tf


def untuned(epoch: keras.utils.PyDataset | tf.data.Dataset) -> tf.data.Dataset:
    """Return a tf.data.Dataset of the same batches, in the same order, that does not tune itself.

    epoch: a keras.utils.PyDataset, or a tf.data.Dataset. TensorFlow's tuning sleeps 10 ms, then twice as long each
    time, up to a minute; when the batches end during such a sleep, an epoch may have to wait for it: of the
    detector's ten epochs of 44 to 50 s, four took 81.96 s.
    """
    dataset = epoch
    if isinstance(epoch, keras.utils.PyDataset):
        signature = tuple(tf.TensorSpec((None, *array.shape[1:]), array.dtype) for array in epoch[0])
        dataset = tf.data.Dataset.from_generator(
            lambda: (epoch[k] for k in range(len(epoch))), output_signature=signature
        )
        dataset = dataset.apply(tf.data.experimental.assert_cardinality(len(epoch))).prefetch(2)
    options = tf.data.Options()
    options.autotune.enabled = False
    return dataset.with_options(options)
