"""dlib's face network in Keras: an aligned face of 150×150 pixels becomes 128 numbers.

A residual network of 29 convolutions (D. King, 2017, after He et al. 2015), trained with a metric loss on
about three million faces. Vectors of one person lie near each other. They are not of length 1, and dlib's
own threshold of 0.6 belongs to these raw vectors; a threshold must be calibrated on the network it is used
with.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from cnn_helpers.pretrained.dlib_file import Tensor as LayerTensor
from cnn_helpers.pretrained.dlib_file import read_dlib_tensors
from cnn_helpers.pretrained.packages import files_of
from cnn_helpers.tensor_types import Tensor

if TYPE_CHECKING:
    import keras


SIZE = 150
MEANS = (122.782, 117.001, 104.298)  # red, green, blue; dlib's input layer takes them off and divides by 256
SCALE = 256.0
# channels out, and whether the block halves the size; first comes a 7×7 convolution with 32 filters
BLOCKS = (
    *[(32, False)] * 3,
    *[(64, True), (64, False), (64, False), (64, False)],
    *[(128, True), (128, False), (128, False)],
    *[(256, True), (256, False), (256, False)],
    (256, True),
)


@lru_cache(maxsize=1)
def face_network() -> keras.Model:
    """Return dlib's face network as a Keras model: (m, 150, 150, 3), values 0 to 255, to (m, 128).

    Faces must be aligned as `align_face` does. Made once in a process. Raises MissingPackage without its
    package.
    """
    model = _network()
    fill(model, read_dlib_tensors(files_of("face_network")[0]))
    model.trainable = False
    return model


def _network() -> keras.Model:
    import keras
    from keras import ops
    from keras.layers import (
        Add,
        AveragePooling2D,
        Concatenate,
        Conv2D,
        Dense,
        GlobalAveragePooling2D,
        MaxPooling2D,
        ReLU,
        ZeroPadding2D,
    )

    def convolution(x: Tensor, filters: int, f: int = 3, stride: int = 1) -> Tensor:
        return Conv2D(filters, f, stride, "same" if stride == 1 else "valid")(x)

    def shortcut(x: Tensor, y: Tensor) -> tuple[Tensor, Tensor]:
        """dlib halves the shortcut by pooling, and fills what is missing in size or channels with zeros."""
        x = AveragePooling2D(2)(x)
        rows, columns = x.shape[1] - y.shape[1], x.shape[2] - y.shape[2]
        if rows or columns:
            y = ZeroPadding2D(((0, rows), (0, columns)))(y)
        if y.shape[3] > x.shape[3]:
            x = Concatenate()([x, ops.zeros_like(x)])
        return x, y

    def block(x: Tensor, filters: int, halve: bool) -> Tensor:
        y = ReLU()(convolution(x, filters, stride=2 if halve else 1))
        y = convolution(y, filters)
        return ReLU()(Add()(shortcut(x, y) if halve else (x, y)))

    inputs = keras.Input((SIZE, SIZE, 3))
    x = (inputs - np.array(MEANS, np.float32)) / SCALE
    x = MaxPooling2D(3, 2)(ReLU()(convolution(x, 32, f=7, stride=2)))
    for filters, halve in BLOCKS:
        x = block(x, filters, halve)
    vectors = Dense(128, use_bias=False)(GlobalAveragePooling2D()(x))
    return keras.Model(inputs, vectors, name="dlib_face")


def fill(model: keras.Model, tensors: Iterable[LayerTensor]) -> None:
    """Put dlib's tensors into the model; the scale layer behind each convolution is folded into it.

    Raises ValueError when they are not the tensors of this network.
    """
    left = iter(tensors)
    for layer in [layer for layer in model.layers if layer.weights]:
        if len(layer.weights) == 2:
            layer.set_weights(_convolution(layer, _next(left, "con_4"), _next(left, "affine_")))
        else:
            layer.set_weights([_next(left, "fc_2").reshape(layer.kernel.shape)])
    if next(left, None) is not None:
        raise ValueError("the file holds more layers than dlib's face network has")


def _next(left: Iterator[LayerTensor], kind: str) -> NDArray:
    tensor = next(left, None)
    if tensor is None or tensor.kind != kind:
        raise ValueError(f"the file has {tensor.kind if tensor else 'nothing'} where {kind} is needed")
    return tensor.values


def _convolution(layer: keras.layers.Layer, values: NDArray, affine: NDArray) -> list[NDArray]:
    """Filters are (out, in, f, f) with the biases behind them; affine: a factor a channel, then what is added."""
    rows, columns, channels, filters = layer.kernel.shape
    count = rows * columns * channels * filters
    if len(values) != count + filters or len(affine) != 2 * filters:
        raise ValueError(f"a convolution has {len(values)} numbers; {count + filters} are needed")
    kernel = values[:count].reshape(filters, channels, rows, columns).transpose(2, 3, 1, 0)
    factor, added = affine[:filters], affine[filters:]
    return [kernel * factor, values[count:] * factor + added]
