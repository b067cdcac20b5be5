"""Residual networks: blocks whose input takes a short cut past their layers and is added to what they give.

In the building block of the short networks two layers lie beside the shortcut, in the bottleneck of the long ones
three. Blocks with an unchanged shape hand their input on as it is; where the shape changes, a 1x1 convolution on
the shortcut changes it too (the paper's option B).
"""

from collections.abc import Callable, Sequence

import keras
from keras import layers

from cnn_helpers.checks import whole_number
from cnn_helpers.models.checks import class_count, classifier, feature_map, filter_counts, image_input
from cnn_helpers.tensor_types import Tensor

EPSILON = 1.001e-5  # of batch norm, as in keras.applications, whose weights fit these networks


def resnet18(
    input_shape: tuple[int, int, int] = (224, 224, 3),
    classes: int = 1000,
    classifier_activation: str | None = "softmax",
) -> keras.Model:
    """Return ResNet-18: 11,689,512 trainable parameters, with 9,600 running statistics 11,699,112.

    Arguments and refusals as for resnet50; convolutions without biases, as in torchvision.
    Source: He, Zhang, Ren and Sun, Deep residual learning for image recognition (2016), table 1.

    >>> resnet18((32, 32, 3), classes=10).output_shape
    (None, 10)
    """
    return _resnet("resnet18", building_blocks, (2, 2, 2, 2), input_shape, classes, classifier_activation)


def resnet34(
    input_shape: tuple[int, int, int] = (224, 224, 3),
    classes: int = 1000,
    classifier_activation: str | None = "softmax",
) -> keras.Model:
    """Return ResNet-34: 21,797,672 trainable parameters, with 17,024 running statistics 21,814,696.

    Arguments and refusals as for resnet50; convolutions without biases, as in torchvision.
    Source: He, Zhang, Ren and Sun (2016), table 1 and figure 3.

    >>> resnet34((32, 32, 3), classes=10).output_shape
    (None, 10)
    """
    return _resnet("resnet34", building_blocks, (3, 4, 6, 3), input_shape, classes, classifier_activation)


def resnet50(
    input_shape: tuple[int, int, int] = (224, 224, 3),
    classes: int = 1000,
    classifier_activation: str | None = "softmax",
) -> keras.Model:
    """Return ResNet-50: 25,636,712 parameters for a thousand classes, whatever the size of the image.

    input_shape: (n_H, n_W, n_C), sides of at least 32 pixels; classes: at least 2; classifier_activation: None
    for scores before the softmax. Weights in the order of keras.applications.ResNet50; the biases of its
    convolutions, 26,560 of them, do nothing that batch norm's own would not do.
    Raises ValueError for other shapes and counts.
    Source: He, Zhang, Ren and Sun (2016), table 1.

    >>> resnet50((32, 32, 3)).count_params()
    25636712
    """
    return _resnet("resnet50", bottlenecks, (3, 4, 6, 3), input_shape, classes, classifier_activation)


def resnet101(
    input_shape: tuple[int, int, int] = (224, 224, 3),
    classes: int = 1000,
    classifier_activation: str | None = "softmax",
) -> keras.Model:
    """Return ResNet-101: 44,707,176 parameters for a thousand classes.

    Arguments and refusals as for resnet50; weights in the order of keras.applications.ResNet101.
    Source: He, Zhang, Ren and Sun (2016), table 1.

    >>> sum("conv" in layer.name for layer in resnet101((32, 32, 3)).layers) - 4  # less the four projections
    100
    """
    return _resnet("resnet101", bottlenecks, (3, 4, 23, 3), input_shape, classes, classifier_activation)


def resnet152(
    input_shape: tuple[int, int, int] = (224, 224, 3),
    classes: int = 1000,
    classifier_activation: str | None = "softmax",
) -> keras.Model:
    """Return ResNet-152: 60,419,944 parameters for a thousand classes.

    Arguments and refusals as for resnet50; weights in the order of keras.applications.ResNet152.
    Source: He, Zhang, Ren and Sun (2016), table 1.

    >>> sum("conv" in layer.name for layer in resnet152((32, 32, 3)).layers) - 4  # less the four projections
    151
    """
    return _resnet("resnet152", bottlenecks, (3, 8, 36, 3), input_shape, classes, classifier_activation)


def _resnet(
    name: str,
    stage: Callable[..., Tensor],
    repeats: tuple[int, ...],
    input_shape: tuple[int, int, int],
    classes: int,
    classifier_activation: str | None,
) -> keras.Model:
    classes = class_count(classes)
    inputs = image_input(input_shape, least=32)
    X = layers.ZeroPadding2D(3)(inputs)
    X = layers.Conv2D(64, 7, strides=2, use_bias=stage is bottlenecks, kernel_initializer="he_normal")(X)
    X = layers.ReLU()(_batch_norm(X))
    X = layers.ZeroPadding2D(1)(X)  # zeros never win: after ReLU nothing is smaller
    X = layers.MaxPooling2D(3, strides=2)(X)
    for number, (filters, blocks) in enumerate(zip((64, 128, 256, 512), repeats, strict=True)):
        X = stage(X, filters, blocks, s=1 if number == 0 else 2)
    X = layers.GlobalAveragePooling2D()(X)
    return keras.Model(inputs, classifier(X, classes, classifier_activation), name=name)


