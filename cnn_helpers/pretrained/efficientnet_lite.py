"""EfficientNet-Lite0 with its ImageNet weights: a real classifier of photographs, 4.7 million parameters.

EfficientNet-Lite (Google, 2020) is EfficientNet-B0 (Tan and Le 2019, table 1) for phones: ReLU6 instead of
swish, no squeeze-and-excitation, and a stem and head that do not grow. The weights were trained with
TensorFlow's "same" padding, a batch norm epsilon of 1e-3 and inputs (x - 127) / 128; with PyTorch's
symmetric padding the same weights name images worse.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from PIL import Image

from cnn_helpers.checks import whole_number
from cnn_helpers.pretrained.imagenet import imagenet_name
from cnn_helpers.pretrained.packages import files_of
from cnn_helpers.pretrained.torch_file import read_torch_file
from cnn_helpers.tensor_types import Tensor

if TYPE_CHECKING:
    import keras


SIZE = 224
EPSILON = 1e-3
# Tan and Le 2019, table 1: how many blocks, filter size, stride of the first, expansion, channels out
STAGES = (
    (1, 3, 1, 1, 16),
    (2, 3, 2, 6, 24),
    (2, 5, 2, 6, 40),
    (3, 3, 2, 6, 80),
    (3, 5, 1, 6, 112),
    (4, 5, 2, 6, 192),
    (1, 3, 1, 6, 320),
)
CROP = 0.875  # of the shorter side, as in the evaluation that the published accuracy comes from


class Prediction(NamedTuple):
    """A class that a network sees in an image, and the probability it gives to it."""

    name: str
    probability: float


def blocks() -> Iterator[tuple[int, int, int, int, int]]:
    """Yield the 16 blocks: filter size, stride, expansion, channels in, channels out.

    >>> len(list(blocks())), next(blocks())
    (16, (3, 1, 1, 32, 16))
    """
    channels = 32
    for repeats, f, stride, expansion, out in STAGES:
        for place in range(repeats):
            yield f, stride if place == 0 else 1, expansion, channels, out
            channels = out


@lru_cache(maxsize=2)
def efficientnet_lite0(size: int = SIZE) -> keras.Model:
    """Return EfficientNet-Lite0 as a Keras model: (m, size, size, 3) to 1000 probabilities.

    size: pixels, a multiple of 32; the weights were trained at 224. Inputs are what `prepare` gives. Made
    once in a process: do not train it in place, clone it. Raises ValueError for another size,
    MissingPackage without its package.
    """
    if whole_number("size", size, least=32) % 32:
        raise ValueError(f"size is {size}; a multiple of 32 is needed")
    model = _network(size)
    weights = iter(
        [values for values in read_torch_file(*files_of("efficientnet_lite0")).values() if values.ndim]
    )
    for layer in model.layers:
        layer.set_weights([_as_in_keras(layer, next(weights)) for _ in layer.weights])
    left = sum(1 for _ in weights)
    if left:
        raise ValueError(f"the file holds {left} more arrays than EfficientNet-Lite0 has")
    model.trainable = False
    return model


def _network(size: int) -> keras.Model:
    import keras
    from keras.layers import (
        Add,
        BatchNormalization,
        Conv2D,
        Dense,
        DepthwiseConv2D,
        GlobalAveragePooling2D,
        ReLU,
    )

    def convolution(x: Tensor, filters: int, f: int = 1, stride: int = 1) -> Tensor:
        x = Conv2D(filters, f, stride, "same", use_bias=False)(x)
        return BatchNormalization(epsilon=EPSILON)(x)

    def block(x: Tensor, f: int, stride: int, expansion: int, channels_in: int, channels_out: int) -> Tensor:
        y = ReLU(6.0)(convolution(x, expansion * channels_in)) if expansion > 1 else x
        y = DepthwiseConv2D(f, stride, "same", use_bias=False)(y)
        y = ReLU(6.0)(BatchNormalization(epsilon=EPSILON)(y))
        y = convolution(y, channels_out)
        return Add()([x, y]) if stride == 1 and channels_in == channels_out else y

    inputs = keras.Input((size, size, 3))
    x = ReLU(6.0)(convolution(inputs, 32, f=3, stride=2))
    for settings in blocks():
        x = block(x, *settings)
    x = GlobalAveragePooling2D()(ReLU(6.0)(convolution(x, 1280)))
    return keras.Model(inputs, Dense(1000, activation="softmax")(x), name="efficientnet_lite0")


def _as_in_keras(layer: keras.layers.Layer, values: NDArray) -> NDArray:
    """PyTorch keeps filters as (out, in, f, f), depthwise ones as (channels, 1, f, f), dense weights as (out, in)."""
    if values.ndim == 4:
        return values.transpose(2, 3, 0, 1) if "depthwise" in layer.name else values.transpose(2, 3, 1, 0)
    return values.T if values.ndim == 2 else values


def prepare(image: ArrayLike, size: int = SIZE) -> NDArray:
    """Return an image as the network wants it: its middle square, (size, size, 3), float32, (x - 127) / 128.

    image: (H, W, 3), uint8, or floats from 0 to 1. Raises ValueError for anything else.

    >>> prepare(np.full((100, 80, 3), 127, np.uint8)).shape
    (224, 224, 3)
    """
    pixels = np.asarray(image)
    if pixels.ndim != 3 or pixels.shape[2] != 3 or min(pixels.shape) == 0:
        raise ValueError(f"the image has shape {pixels.shape}; (H, W, 3) is needed")
    if pixels.dtype.kind == "f":
        if not (np.isfinite(pixels).all() and pixels.min() >= 0 and pixels.max() <= 1):
            raise ValueError("the image holds floats outside 0 to 1")
        pixels = (255 * pixels).round().astype(np.uint8)
    if pixels.dtype != np.uint8:
        raise ValueError(f"the image holds {pixels.dtype}; uint8, or floats from 0 to 1, are needed")
    height, width = pixels.shape[:2]
    side = CROP * min(height, width)
    left, top = (width - side) / 2, (height - side) / 2
    square = Image.fromarray(pixels).resize(
        (size, size), Image.Resampling.BICUBIC, box=(left, top, left + side, top + side)
    )
    return (np.asarray(square, np.float32) - 127) / 128


def name_image(image: ArrayLike, top: int = 5) -> list[Prediction]:
    """Return what EfficientNet-Lite0 sees in an image: the `top` classes it finds likeliest, best first.

    image: (H, W, 3), uint8, or floats from 0 to 1; its middle square is looked at. top: 1 to 1000. Raises
    ValueError for other images, MissingPackage without the packages of the network or of the names.
    """
    if whole_number("top", top, least=1) > 1000:
        raise ValueError(f"top is {top}; there are 1000 classes")
    probabilities = efficientnet_lite0().predict(prepare(image)[np.newaxis], verbose=0)[0]
    best = np.argsort(-probabilities)[:top]
    return [Prediction(imagenet_name(int(label)), float(probabilities[label])) for label in best]
