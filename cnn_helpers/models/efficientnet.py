"""EfficientNet: one small network, B0, and seven larger ones that are deeper, wider and sharper all at once."""

from math import ceil

import keras
from keras import layers

from cnn_helpers.models.checks import class_count, classifier, image_input
from cnn_helpers.tensor_types import Tensor

ALPHA, BETA, GAMMA = 1.2, 1.1, 1.15  # what a step of phi multiplies depth, width and resolution by
STAGES = (  # of B0: size of the depthwise filters, expansion, filters, blocks, stride of the first block
    (3, 1, 16, 1, 1),
    (3, 6, 24, 2, 2),
    (5, 6, 40, 2, 2),
    (3, 6, 80, 3, 2),
    (5, 6, 112, 3, 1),
    (5, 6, 192, 4, 2),
    (3, 6, 320, 1, 1),
)
INITIALIZER = keras.initializers.VarianceScaling(2.0, mode="fan_out")


def compound_scaling(phi: float) -> tuple[float, float, float]:
    """Return (depth, width, resolution), each as a multiple of B0's, after phi steps of compound scaling.

    phi: any number from 0 on. The multiply-adds grow by about 2^phi: with the depth, and with the squares of
    the width and of the resolution. The published B1 to B7 follow these multiples roughly.
    Raises ValueError for a negative phi. Source: Tan and Le (2019), equation 3 and section 4.

    >>> depth, width, resolution = compound_scaling(1)
    >>> round(depth * width**2 * resolution**2, 2)
    1.92
    """
    if not phi >= 0:
        raise ValueError(f"phi is {phi!r}; a number from 0 on is needed")
    return ALPHA**phi, BETA**phi, GAMMA**phi


def efficientnet_b0(
    input_shape: tuple[int, int, int] = (224, 224, 3),
    classes: int = 1000,
    classifier_activation: str | None = "softmax",
) -> keras.Model:
    """Return EfficientNet-B0: 5,330,571 parameters, 7 of them the scaling of the input.

    input_shape: (n_H, n_W, n_C), sides of at least 32 pixels, values from 0 to 255; classes: at least 2;
    classifier_activation: None for scores before the softmax. The input scaling is a mean and a variance for each
    channel and the count behind them; a network that normalises elsewhere has 5,330,564 parameters. Weights in the
    order of keras.applications.EfficientNetB0; after set_weights, get_layer("normalization").finalize_state()
    puts the mean and variance to use.
    Raises ValueError for other shapes and counts.
    Source: Tan and Le, EfficientNet: Rethinking model scaling for convolutional neural networks (2019), table 1.

    >>> efficientnet_b0((32, 32, 3)).count_params()
    5330571
    """
    return _efficientnet("b0", 1.0, 1.0, 0.2, input_shape, classes, classifier_activation)


def efficientnet_b1(
    input_shape: tuple[int, int, int] = (240, 240, 3),
    classes: int = 1000,
    classifier_activation: str | None = "softmax",
) -> keras.Model:
    """Return EfficientNet-B1, 1.1 times as deep as B0: 7,856,239 parameters. Arguments and source as for B0.

    >>> efficientnet_b1((32, 32, 3), classes=10).output_shape
    (None, 10)
    """
    return _efficientnet("b1", 1.0, 1.1, 0.2, input_shape, classes, classifier_activation)


def efficientnet_b2(
    input_shape: tuple[int, int, int] = (260, 260, 3),
    classes: int = 1000,
    classifier_activation: str | None = "softmax",
) -> keras.Model:
    """Return EfficientNet-B2, 1.2 times as deep and 1.1 as wide: 9,177,569 parameters. Otherwise as B0.

    >>> efficientnet_b2((32, 32, 3), classes=10).output_shape
    (None, 10)
    """
    return _efficientnet("b2", 1.1, 1.2, 0.3, input_shape, classes, classifier_activation)


def efficientnet_b3(
    input_shape: tuple[int, int, int] = (300, 300, 3),
    classes: int = 1000,
    classifier_activation: str | None = "softmax",
) -> keras.Model:
    """Return EfficientNet-B3, 1.4 times as deep and 1.2 as wide: 12,320,535 parameters. Otherwise as B0.

    >>> efficientnet_b3((32, 32, 3), classes=10).output_shape
    (None, 10)
    """
    return _efficientnet("b3", 1.2, 1.4, 0.3, input_shape, classes, classifier_activation)


def efficientnet_b4(
    input_shape: tuple[int, int, int] = (380, 380, 3),
    classes: int = 1000,
    classifier_activation: str | None = "softmax",
) -> keras.Model:
    """Return EfficientNet-B4, 1.8 times as deep and 1.4 as wide: 19,466,823 parameters. Otherwise as B0.

    >>> efficientnet_b4((32, 32, 3), classes=10).output_shape
    (None, 10)
    """
    return _efficientnet("b4", 1.4, 1.8, 0.4, input_shape, classes, classifier_activation)