def building_blocks(X: Tensor, filters: int, blocks: int, s: int) -> Tensor:
    """Return X after a stage of `blocks` building blocks, the first with stride s.

    >>> building_blocks(keras.Input((56, 56, 64)), 128, blocks=4, s=2).shape
    (None, 28, 28, 128)
    """
    X = basic_block(X, 3, filters, s)
    for _ in range(blocks - 1):
        X = basic_block(X, 3, filters)
    return X


def bottlenecks(X: Tensor, filters: int, blocks: int, s: int) -> Tensor:
    """Return X after a stage of `blocks` bottlenecks, the first with stride s; they give 4 * filters channels.

    >>> bottlenecks(keras.Input((56, 56, 256)), 128, blocks=4, s=2).shape
    (None, 28, 28, 512)
    """
    X = convolutional_block(X, 3, [filters, filters, 4 * filters], s)
    for _ in range(blocks - 1):
        X = identity_block(X, 3, [filters, filters, 4 * filters])
    return X


def identity_block(X: Tensor, f: int, filters: Sequence[int]) -> Tensor:
    """Return a bottleneck whose shortcut hands X on unchanged.

    X: (m, n_H, n_W, F3) -> the same shape; f: size of the middle filters; filters: (F1, F2, F3). 1x1 to F1
    channels, fxf to F2, 1x1 to F3, each with batch norm and all but the last with ReLU; plus X; ReLU.
    Raises ValueError if X does not have F3 channels, and for anything but whole numbers of at least 1.
    Source: He, Zhang, Ren and Sun (2016), figure 5.

    >>> identity_block(keras.Input((14, 14, 1024)), 3, [256, 256, 1024]).shape
    (None, 14, 14, 1024)
    """
    _, _, F3 = filter_counts(filters, "F1, F2, F3")
    if feature_map(X).shape[3] != F3:
        raise ValueError(
            f"X has {X.shape[3]} channels and F3 is {F3}; they must be equal to be added: "
            "use convolutional_block to change the number"
        )
    return layers.ReLU()(layers.Add()([X, _bottleneck(X, f, filters, s=1)]))


def convolutional_block(X: Tensor, f: int, filters: Sequence[int], s: int = 2) -> Tensor:
    """Return a bottleneck whose shortcut is a 1x1 convolution, because the shape changes.

    X: (m, n_H, n_W, n_C) -> (m, ceil(n_H / s), ceil(n_W / s), F3); f: size of the middle filters; filters:
    (F1, F2, F3); s: stride of the first 1x1 convolution and of the shortcut's. Otherwise as identity_block.
    Raises ValueError for anything but whole numbers of at least 1.
    Source: He, Zhang, Ren and Sun (2016), section 3.3, option B.

    >>> convolutional_block(keras.Input((28, 28, 512)), 3, [256, 256, 1024]).shape
    (None, 14, 14, 1024)
    """
    _, _, F3 = filter_counts(filters, "F1, F2, F3")
    shortcut = _batch_norm(_conv(feature_map(X), F3, 1, s))
    return layers.ReLU()(layers.Add()([shortcut, _bottleneck(X, f, filters, s)]))


def basic_block(X: Tensor, f: int, filters: int, s: int = 1) -> Tensor:
    """Return the building block of ResNet-18 and -34: two fxf convolutions beside the shortcut.

    X: (m, n_H, n_W, n_C) -> (m, ceil(n_H / s), ceil(n_W / s), filters); s: stride of the first convolution. If
    the shape stays the shortcut hands X on unchanged, otherwise it is a 1x1 convolution. No biases.
    Raises ValueError for anything but whole numbers of at least 1.
    Source: He, Zhang, Ren and Sun (2016), figure 2.

    >>> basic_block(keras.Input((56, 56, 64)), 3, 128, s=2).shape
    (None, 28, 28, 128)
    """
    filters, s = whole_number("filters", filters, least=1), whole_number("s", s, least=1)
    shortcut = feature_map(X)
    if s != 1 or X.shape[3] != filters:
        shortcut = _batch_norm(_conv(X, filters, 1, s, use_bias=False))
    X = layers.ReLU()(_batch_norm(_conv(X, filters, f, s, use_bias=False)))
    X = _batch_norm(_conv(X, filters, f, use_bias=False))
    return layers.ReLU()(layers.Add()([shortcut, X]))


def _bottleneck(X: Tensor, f: int, filters: Sequence[int], s: int) -> Tensor:
    F1, F2, F3 = filter_counts(filters, "F1, F2, F3")
    X = layers.ReLU()(_batch_norm(_conv(X, F1, 1, s)))
    X = layers.ReLU()(_batch_norm(_conv(X, F2, f)))
    return _batch_norm(_conv(X, F3, 1))


def _conv(X: Tensor, filters: int, f: int, s: int = 1, use_bias: bool = True) -> Tensor:
    f, s = whole_number("f", f, least=1), whole_number("s", s, least=1)
    conv = layers.Conv2D(
        filters, f, strides=s, padding="same", use_bias=use_bias, kernel_initializer="he_normal"
    )
    return conv(X)


def _batch_norm(X: Tensor) -> Tensor:
    return layers.BatchNormalization(axis=3, epsilon=EPSILON)(X)
