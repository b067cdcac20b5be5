"""LeNet-5, which read cheques in the 1990s."""

import keras
from keras import layers

from cnn_helpers.models.checks import class_count, classifier, image_input


def lenet5(
    input_shape: tuple[int, int, int] = (32, 32, 1),
    classes: int = 10,
    classifier_activation: str | None = "softmax",
) -> keras.Model:
    """Return LeNet-5 in the form that is taught today: 61,706 parameters for 32x32x1 and ten classes.

    input_shape: (n_H, n_W, n_C), sides of at least 16 pixels; classes: at least 2; classifier_activation: None
    for scores before the softmax. Tanh and average pooling, as in the paper. Its other particulars are left out:
    pooling has no weights here, each filter of the second convolution sees all six maps (theirs see three to six
    of them), and a softmax stands for the radial basis functions; with these the paper has about 60,000.
    Raises ValueError for other shapes and counts.
    Source: LeCun, Bottou, Bengio and Haffner, Gradient-based learning applied to document recognition (1998),
    section II.B.

    >>> lenet5().count_params()
    61706
    """
    classes = class_count(classes)
    inputs = image_input(input_shape, least=16)
    X = layers.Conv2D(6, 5, activation="tanh", name="C1")(inputs)
    X = layers.AveragePooling2D(2, name="S2")(X)
    X = layers.Conv2D(16, 5, activation="tanh", name="C3")(X)
    X = layers.AveragePooling2D(2, name="S4")(X)
    X = layers.Flatten(name="flatten")(X)
    X = layers.Dense(120, activation="tanh", name="C5")(X)
    X = layers.Dense(84, activation="tanh", name="F6")(X)
    return keras.Model(inputs, classifier(X, classes, classifier_activation), name="lenet5")
