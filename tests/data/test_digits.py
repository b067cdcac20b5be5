"""The digits: real, split without overlap, and normalised by the training part only."""

import numpy as np
import pytest
from sklearn.datasets import load_digits

from cnn_helpers.data import digits


@pytest.mark.parametrize(("test_size", "dev_size"), [(360, 0), (360, 200), (100, 10)])
def test_the_parts_are_the_whole_set_without_overlap(test_size, dev_size):
    data = digits(seed=5, test_size=test_size, dev_size=dev_size)
    assert len(data.X_test) == test_size and len(data.X_dev) == dev_size
    images = np.concatenate([data.images_train, data.images_dev, data.images_test])
    labels = np.concatenate([data.y_train, data.y_dev, data.y_test])
    loaded = load_digits()
    expected = np.column_stack([loaded.target, loaded.data])
    ours = np.column_stack([labels, images.reshape(1797, 64)])
    np.testing.assert_array_equal(ours[np.lexsort(ours.T)], expected[np.lexsort(expected.T)])


def test_every_digit_has_its_share_in_every_part():
    data = digits(dev_size=300)
    shares = [np.bincount(y, minlength=10) / len(y) for y in (data.y_train, data.y_dev, data.y_test)]
    np.testing.assert_allclose(shares[1], shares[0], atol=0.005)
    np.testing.assert_allclose(shares[2], shares[0], atol=0.005)


def test_statistics_come_from_the_training_part():
    data = digits()
    assert data.X_train.dtype == np.float32 and data.X_train.shape == (1437, 8, 8, 1)
    assert data.X_train.mean() == pytest.approx(0, abs=1e-5) and data.X_train.std() == pytest.approx(
        1, abs=1e-5
    )
    assert data.mean.item() == pytest.approx(data.images_train.mean(), rel=1e-6)
    np.testing.assert_allclose(
        data.X_test[..., 0] * data.std.item() + data.mean.item(), data.images_test, atol=1e-4
    )
    assert abs(data.X_test.mean()) > 1e-5, "the test set's own mean was not taken away"


def test_the_seed_decides_the_split_and_the_test_set_ignores_dev_size():
    np.testing.assert_array_equal(digits(1).y_test, digits(1).y_test)
    assert not np.array_equal(digits(1).y_test, digits(2).y_test)
    np.testing.assert_array_equal(digits(1, dev_size=90).images_test, digits(1).images_test)


@pytest.mark.parametrize(
    "sizes", [{"test_size": 1797}, {"test_size": 5}, {"test_size": 0.2}, {"dev_size": 1437}, {"dev_size": -1}]
)
def test_sizes_that_leave_a_part_without_examples_are_refused(sizes):
    with pytest.raises(ValueError, match=r"is needed"):
        digits(**sizes)