def efficientnet_b5(
    input_shape: tuple[int, int, int] = (456, 456, 3),
    classes: int = 1000,
    classifier_activation: str | None = "softmax",
) -> keras.Model:
    """Return EfficientNet-B5, 2.2 times as deep and 1.6 as wide: 30,562,527 parameters. Otherwise as B0.

    >>> efficientnet_b5((32, 32, 3), classes=10).output_shape
    (None, 10)
    """
    return _efficientnet("b5", 1.6, 2.2, 0.4, input_shape, classes, classifier_activation)


def efficientnet_b6(
    input_shape: tuple[int, int, int] = (528, 528, 3),
    classes: int = 1000,
    classifier_activation: str | None = "softmax",
) -> keras.Model:
    """Return EfficientNet-B6, 2.6 times as deep and 1.8 as wide: 43,265,143 parameters. Otherwise as B0.

    >>> efficientnet_b6((32, 32, 3), classes=10).output_shape
    (None, 10)
    """
    return _efficientnet("b6", 1.8, 2.6, 0.5, input_shape, classes, classifier_activation)


def efficientnet_b7(
    input_shape: tuple[int, int, int] = (600, 600, 3),
    classes: int = 1000,
    classifier_activation: str | None = "softmax",
) -> keras.Model:
    """Return EfficientNet-B7, 3.1 times as deep and 2.0 as wide: 66,658,687 parameters. Otherwise as B0.

    >>> efficientnet_b7((32, 32, 3), classes=10).output_shape
    (None, 10)
    """
    return _efficientnet("b7", 2.0, 3.1, 0.5, input_shape, classes, classifier_activation)


def _efficientnet(
    name: str,
    width: float,
    depth: float,
    dropout: float,
    input_shape: tuple[int, int, int],
    classes: int,
    classifier_activation: str | None,
) -> keras.Model:
    classes = class_count(classes)
    inputs = image_input(input_shape, least=32)
    X = layers.Rescaling(1 / 255)(inputs)
    X = layers.Normalization(axis=3, name="normalization")(X)
    X = _conv_swish(X, _rounded(32 * width), 3, s=2)
    total = sum(ceil(blocks * depth) for *_, blocks, _ in STAGES)
    done = 0
    for f, expansion, filters, blocks, s in STAGES:
        for place in range(ceil(blocks * depth)):
            drop = 0.2 * done / total  # later blocks are skipped more often
            X = _mbconv(X, f, _rounded(filters * width), expansion, s if place == 0 else 1, drop)
            done += 1
    X = _conv_swish(X, _rounded(1280 * width), 1)
    X = layers.GlobalAveragePooling2D()(X)
    X = layers.Dropout(dropout)(X)
    return keras.Model(inputs, classifier(X, classes, classifier_activation), name=f"efficientnet_{name}")


def _mbconv(X: Tensor, f: int, filters: int, expansion: int, s: int, drop: float) -> Tensor:
    """Return an inverted residual block with squeeze and excitation and, in training, a chance to be skipped."""
    shortcut, n_C = X, X.shape[3]
    if expansion != 1:
        X = _conv_swish(X, expansion * n_C, 1)
    X = layers.DepthwiseConv2D(
        f, strides=s, padding="same", use_bias=False, depthwise_initializer=INITIALIZER
    )(X)
    X = layers.Activation("swish")(layers.BatchNormalization()(X))
    X = _squeeze_and_excite(X, squeezed=max(1, n_C // 4))
    X = layers.BatchNormalization()(_conv(X, filters, 1))
    if s == 1 and n_C == filters:
        if drop:
            X = layers.Dropout(drop, noise_shape=(None, 1, 1, 1))(X)
        X = layers.Add()([X, shortcut])
    return X


def _squeeze_and_excite(X: Tensor, squeezed: int) -> Tensor:
    """Return X with each channel turned up or down by what all channels' means say together."""
    gate = layers.GlobalAveragePooling2D(keepdims=True)(X)
    gate = layers.Conv2D(squeezed, 1, activation="swish", kernel_initializer=INITIALIZER)(gate)
    gate = layers.Conv2D(X.shape[3], 1, activation="sigmoid", kernel_initializer=INITIALIZER)(gate)
    return layers.Multiply()([X, gate])


def _conv_swish(X: Tensor, filters: int, f: int, s: int = 1) -> Tensor:
    return layers.Activation("swish")(layers.BatchNormalization()(_conv(X, filters, f, s)))


def _conv(X: Tensor, filters: int, f: int, s: int = 1) -> Tensor:
    conv = layers.Conv2D(
        filters, f, strides=s, padding="same", use_bias=False, kernel_initializer=INITIALIZER
    )
    return conv(X)


def _rounded(filters: float) -> int:
    """Return the multiple of 8 nearest to a number of filters, but at least nine tenths of it.

    >>> [_rounded(filters) for filters in (16 * 1.1, 32 * 1.1, 11.0)]
    [16, 32, 16]
    """
    nearest = max(8, int(filters + 4) // 8 * 8)
    return nearest if nearest >= 0.9 * filters else nearest + 8
