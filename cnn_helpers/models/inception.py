"""Network in network, and what grew out of its 1x1 convolutions: the inception module and GoogLeNet."""

from collections.abc import Sequence

import keras
from keras import layers

from cnn_helpers.models.checks import class_count, classifier, feature_map, filter_counts, image_input
from cnn_helpers.tensor_types import Tensor


def network_in_network(
    input_shape: tuple[int, int, int] = (32, 32, 3),
    classes: int = 10,
    classifier_activation: str | None = "softmax",
) -> keras.Model:
    """Return the network in network for CIFAR-10: 966,986 parameters and no dense layer.

    input_shape: (n_H, n_W, n_C), sides of at least 8 pixels; classes: at least 2; classifier_activation: None
    for scores before the softmax. A 1x1 convolution is a small dense network that visits every pixel; the last
    one gives a map for each class, whose mean is the class' score.
    Raises ValueError for other shapes and counts.
    Source: Lin, Chen and Yan, Network in network (2014), sections 3 and 4.

    >>> network_in_network().count_params()
    966986
    """
    classes = class_count(classes)
    X = inputs = image_input(input_shape, least=8)
    X = _mlpconv(X, 5, (192, 160, 96))
    X = layers.MaxPooling2D(3, strides=2, padding="same")(X)
    X = layers.Dropout(0.5)(X)
    X = _mlpconv(X, 5, (192, 192, 192))
    X = layers.AveragePooling2D(3, strides=2, padding="same")(X)
    X = layers.Dropout(0.5)(X)
    X = _mlpconv(X, 3, (192, 192, classes))
    X = layers.GlobalAveragePooling2D()(X)
    outputs = layers.Activation(classifier_activation, name="predictions")(X)
    return keras.Model(inputs, outputs, name="network_in_network")


def googlenet(
    input_shape: tuple[int, int, int] = (224, 224, 3),
    classes: int = 1000,
    classifier_activation: str | None = "softmax",
    side_classifiers: bool = True,
) -> keras.Model:
    """Return GoogLeNet: 13,378,280 parameters with its two side classifiers, 6,998,552 without them.

    input_shape: (n_H, n_W, n_C), sides of at least 65 pixels, without side classifiers 32; classes: at least 2;
    classifier_activation: None for scores before the softmax. With side classifiers the model gives three
    answers: its own, and those after modules 4a and 4d, whose losses count 0.3 each in training and which are
    thrown away afterwards. Local response normalization, which has no parameters, is left out.
    Raises ValueError for other shapes and counts.
    Source: Szegedy et al., Going deeper with convolutions (2015), table 1 and section 5.

    >>> [answer.shape for answer in googlenet((65, 65, 3), classes=10).outputs]
    [(None, 10), (None, 10), (None, 10)]
    """
    classes = class_count(classes)
    X = inputs = image_input(input_shape, least=65 if side_classifiers else 32)
    X = _conv(X, 64, 7, s=2)
    X = layers.MaxPooling2D(3, strides=2, padding="same")(X)
    X = _conv(X, 64, 1)
    X = _conv(X, 192, 3)
    X = layers.MaxPooling2D(3, strides=2, padding="same")(X)
    X = inception_module(X, [64, 96, 128, 16, 32, 32])  # 3a
    X = inception_module(X, [128, 128, 192, 32, 96, 64])  # 3b
    X = layers.MaxPooling2D(3, strides=2, padding="same")(X)
    X = side_a = inception_module(X, [192, 96, 208, 16, 48, 64])  # 4a
    X = inception_module(X, [160, 112, 224, 24, 64, 64])  # 4b
    X = inception_module(X, [128, 128, 256, 24, 64, 64])  # 4c
    X = side_d = inception_module(X, [112, 144, 288, 32, 64, 64])  # 4d
    X = inception_module(X, [256, 160, 320, 32, 128, 128])  # 4e
    X = layers.MaxPooling2D(3, strides=2, padding="same")(X)
    X = inception_module(X, [256, 160, 320, 32, 128, 128])  # 5a
    X = inception_module(X, [384, 192, 384, 48, 128, 128])  # 5b
    X = layers.GlobalAveragePooling2D()(X)
    X = layers.Dropout(0.4)(X)
    outputs = [classifier(X, classes, classifier_activation)]
    if side_classifiers:
        outputs += [
            _side_classifier(side, classes, classifier_activation, name)
            for side, name in ((side_a, "side_4a"), (side_d, "side_4d"))
        ]
    return keras.Model(inputs, outputs if side_classifiers else outputs[0], name="googlenet")


def inception_module(X: Tensor, filters: Sequence[int]) -> Tensor:
    """Return four looks at X side by side: 1x1, 3x3 and 5x5 convolutions and pooling, with 1x1 bottlenecks.

    X: (m, n_H, n_W, n_C) -> (m, n_H, n_W, F1 + F3 + F5 + P); filters: (F1, R3, F3, R5, F5, P), the columns of the
    paper's table: R3 and R5 are the 1x1 convolutions before the larger ones, P the one after the pooling.
    Raises ValueError for anything but six whole numbers of at least 1.
    Source: Szegedy et al. (2015), figure 2b.

    >>> inception_module(keras.Input((28, 28, 192)), [64, 96, 128, 16, 32, 32]).shape
    (None, 28, 28, 256)
    """
    F1, R3, F3, R5, F5, P = filter_counts(filters, "F1, R3, F3, R5, F5, P")
    feature_map(X)
    pooled = layers.MaxPooling2D(3, strides=1, padding="same")(X)
    paths = [
        _conv(X, F1, 1),
        _conv(_conv(X, R3, 1), F3, 3),
        _conv(_conv(X, R5, 1), F5, 5),
        _conv(pooled, P, 1),
    ]
    return layers.Concatenate()(paths)


def naive_inception_module(X: Tensor, filters: Sequence[int]) -> Tensor:
    """Return the inception module without bottlenecks, which costs too much: all paths read all of X's channels.

    X: (m, n_H, n_W, n_C) -> (m, n_H, n_W, F1 + F3 + F5 + n_C), for pooling keeps the channels; filters:
    (F1, F3, F5). Raises ValueError for anything but three whole numbers of at least 1.
    Source: Szegedy et al. (2015), figure 2a.

    >>> naive_inception_module(keras.Input((28, 28, 192)), [64, 128, 32]).shape
    (None, 28, 28, 416)
    """
    F1, F3, F5 = filter_counts(filters, "F1, F3, F5")
    feature_map(X)
    pooled = layers.MaxPooling2D(3, strides=1, padding="same")(X)
    return layers.Concatenate()([_conv(X, F1, 1), _conv(X, F3, 3), _conv(X, F5, 5), pooled])


def _side_classifier(X: Tensor, classes: int, activation: str | None, name: str) -> Tensor:
    X = layers.AveragePooling2D(5, strides=3)(X)
    X = _conv(X, 128, 1)
    X = layers.Flatten()(X)
    X = layers.Dense(1024, activation="relu")(X)
    X = layers.Dropout(0.7)(X)
    return layers.Dense(classes, activation=activation, name=name)(X)


def _mlpconv(X: Tensor, f: int, filters: Sequence[int]) -> Tensor:
    """Return X after an fxf convolution and a 1x1 convolution for each number of filters after the first."""
    X = _conv(X, filters[0], f)
    for count in filters[1:]:
        X = _conv(X, count, 1)
    return X


def _conv(X: Tensor, filters: int, f: int, s: int = 1) -> Tensor:
    return layers.Conv2D(filters, f, strides=s, padding="same", activation="relu")(X)
