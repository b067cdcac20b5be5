"""AlexNet, which won ImageNet's contest of 2012."""

import keras
from keras import layers

from cnn_helpers.models.checks import class_count, classifier, image_input


def alexnet(
    input_shape: tuple[int, int, int] = (227, 227, 3),
    classes: int = 1000,
    classifier_activation: str | None = "softmax",
) -> keras.Model:
    """Return AlexNet in one tower: 62,378,344 parameters for 227x227x3 and a thousand classes.

    input_shape: (n_H, n_W, n_C), sides of at least 67 pixels; classes: at least 2; classifier_activation: None
    for scores before the softmax. The paper's two towers, one for each of its GPUs, see half of each other's maps
    in three of the layers and so have fewer weights, about 60 million; its local response normalization has none,
    helps little (Simonyan and Zisserman, 2015, section 4) and is left out. The paper says 224 pixels, but its
    layer of 11x11 filters with stride 4 gives 55x55 for 227.
    Raises ValueError for other shapes and counts.
    Source: Krizhevsky, Sutskever and Hinton, ImageNet classification with deep convolutional neural networks
    (2012), section 3.5.

    >>> alexnet((67, 67, 3), classes=10).get_layer("pool5").output.shape
    (None, 1, 1, 256)
    """
    classes = class_count(classes)
    inputs = image_input(input_shape, least=67)
    X = layers.Conv2D(96, 11, strides=4, activation="relu", name="conv1")(inputs)
    X = layers.MaxPooling2D(3, strides=2, name="pool1")(X)
    X = layers.Conv2D(256, 5, padding="same", activation="relu", name="conv2")(X)
    X = layers.MaxPooling2D(3, strides=2, name="pool2")(X)
    X = layers.Conv2D(384, 3, padding="same", activation="relu", name="conv3")(X)
    X = layers.Conv2D(384, 3, padding="same", activation="relu", name="conv4")(X)
    X = layers.Conv2D(256, 3, padding="same", activation="relu", name="conv5")(X)
    X = layers.MaxPooling2D(3, strides=2, name="pool5")(X)
    X = layers.Flatten(name="flatten")(X)
    for name in ("fc6", "fc7"):
        X = layers.Dense(4096, activation="relu", name=name)(X)
        X = layers.Dropout(0.5, name=f"{name}_dropout")(X)
    return keras.Model(inputs, classifier(X, classes, classifier_activation), name="alexnet")
