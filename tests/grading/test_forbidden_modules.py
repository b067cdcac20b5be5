"""A module of Keras is forbidden wherever Keras has it, and whole again afterwards."""

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import pytest
import tensorflow as tf

from cnn_helpers.grading.judging.forbidden_modules import Delegated, without

FORBIDDEN = ("keras.applications",)
SMALL = dict(weights=None, input_shape=(32, 32, 3), classes=2, alpha=0.25)
WAYS = (
    "keras.applications.MobileNet(**SMALL)",
    "tf.keras.applications.MobileNet(**SMALL)",
    "tf.keras.applications.mobilenet.MobileNet(**SMALL)",
    "imported(**SMALL)",
    "__import__('keras.src.applications.mobilenet', fromlist=['MobileNet']).MobileNet(**SMALL)",
)


@pytest.mark.parametrize("way", WAYS)
def test_network_of_keras_is_built_while_its_module_is_forbidden(way):
    namespace = {"keras": keras, "tf": tf, "SMALL": SMALL, "imported": keras.applications.MobileNet}
    with without(FORBIDDEN, namespace):
        with pytest.raises(Delegated, match="may not be used here"):
            eval(way, namespace)
        assert keras.layers.Dense(1).units == 1, "the rest of Keras is used as ever"
    assert eval(way, namespace).count_params() > 100_000
