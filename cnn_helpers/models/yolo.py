"""YOLOv2: Darknet-19 without its head, three more convolutions, and a pass-through of finer features."""

from collections.abc import Iterable

import keras
from keras import layers

from cnn_helpers.checks import whole_number
from cnn_helpers.models.checks import image_input
from cnn_helpers.models.space_to_depth import DarknetReorg, SpaceToDepth
from cnn_helpers.tensor_types import Tensor

SLOPE = 0.1  # of the leaky ReLU below zero
EPSILON = 1e-5  # what darknet's GPU code adds to the variance; Keras' default of 1e-3 changes its answers
# Redmon and Farhadi (2017), table 6, from the image to stride 16: (filters, size) of each convolution, "max" a pooling
FINE = (
    (32, 3), "max",
    (64, 3), "max",
    (128, 3), (64, 1), (128, 3), "max",
    (256, 3), (128, 1), (256, 3), "max",
    (512, 3), (256, 1), (512, 3), (256, 1), (512, 3),
)  # fmt: skip
# stride 32, with the first two of the three 3x3 convolutions that detection adds
COARSE = ("max", (1024, 3), (512, 1), (1024, 3), (512, 1), (1024, 3), (1024, 3), (1024, 3))
PASSED = (64, 1)
PASS_THROUGH = {"space_to_depth": SpaceToDepth, "darknet": DarknetReorg}


def yolov2(
    input_shape: tuple[int, int, int] = (608, 608, 3),
    classes: int = 80,
    anchors: int = 5,
    pass_through: str = "space_to_depth",
) -> keras.Model:
    """Return YOLOv2: 50,983,561 parameters for 80 classes and 5 anchors, 608x608x3 -> 19x19x425.

    input_shape: (n_H, n_W, n_C), sides in pixels, multiples of 32; classes: at least 1; anchors: boxes a cell, at
    least 1. The output, (m, n_H / 32, n_W / 32, anchors * (5 + classes)), is raw: no sigmoid, no softmax.
    pass_through: how the map of stride 16 meets that of stride 32: "space_to_depth" as in the notes, or "darknet",
    whose published weights want its own permutation (`DarknetReorg` says why). Layers are named as in the notes.
    Raises ValueError for other shapes, counts and names.
    Source: Redmon and Farhadi, YOLO9000: Better, faster, stronger (2017), sections 2 and 3.

    >>> model = yolov2((64, 64, 3))
    >>> model.output_shape, model.count_params()
    ((None, 2, 2, 425), 50983561)
    """
    classes, anchors = (
        whole_number("classes", classes, least=1),
        whole_number("anchors", anchors, least=1),
    )
    if pass_through not in PASS_THROUGH:
        raise ValueError(f"pass_through is {pass_through!r}; one of {sorted(PASS_THROUGH)} is needed")
    inputs = image_input(input_shape, least=32, name="input_1")
    if inputs.shape[1] % 32 or inputs.shape[2] % 32:
        raise ValueError(f"input_shape is {input_shape}; sides that are multiples of 32 are needed")
    numbers = {"conv": 0, "max": 0}
    fine = _stack(inputs, FINE, numbers)
    coarse = _stack(fine, COARSE, numbers)
    passed = _stack(fine, [PASSED], numbers)
    passed = PASS_THROUGH[pass_through](2, name="space_to_depth_x2")(passed)
    X = layers.Concatenate(name="concatenate_1")([passed, coarse])
    X = _stack(X, [(1024, 3)], numbers)
    outputs = layers.Conv2D(anchors * (5 + classes), 1, name="conv2d_23")(X)
    return keras.Model(inputs, outputs, name="yolov2")


def _stack(X: Tensor, steps: Iterable[str | tuple[int, int]], numbers: dict[str, int]) -> Tensor:
    """Return X after convolutions, each with batch norm and leaky ReLU, and poolings; `numbers` counts on."""
    for step in steps:
        if isinstance(step, str):  # "max"
            numbers["max"] += 1
            X = layers.MaxPooling2D(2, name=f"max_pooling2d_{numbers['max']}")(X)
        else:
            numbers["conv"] += 1
            X = _convolution(X, *step, numbers["conv"])
    return X


def _convolution(X: Tensor, filters: int, f: int, number: int) -> Tensor:
    X = layers.Conv2D(filters, f, padding="same", use_bias=False, name=f"conv2d_{number}")(X)
    X = layers.BatchNormalization(epsilon=EPSILON, name=f"batch_normalization_{number}")(X)
    return layers.LeakyReLU(SLOPE, name=f"leaky_re_lu_{number}")(X)
