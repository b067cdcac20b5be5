"""A forbidden part of Keras is a stand-in under each of its names, and afterwards itself again."""

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import pytest
import tensorflow as tf
from keras.applications import MobileNetV2

from cnn_helpers.grading.judging.forbidden_modules import Delegated, Finder, without

FORBIDDEN = ("keras.applications",)
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
