"""Which pixels a classifier's answer rests on: saliency, and Grad-CAM.

Both take a Keras classifier whose last layer is dense, and follow the score of a class as it is before the softmax:
after it, a class also rises when the others fall.
"""

import keras
import numpy as np
import tensorflow as tf
from keras import ops
from numpy.typing import ArrayLike, NDArray

from cnn_helpers.checks import whole_number
from cnn_helpers.tensor_types import Tensor


def saliency(model: keras.Model, image: ArrayLike, label: int | None = None) -> NDArray:
    """Return how strongly each pixel moves the score of a class: its steepest slope among the channels.

    image: (n_H, n_W, n_C), prepared as the model wants it; label: the class, by default the model's first
    choice; -> (n_H, n_W), at least 0. Raises ValueError for another shape, label or model.
    Source: Simonyan, Vedaldi and Zisserman, Deep inside convolutional networks (2014), section 3.

    >>> inputs = keras.Input((2, 2, 1))
    >>> dense = keras.layers.Dense(2, kernel_initializer="ones")
    >>> model = keras.Model(inputs, dense(keras.layers.Flatten()(inputs)))
    >>> saliency(model, np.zeros((2, 2, 1))).tolist()
    [[1.0, 1.0], [1.0, 1.0]]
    """
    batch, head = _batch(model, image), _head(model)
    features = keras.Model(model.inputs[0], head.input)
    with tf.GradientTape() as tape:
        tape.watch(batch)
        score = _score(head, features(batch, training=False), label)
    return np.abs(np.array(tape.gradient(score, batch))[0]).max(axis=-1)


def grad_cam(
    model: keras.Model, image: ArrayLike, label: int | None = None, layer: str | None = None
) -> NDArray:
    """Return where a class was seen: feature maps of a layer, each weighted by the mean slope of the class's score.

    image, label: as for `saliency`; layer: whose maps, by name, by default the last that has maps; -> (n_H, n_W)
    of the image, enlarged from the maps' size; 1 is the strongest place, and all is 0 where nothing speaks for
    the class. Raises ValueError for another shape, label, layer or model.
    Source: Selvaraju and others, Grad-CAM (2017), section 3, equations 1 and 2.
    """
    batch, head, at = _batch(model, image), _head(model), _map_layer(model, layer)
    features = keras.Model(model.inputs[0], [at.output, head.input])
    with tf.GradientTape() as tape:
        maps, last = features(batch, training=False)
        score = _score(head, last, label)
    weights = ops.mean(tape.gradient(score, maps), axis=(1, 2), keepdims=True)
    seen = ops.relu(ops.sum(weights * maps, axis=-1, keepdims=True))
    large = np.array(ops.image.resize(seen, batch.shape[1:3], interpolation="bilinear"))[0, :, :, 0]
    return large / large.max() if large.max() > 0 else large


def _batch(model: keras.Model, image: ArrayLike) -> Tensor:
    shape, wanted = np.shape(image), model.input_shape[1:]
    fits = len(shape) == 3 and all(m in (n, None) for m, n in zip(wanted, shape, strict=True))
    if not fits:
        raise ValueError(f"the image has shape {shape}; {wanted}, as {model.name} takes it, is needed")
    return ops.convert_to_tensor(np.asarray(image)[np.newaxis], dtype=model.inputs[0].dtype)


def _head(model: keras.Model) -> keras.layers.Dense:
    head = model.layers[-1]
    if not isinstance(head, keras.layers.Dense):
        raise ValueError(f"{model.name} ends with the layer {head.name!r}; a dense one is needed")
    return head


def _map_layer(model: keras.Model, name: str | None) -> keras.layers.Layer:
    with_maps = [layer for layer in model.layers[1:] if len(getattr(layer.output, "shape", ())) == 4]
    if not with_maps:
        raise ValueError(f"{model.name} has no layer that gives feature maps (m, n_H, n_W, n_C)")
    known = {layer.name: layer for layer in with_maps}
    if name is None:
        return with_maps[-1]
    if name not in known:
        raise ValueError(
            f"{model.name} has no feature maps of a layer {name!r}; its layers are {', '.join(known)}"
        )
    return known[name]


def _score(head: keras.layers.Dense, features: Tensor, label: int | None) -> Tensor:
    """The score of one class, without the activation of the last layer."""
    scores = ops.matmul(features, head.kernel) + (0 if head.bias is None else head.bias)
    label = int(ops.argmax(scores[0])) if label is None else whole_number("label", label, least=0)
    if label >= head.units:
        raise ValueError(f"label is {label}; there are {head.units} classes, counted from 0")
    return scores[0, label]
