"""A network of three convolutions, after which the mean of each map is its class's score."""

import keras
from keras import layers

from cnn_helpers.models.checks import class_count, classifier, image_input


def three_convolutions(input_shape=(32, 32, 3), classes=10, classifier_activation="softmax"):
    """Return the smallest of the all-convolutional networks: strides instead of pooling, and no dense layer inside.

    input_shape: (n_H, n_W, n_C), sides of at least 8 pixels; classes: at least 2; classifier_activation: None for
    scores before the softmax. Raises ValueError for other shapes and counts.
    Source: after Springenberg, Dosovitskiy, Brox and Riedmiller, Striving for simplicity: the all convolutional net
    (2015), section 2, with three layers in the place of their nine.

    >>> three_convolutions().count_params()
    5528
    """
    classes = class_count(classes)
    inputs = image_input(input_shape, least=8)
    X = layers.Conv2D(16, 3, strides=2, padding="same", activation="relu", name="conv_1")(inputs)
    X = layers.Conv2D(32, 3, strides=2, padding="same", activation="relu", name="conv_2")(X)
    X = layers.Conv2D(classes, 1, activation="relu", name="conv_3")(X)
    X = layers.GlobalAveragePooling2D(name="mean")(X)
    return keras.Model(inputs, classifier(X, classes, classifier_activation), name="three_convolutions")
