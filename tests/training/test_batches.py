"""What the loop reads is what the recipe's epoch holds, batch by batch, whatever kind of source it is."""

import keras
import numpy as np
import pytest
import tensorflow as tf

from cnn_helpers.training.batches import untuned

VALUES = np.arange(22, dtype=np.float32).reshape(11, 2)
LABELS = np.arange(11, dtype=np.int32)


class Pairs(keras.utils.PyDataset):
    def __len__(self):
        return 3

    def __getitem__(self, k):
        return VALUES[4 * k : 4 * k + 4], LABELS[4 * k : 4 * k + 4]


@pytest.mark.parametrize(
    "make", [Pairs, lambda: tf.data.Dataset.from_tensor_slices((VALUES, LABELS)).batch(4)]
)
def test_batches_keep_their_order_kinds_and_count_and_are_not_tuned(make):
    dataset = untuned(make())
    assert len(dataset) == 3 and dataset.options().autotune.enabled is False
    for _ in range(2):
        values, labels = zip(*dataset.as_numpy_iterator(), strict=True)
        assert [len(some) for some in labels] == [4, 4, 3], "the last batch is a short one"
        assert values[0].dtype == np.float32 and labels[0].dtype == np.int32
        np.testing.assert_array_equal(np.concatenate(values), VALUES)
        np.testing.assert_array_equal(np.concatenate(labels), LABELS)


def test_a_training_is_the_same_to_the_last_bit():
    def trained(wrap):
        keras.utils.set_random_seed(0)
        model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(3), keras.layers.Dense(1)])
        model.compile("adam", "mse", jit_compile=False)
        history = model.fit(wrap(Pairs()), shuffle=False, verbose=0).history
        return history["loss"], model.get_weights()

    (loss, weights), (again, others) = trained(lambda pairs: pairs), trained(untuned)
    assert loss == again
    for one, other in zip(weights, others, strict=True):
        np.testing.assert_array_equal(one, other)
