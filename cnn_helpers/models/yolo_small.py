"""A small network of YOLOv2's kind, that two processor cores train in minutes."""

from collections.abc import Sequence

import keras
from keras import layers

from cnn_helpers.checks import whole_number
from cnn_helpers.models.checks import class_count, filter_counts, image_input
from cnn_helpers.models.space_to_depth import SpaceToDepth
from cnn_helpers.tensor_types import Tensor

STRIDE = 8  # pixels of the image along a cell of the output


def small_yolo(
    input_shape: tuple[int, int, int] = (96, 96, 3),
    classes: int = 3,
    anchors: int = 5,
    filters: Sequence[int] = (16, 48, 64, 96),
    blocks: Sequence[int] = (2, 4),
) -> keras.Model:
    """Return YOLOv2 in small: a body of 3x3 and 1x1 convolutions, a pass-through connection, a 1x1 convolution.

    input_shape: (n_H, n_W, n_C), sides of at least 16 pixels and multiples of 8; classes: at least 2; anchors:
    how many boxes a cell gives; filters: of the body at a half, a quarter and an eighth of the image's sides, and
    of the convolution after the pass-through; blocks: how often a 1x1 and a 3x3 convolution follow each other at a
    quarter and at an eighth.
    Images from 0 to 1 -> raw output (m, n_H / 8, n_W / 8, anchors * (5 + classes)), as `yolo_head` reads it.
    Raises ValueError for other shapes and counts. Source: Redmon and Farhadi, "YOLO9000" (2017), section 2 and table 6.

    >>> small_yolo((96, 96, 3), classes=3, anchors=5).output.shape
    (None, 12, 12, 40)
    """
    classes, anchors = class_count(classes), whole_number("anchors", anchors, least=1)
    half, quarter, eighth, joined = filter_counts(filters, "half, quarter, eighth, joined")
    at_quarter, at_eighth = filter_counts(blocks, "at_quarter, at_eighth")
    X = inputs = image_input(input_shape, least=2 * STRIDE)
    if inputs.shape[1] % STRIDE or inputs.shape[2] % STRIDE:
        raise ValueError(f"input_shape is {input_shape}; sides that are multiples of {STRIDE} are needed")
    X = _conv(X, half, s=2)
    X = _conv(X, quarter, s=2)
    for _ in range(at_quarter):
        X = _bottleneck(X, quarter)
    # What is small is seen best where the map is fine: it joins the coarse map with four cells as one.
    passed = SpaceToDepth(2)(_conv(X, max(1, quarter // 2), f=1))
    X = _conv(X, eighth, s=2)
    for _ in range(at_eighth):
        X = _bottleneck(X, eighth)
    X = layers.Concatenate()([passed, X])
    X = _conv(X, joined)
    # In float32, whatever the precision before: a box's place would be rounded away.
    outputs = layers.Conv2D(anchors * (5 + classes), 1, dtype="float32")(X)
    return keras.Model(inputs, outputs, name="small_yolo")


def _bottleneck(X: Tensor, filters: int) -> Tensor:
    """Half as many channels for a moment, as in Darknet-19: the 3x3 convolution costs half."""
    return _conv(_conv(X, max(1, filters // 2), f=1), filters)


def _conv(X: Tensor, filters: int, f: int = 3, s: int = 1) -> Tensor:
    X = layers.Conv2D(filters, f, strides=s, padding="same", use_bias=False)(X)
    X = layers.BatchNormalization()(X)
    return layers.LeakyReLU(negative_slope=0.1)(X)
