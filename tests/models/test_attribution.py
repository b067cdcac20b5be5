"""Saliency against finite differences; Grad-CAM against the class activation map that it generalises."""

import keras
import numpy as np
import pytest

from cnn_helpers.models import grad_cam, saliency


@pytest.fixture(scope="module")
def model():
    """A small classifier in float64: two convolutions, a mean over places, a dense layer and a softmax."""
    keras.utils.set_random_seed(0)
    inputs = keras.Input((10, 12, 3), dtype="float64")
    x = inputs
    for filters, stride, name in ((4, 1, "first"), (6, 2, "maps")):
        x = keras.layers.Conv2D(
            filters,
            3,
            stride,
            "same",
            activation="tanh",
            name=name,
            dtype="float64",
            bias_initializer="uniform",
        )(x)
    x = keras.layers.GlobalAveragePooling2D(dtype="float64")(x)
    return keras.Model(inputs, keras.layers.Dense(5, activation="softmax", dtype="float64")(x))


@pytest.fixture(scope="module")
def image():
    return np.random.default_rng(0).normal(size=(10, 12, 3))


def test_saliency_is_a_finite_difference(model, image):
    head = model.layers[-1]
    features = keras.Model(model.inputs[0], head.input)

    def raw(x):
        return (np.array(features(x[np.newaxis]))[0] @ head.kernel.numpy() + head.bias.numpy())[2]

    found = saliency(model, image, label=2)
    assert found.shape == (10, 12)
    for row, column in [(0, 0), (4, 7), (9, 11)]:
        slopes = []
        for channel in range(3):
            step = np.zeros_like(image)
            step[row, column, channel] = 1e-5
            slopes.append(abs(raw(image + step) - raw(image - step)) / 2e-5)
        assert found[row, column] == pytest.approx(max(slopes), rel=1e-5)


def test_the_first_choice_of_the_model_is_looked_at_by_default(model, image):
    label = int(model.predict(image[np.newaxis], verbose=0).argmax())
    np.testing.assert_array_equal(saliency(model, image), saliency(model, image, label))
    np.testing.assert_array_equal(grad_cam(model, image), grad_cam(model, image, label))
    assert not np.array_equal(saliency(model, image), saliency(model, image, (label + 1) % 5))


def test_before_a_mean_and_a_dense_layer_grad_cam_is_the_class_activation_map(model, image):
    maps = np.array(keras.Model(model.inputs[0], model.get_layer("maps").output)(image[np.newaxis]))[0]
    for label in range(5):
        cam = np.maximum(maps @ model.layers[-1].kernel.numpy()[:, label], 0)  # Selvaraju 2017, section 3.1
        large = np.array(keras.ops.image.resize(cam[..., np.newaxis], (10, 12)))[..., 0]
        expected = large / large.max() if large.max() > 0 else large
        np.testing.assert_allclose(grad_cam(model, image, label), expected, atol=1e-6)


def test_grad_cam_shows_where_a_planted_pattern_lies():
    """A network whose class 1 asks for bright red, and an image that is red in one corner."""
    inputs = keras.Input((32, 32, 3))
    conv = keras.layers.Conv2D(1, 1)
    x = keras.layers.GlobalAveragePooling2D()(keras.layers.MaxPooling2D(4)(conv(inputs)))
    head = keras.layers.Dense(2)
    model = keras.Model(inputs, head(x))
    conv.set_weights([np.array([1.0, 0, 0]).reshape(1, 1, 3, 1), np.zeros(1)])
    head.set_weights([np.array([[-1.0, 1.0]]), np.zeros(2)])
    image = np.zeros((32, 32, 3))
    image[20:28, 4:12, 0] = 1
    heat = grad_cam(model, image, label=1)
    assert heat.max() == 1 and np.unravel_index(heat.argmax(), heat.shape)[0] in range(20, 28)
    assert heat[:12, 20:].max() == 0
    assert grad_cam(model, image, label=0).max() == 0, "red speaks against class 0"
    assert grad_cam(model, image, label=1, layer=conv.name)[24, 8] == 1


@pytest.mark.parametrize("look", [saliency, grad_cam])
def test_what_cannot_be_looked_at_is_refused(model, image, look):
    with pytest.raises(ValueError, match=r"shape \(10, 12\)"):
        look(model, image[..., 0])
    with pytest.raises(ValueError, match="there are 5 classes"):
        look(model, image, label=5)
    with pytest.raises(ValueError, match="a dense one is needed"):
        look(keras.Model(model.inputs[0], model.get_layer("maps").output), image)


def test_a_layer_without_maps_is_refused(model, image):
    with pytest.raises(ValueError, match="no feature maps of a layer 'dense9'"):
        grad_cam(model, image, layer="dense9")
