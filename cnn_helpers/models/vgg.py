"""VGG-16 and VGG-19: nothing but 3x3 convolutions that keep the size, and 2x2 pooling that halves it."""

import keras
from keras import layers

from cnn_helpers.models.checks import class_count, classifier, image_input

FILTERS = (64, 128, 256, 512, 512)  # of the five blocks: twice as many whenever the map is halved


def vgg16(
    input_shape: tuple[int, int, int] = (224, 224, 3),
    classes: int = 1000,
    classifier_activation: str | None = "softmax",
) -> keras.Model:
    """Return VGG-16, 13 convolutions and 3 dense layers: 138,357,544 parameters for 224x224x3 and 1000 classes.

    input_shape: (n_H, n_W, n_C), sides of at least 32 pixels; classes: at least 2; classifier_activation: None
    for scores before the softmax. Weights in the order of keras.applications.VGG16, which leaves out the dropout
    that the paper trains with, too.
    Raises ValueError for other shapes and counts.
    Source: Simonyan and Zisserman, Very deep convolutional networks for large-scale image recognition (2015),
    table 1, column D.

    >>> vgg16((32, 32, 3), classes=10).count_params()
    33638218
    """
    return _vgg("vgg16", (2, 2, 3, 3, 3), input_shape, classes, classifier_activation)


def vgg19(
    input_shape: tuple[int, int, int] = (224, 224, 3),
    classes: int = 1000,
    classifier_activation: str | None = "softmax",
) -> keras.Model:
    """Return VGG-19, 16 convolutions and 3 dense layers: 143,667,240 parameters for 224x224x3 and 1000 classes.

    Arguments and refusals as for vgg16; weights in the order of keras.applications.VGG19.
    Source: Simonyan and Zisserman (2015), table 1, column E.

    >>> vgg19((32, 32, 3), classes=10).count_params()
    38947914
    """
    return _vgg("vgg19", (2, 2, 4, 4, 4), input_shape, classes, classifier_activation)


def _vgg(
    name: str,
    convolutions: tuple[int, ...],
    input_shape: tuple[int, int, int],
    classes: int,
    classifier_activation: str | None,
) -> keras.Model:
    classes = class_count(classes)
    X = inputs = image_input(input_shape, least=32)
    for block, (filters, times) in enumerate(zip(FILTERS, convolutions, strict=True), start=1):
        for place in range(1, times + 1):
            conv = layers.Conv2D(
                filters, 3, padding="same", activation="relu", name=f"block{block}_conv{place}"
            )
            X = conv(X)
        X = layers.MaxPooling2D(2, name=f"block{block}_pool")(X)
    X = layers.Flatten(name="flatten")(X)
    X = layers.Dense(4096, activation="relu", name="fc1")(X)
    X = layers.Dense(4096, activation="relu", name="fc2")(X)
    return keras.Model(inputs, classifier(X, classes, classifier_activation), name=name)
