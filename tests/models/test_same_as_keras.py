"""Our networks, given the weights of those in keras.applications, give the same answers before the softmax.

Freshly initialised networks prove little: their answers are nearly the same whatever the image. So all weights are
drawn, the statistics of batch norm among them, and each comparison is tried on a second image and on weights of
which one number is changed.
"""

import keras
import numpy as np
import pytest

from cnn_helpers import models

pytestmark = pytest.mark.numbers

TWINS = {
    "vgg16": "VGG16",
    "vgg19": "VGG19",
    "resnet50": "ResNet50",
    "resnet101": "ResNet101",
    "resnet152": "ResNet152",
    "mobilenet_v1": "MobileNet",
    "mobilenet_v2": "MobileNetV2",
    "efficientnet_b0": "EfficientNetB0",
    "efficientnet_b1": "EfficientNetB1",
    "efficientnet_b3": "EfficientNetB3",
}


def drawn(weight, rng):
    """Draw values for one of the weights of a network."""
    if weight.name.endswith("kernel"):
        depthwise = weight.shape[-1] == 1  # here no other kernel has a single output
        inputs = np.prod(weight.shape[:2] if depthwise else weight.shape[:-1])
        return np.sqrt(2 / inputs) * rng.standard_normal(weight.shape, dtype="float32")
    if weight.name in ("variance", "moving_variance", "gamma"):
        return rng.uniform(0.5, 1.5, weight.shape)
    if weight.name == "count":
        return np.array(7)
    return rng.normal(0, 0.2, weight.shape)


def draw_weights(model, images, rng):
    """Draw all weights; the statistics of batch norm near those of the images, so that no signal dies or explodes."""
    set_weights(model, [drawn(weight, rng) for weight in model.weights])
    norms = [layer for layer in model.layers if isinstance(layer, keras.layers.BatchNormalization)]
    for norm in norms:
        norm.momentum = 0.0  # one pass sets the statistics
    model(images, training=True)
    for norm in norms:
        mean, variance = norm.moving_mean.numpy(), norm.moving_variance.numpy()
        norm.moving_variance.assign((variance + 0.1) * rng.uniform(0.5, 1.5, variance.shape))
        norm.moving_mean.assign(mean + rng.normal(0, 0.2, mean.shape))


def set_weights(model, weights):
    model.set_weights(weights)
    for layer in model.layers:
        if isinstance(layer, keras.layers.Normalization):
            layer.finalize_state()


def answers(model, images):
    return keras.ops.convert_to_numpy(model(images, training=False))


def gap(a, b):
    return np.abs(a - b).max() / np.abs(b).max()


def nudges(model, scale):
    """Return three weights, and for each by how much its first number is changed: enough to wake its unit."""
    first = next(weight for weight in model.weights if weight.name == "kernel")
    means = [weight for weight in model.weights if weight.name == "moving_mean"] or [model.weights[15]]
    return [(first, 1), (means[len(means) // 2], -10), (model.weights[-1], scale / 100)]


@pytest.mark.parametrize("name", TWINS)
def test_the_same_weights_give_the_same_answers(name):
    rng = np.random.default_rng(0)
    size = 32 if name.startswith("vgg") else 64
    options = {"classes": 5, "classifier_activation": None}
    theirs = getattr(keras.applications, TWINS[name])(weights=None, input_shape=(size, size, 3), **options)
    ours = getattr(models, name)((size, size, 3), **options)
    images = 255 * rng.random((4, size, size, 3), dtype="float32")
    if not name.startswith("efficientnet"):  # which scales its input itself
        images = images / 64 - 2
    draw_weights(theirs, images, rng)
    set_weights(ours, theirs.get_weights())
    expected = answers(theirs, images)
    assert gap(answers(ours, images), expected) < 1e-4
    assert gap(expected[0], expected[1]) > 1e-2, "two images must be told apart, or nothing is compared"
    for weight, change in nudges(ours, np.abs(expected).max()):
        value = weight.numpy()
        changed = value.copy()
        changed.flat[0] += change
        weight.assign(changed)
        assert gap(answers(ours, images), expected) > 1e-4, f"a change of {weight.path} goes unnoticed"
        weight.assign(value)
    assert gap(answers(ours, images), expected) < 1e-4
