import numpy as np
import pytest
from skimage.feature import hog

from cnn_helpers.data import one_object, scenes
from cnn_helpers.data.scenes import CLASSES, ONE_OBJECT


@pytest.fixture(scope="module")
def pictures():
    return one_object(900, 64, seed=1)


def test_exactly_one_object_stands_in_each_picture_and_the_label_is_its_class():
    images, labels = one_object(40, 48, seed=5)
    streets = scenes.scenes(40, 48, 5, ONE_OBJECT)
    np.testing.assert_array_equal(images, streets.images)
    for street, label in zip(streets, labels, strict=True):
        assert street.classes.tolist() == [label]
        assert set(np.unique(street.instances)) == {0, 1}
        assert street.visible[0] >= ONE_OBJECT.least_visible


def test_each_class_is_as_likely_and_every_picture_has_a_label(pictures):
    images, labels = pictures
    assert images.shape == (900, 64, 64, 3) and images.dtype == np.float32 and labels.dtype == np.int64
    counts = np.bincount(labels, minlength=len(CLASSES))
    assert np.abs(counts - 300).max() < 60  # four standard deviations


def test_more_pictures_begin_with_the_same_ones(pictures):
    images, labels = one_object(5, 64, seed=1)
    np.testing.assert_array_equal(images, pictures[0][:5])
    np.testing.assert_array_equal(labels, pictures[1][:5])


def linear_score(features, labels, train=600):
    """Return the best test accuracy of ridge regression onto the classes, over a range of penalties."""
    features = (features - features[:train].mean(0)) / (features[:train].std(0) + 1e-6)
    kernel = features @ features[:train].T
    targets = np.eye(len(CLASSES))[labels[:train]] - 1 / len(CLASSES)
    scores = []
    for penalty in (1, 10, 100, 1000):
        weights = np.linalg.solve(kernel[:train] + penalty * features.shape[1] * np.eye(train), targets)
        scores.append(((kernel[train:] @ weights).argmax(1) == labels[train:]).mean())
    return max(scores)


def test_pixels_and_colours_tell_little_and_local_edges_tell_much_more(pictures):
    images, labels = pictures
    pixels = linear_score(images.reshape(len(images), -1), labels)
    colours = [np.histogram(image[:, :, c], 16, (0, 1))[0] for image in images for c in range(3)]
    colours = linear_score(np.reshape(colours, (len(images), -1)).astype(float), labels)
    edges = linear_score(
        np.array(
            [hog(image, pixels_per_cell=(8, 8), cells_per_block=(1, 1), channel_axis=2) for image in images]
        ),
        labels,
    )
    assert pixels < 0.6 and colours < 0.6
    assert edges > pixels + 0.2


def test_other_counts_and_sizes_are_refused():
    with pytest.raises(ValueError, match="n is 0"):
        one_object(0)
    with pytest.raises(ValueError, match="size is 8"):
        one_object(1, size=8)
