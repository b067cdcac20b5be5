"""What style transfer looks at: activations of VGG-16, trained or with random weights."""

from collections.abc import Sequence
from functools import lru_cache

import keras
import numpy as np
from keras import ops

from cnn_helpers.pretrained import vgg16_features
from cnn_helpers.tensor_types import Tensor, TensorLike

# Gatys, Ecker and Bethge 2016, section 2.3 and figure 3 (theirs is VGG-19, whose first layers bear the same names)
STYLE_LAYERS = ("block1_conv1", "block2_conv1", "block3_conv1", "block4_conv1", "block5_conv1")
CONTENT_LAYER = "block4_conv2"
MEANS = (103.939, 116.779, 123.68)  # blue, green, red of ImageNet, as keras.applications.vgg16 takes them off
PRECISIONS = ("float32", "bfloat16")


def prepare(image: TensorLike) -> Tensor:
    """Return an image (1, n_H, n_W, 3), red, green, blue from 0 to 1, as VGG-16 wants it.

    >>> prepare(np.zeros((1, 1, 1, 3), np.float32)).numpy().ravel().round().tolist()
    [-104.0, -117.0, -124.0]
    """
    return 255 * ops.flip(image, axis=-1) - ops.convert_to_tensor(np.array(MEANS, np.float32))


def style_features(
    layers: Sequence[str], precision: str = "float32", trained: bool = True, seed: int = 0
) -> keras.Model:
    """Return VGG-16 up to the deepest of some layers: a Keras model from a prepared image to their activations.

    layers: names such as "block4_conv2"; precision: "float32" or "bfloat16", of the convolutions; trained:
    real weights, or random ones by seed (He and others 2015). Raises ValueError for an unknown layer or
    precision, MissingPackage where the real weights are not installed.
    """
    if precision not in PRECISIONS:
        raise ValueError(f"precision is {precision!r}; one of {', '.join(PRECISIONS)} is needed")
    network = _network(precision, bool(trained), seed)
    known = [layer.name for layer in network.layers[1:]]
    for name in layers:
        if name not in known:
            raise ValueError(f"VGG-16 has no layer {name!r}; one of {', '.join(known)} is needed")
    if not layers:
        raise ValueError("no layer was given; at least one is needed")
    return keras.Model(network.inputs[0], [network.get_layer(name).output for name in layers])


def activations(features: keras.Model, image: TensorLike) -> list[Tensor]:
    """Return the activations, a list, that `style_features` give to an image (1, n_H, n_W, 3) from 0 to 1."""
    seen = features(prepare(image))
    return list(seen) if isinstance(seen, (list, tuple)) else [seen]


@lru_cache(maxsize=4)
def _network(precision: str, trained: bool, seed: int) -> keras.Model:
    """VGG-16's convolutions and poolings; made once, since models of any of its layers share their weights."""
    if precision != "float32":
        return _in_precision(_network("float32", trained, seed), precision)
    if trained:
        return vgg16_features()
    network = keras.applications.VGG16(weights=None, include_top=False, input_shape=(None, None, 3))
    rng = np.random.default_rng(seed)
    for layer in network.layers:
        if layer.weights:
            shape = layer.kernel.shape
            spread = np.sqrt(2 / np.prod(shape[:3]))  # He: the signal keeps its size through ReLU layers
            kernel = rng.normal(0, spread, shape).astype(np.float32)
            layer.set_weights([kernel, np.zeros(shape[3], np.float32)])
    network.trainable = False
    return network


def _in_precision(network: keras.Model, precision: str) -> keras.Model:
    inputs = x = keras.Input((None, None, 3))
    for layer in network.layers[1:]:
        twin = layer.__class__.from_config({**layer.get_config(), "dtype": precision})
        x = twin(x)
        twin.set_weights(layer.get_weights())
    model = keras.Model(inputs, x)
    model.trainable = False
    return model
