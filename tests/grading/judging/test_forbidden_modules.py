"""A forbidden part of Keras or TensorFlow is a stand-in under each of its names, and afterwards itself again."""

import os
import sys

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import pytest
import tensorflow as tf
from keras.applications import MobileNetV2

from cnn_helpers.grading.judging.forbidden_modules import Delegated, Finder, Stub, without

FORBIDDEN = ("keras.applications",)
IMAGE = "tensorflow.image", "tensorflow.raw_ops"  # as an assignment names them
BOXES = [[0.0, 0.0, 1.0, 1.0]], [0.5]
SETTINGS = dict(weights=None, input_shape=(32, 32, 3), classes=2)


def by_attribute():
    return keras.applications.MobileNetV2(**SETTINGS)


def by_attribute_of_tensorflow():
    return tf.keras.applications.MobileNetV2(**SETTINGS)


def by_attribute_of_a_module_inside():
    return tf.keras.applications.mobilenet_v2.MobileNetV2(**SETTINGS)


def by_import():
    from keras.applications.mobilenet_v2 import MobileNetV2

    return MobileNetV2(**SETTINGS)


def by_import_of_tensorflow():
    from tensorflow.keras.applications import MobileNetV2

    return MobileNetV2(**SETTINGS)


def by_import_of_the_source():
    from keras.src.applications.mobilenet_v2 import MobileNetV2

    return MobileNetV2(**SETTINGS)


def by_a_name_taken_before():
    return MobileNetV2(**SETTINGS)


WAYS = [
    by_attribute,
    by_attribute_of_tensorflow,
    by_attribute_of_a_module_inside,
    by_import,
    by_import_of_tensorflow,
    by_import_of_the_source,
    by_a_name_taken_before,
]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_a_forbidden_part_of_keras_can_be_used_by_another_name(way):
    with without(FORBIDDEN, globals()), pytest.raises(Delegated, match="may not be used here"):
        way()
    assert keras.applications.MobileNetV2 is tf.keras.applications.MobileNetV2 is MobileNetV2
    assert tf.keras.applications.mobilenet_v2 is keras.applications.mobilenet_v2


def test_the_rest_of_keras_is_refused_too():
    with without(FORBIDDEN, globals()):
        model = tf.keras.Sequential([keras.Input((4,)), keras.layers.Dense(2)])
        assert model.count_params() == 10
        assert keras.ops.relu6(7.0) == 6


suppress = tf.image.non_max_suppression


def by_the_name_of_tensorflow():
    return tf.image.non_max_suppression(*BOXES, 1)


def by_an_older_tensorflow():
    return tf.compat.v1.image.non_max_suppression(*BOXES, 1)


def by_the_same_tensorflow():
    return tf.compat.v2.image.non_max_suppression(*BOXES, 1)


def by_an_import_as():
    import tensorflow.image as ready_made

    return ready_made.non_max_suppression(*BOXES, 1)


def by_a_function_taken_before():
    return suppress(*BOXES, 1)


def by_the_raw_operation():
    return tf.raw_ops.NonMaxSuppression(boxes=BOXES[0], scores=BOXES[1], max_output_size=1)


@pytest.mark.parametrize(
    "way",
    [
        by_the_name_of_tensorflow,
        by_an_older_tensorflow,
        by_the_same_tensorflow,
        by_an_import_as,
        by_a_function_taken_before,
        by_the_raw_operation,
    ],
    ids=lambda way: way.__name__,
)
def test_a_forbidden_part_of_tensorflow_can_be_used_by_another_name(way):
    with without(IMAGE, globals()), pytest.raises(Delegated, match="may not be used here"):
        way()
    assert tf.image.non_max_suppression is suppress
    assert suppress(*BOXES, 1).numpy().tolist() == [0]


def test_the_rest_of_tensorflow_is_refused_too():
    with without(IMAGE, globals()):
        assert tf.reduce_max(tf.nn.softmax([0.0, 0.0])).numpy() == 0.5


def test_a_stand_in_stays_where_a_function_imported_it():
    """A module that was not loaded before is loaded afterwards as if nothing had been."""
    import wsgiref

    assert "wsgiref.validate" not in sys.modules
    with without(("wsgiref.validate",), globals()):
        import wsgiref.validate

        assert isinstance(wsgiref.validate, Stub)
    assert not hasattr(wsgiref, "validate")


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("keras.applications.resnet", True),
        ("keras.src.applications.resnet", True),
        ("keras.applications_of_mine", False),
        ("keras.layers", False),
        ("applications", False),
    ],
)
def test_finder_stands_in_for_another_module(name, found):
    assert (Finder(FORBIDDEN).find_spec(name) is not None) == found
