"""MobileNet v1 and v2: convolutions that look at one channel at a time, and 1x1 convolutions that mix channels."""

import keras
from keras import layers

from cnn_helpers.checks import whole_number
from cnn_helpers.models.checks import class_count, classifier, feature_map, image_input
from cnn_helpers.tensor_types import Tensor


def mobilenet_v1(
    input_shape: tuple[int, int, int] = (224, 224, 3),
    classes: int = 1000,
    classifier_activation: str | None = "softmax",
) -> keras.Model:
    """Return MobileNet v1: 4,253,864 parameters for a thousand classes.

    input_shape: (n_H, n_W, n_C), sides of at least 32 pixels; classes: at least 2; classifier_activation: None
    for scores before the softmax. Weights in the order of keras.applications.MobileNet, so the last layer is a
    1x1 convolution; where the sides are multiples of 32 the outputs are the same too (otherwise that network
    drops a row that "same" padding keeps).
    Raises ValueError for other shapes and counts.
    Source: Howard et al., MobileNets: Efficient convolutional neural networks for mobile vision applications
    (2017), table 1.

    >>> mobilenet_v1((32, 32, 3)).count_params()
    4253864
    """
    classes = class_count(classes)
    X = inputs = image_input(input_shape, least=32)
    X = _batch_norm_relu6(_conv(X, 32, 3, s=2))
    X = depthwise_separable_block(X, 64)
    for filters, blocks in ((128, 2), (256, 2), (512, 6), (1024, 2)):
        X = depthwise_separable_block(X, filters, s=2)
        for _ in range(blocks - 1):
            X = depthwise_separable_block(X, filters)
    X = layers.GlobalAveragePooling2D(keepdims=True)(X)
    X = layers.Dropout(1e-3)(X)
    X = layers.Conv2D(classes, 1)(X)
    X = layers.Flatten()(X)
    outputs = layers.Activation(classifier_activation, name="predictions")(X)
    return keras.Model(inputs, outputs, name="mobilenet_v1")


def mobilenet_v2(
    input_shape: tuple[int, int, int] = (224, 224, 3),
    classes: int = 1000,
    classifier_activation: str | None = "softmax",
) -> keras.Model:
    """Return MobileNet v2: 17 inverted residual blocks, 3,538,984 parameters for a thousand classes.

    input_shape: (n_H, n_W, n_C), sides of at least 32 pixels; classes: at least 2; classifier_activation: None
    for scores before the softmax. Weights in the order of keras.applications.MobileNetV2.
    Raises ValueError for other shapes and counts.
    Source: Sandler et al., MobileNetV2: Inverted residuals and linear bottlenecks (2018), table 2.

    >>> mobilenet_v2((32, 32, 3)).count_params()
    3538984
    """
    classes = class_count(classes)
    X = inputs = image_input(input_shape, least=32)
    X = _batch_norm_relu6(_conv(X, 32, 3, s=2))
    table = (
        (1, 16, 1, 1),
        (6, 24, 2, 2),
        (6, 32, 3, 2),
        (6, 64, 4, 2),
        (6, 96, 3, 1),
        (6, 160, 3, 2),
        (6, 320, 1, 1),
    )
    for expansion, filters, blocks, s in table:
        X = inverted_residual_block(X, filters, expansion, s)
        for _ in range(blocks - 1):
            X = inverted_residual_block(X, filters, expansion)
    X = _batch_norm_relu6(_conv(X, 1280, 1))
    X = layers.GlobalAveragePooling2D()(X)
    return keras.Model(inputs, classifier(X, classes, classifier_activation), name="mobilenet_v2")


def depthwise_separable_block(X: Tensor, filters: int, s: int = 1) -> Tensor:
    """Return X after a 3x3 convolution of each channel by itself and a 1x1 convolution over all channels.

    X: (m, n_H, n_W, n_C) -> (m, ceil(n_H / s), ceil(n_W / s), filters); s: stride of the 3x3 convolution. Batch
    norm and ReLU, cut off at 6, after each. Raises ValueError for anything but whole numbers of at least 1.
    Source: Howard et al. (2017), section 3.1 and figure 3.

    >>> depthwise_separable_block(keras.Input((112, 112, 64)), 128, s=2).shape
    (None, 56, 56, 128)
    """
    filters = whole_number("filters", filters, least=1)
    X = _batch_norm_relu6(_depthwise_conv(feature_map(X), s))
    return _batch_norm_relu6(_conv(X, filters, 1))


def inverted_residual_block(X: Tensor, filters: int, expansion: int, s: int = 1) -> Tensor:
    """Return X expanded by a 1x1 convolution, convolved channel by channel, and projected to few channels again.

    X: (m, n_H, n_W, n_C) -> (m, ceil(n_H / s), ceil(n_W / s), filters); expansion: how many times n_C channels the
    middle has (1: no expanding convolution); s: stride of the 3x3 convolution. If the shape stays, X is added.
    The projection has batch norm but no ReLU, which would lose too much of so few channels.
    Raises ValueError for anything but whole numbers of at least 1.
    Source: Sandler et al. (2018), table 1 and figure 4.

    >>> inverted_residual_block(keras.Input((56, 56, 24)), 32, expansion=6, s=2).shape
    (None, 28, 28, 32)
    """
    filters, expansion = (
        whole_number("filters", filters, least=1),
        whole_number("expansion", expansion, least=1),
    )
    shortcut, n_C = feature_map(X), X.shape[3]
    if expansion != 1:
        X = _batch_norm_relu6(_conv(X, expansion * n_C, 1))
    X = _batch_norm_relu6(_depthwise_conv(X, s))
    X = layers.BatchNormalization()(_conv(X, filters, 1))
    return layers.Add()([shortcut, X]) if s == 1 and n_C == filters else X


def _conv(X: Tensor, filters: int, f: int, s: int = 1) -> Tensor:
    return layers.Conv2D(filters, f, strides=s, padding="same", use_bias=False)(X)


def _depthwise_conv(X: Tensor, s: int) -> Tensor:
    s = whole_number("s", s, least=1)
    return layers.DepthwiseConv2D(3, strides=s, padding="same", use_bias=False)(X)


def _batch_norm_relu6(X: Tensor) -> Tensor:
    return layers.ReLU(6.0)(layers.BatchNormalization()(X))
