"""FaceNet as Inception-ResNet-v1: inception modules whose sum with their input is damped, to a unit vector.

Filters and sizes are those of the implementation that most FaceNets in use are built from, which differs in a few
counts from the paper. Convolutions have no biases and their batch norm no factor, only a shift: the next
convolution can learn the factor.
"""

import keras
from keras import layers

from cnn_helpers.checks import whole_number
from cnn_helpers.models.checks import feature_map, image_input
from cnn_helpers.tensor_types import Tensor


def facenet(input_shape: tuple[int, int, int] = (160, 160, 3), embedding: int = 128) -> keras.Model:
    """Return FaceNet: an image becomes a vector of length 1; 22,808,144 parameters for 128 numbers.

    input_shape: (n_H, n_W, n_C), sides of at least 75 pixels; embedding: how many numbers, at least 2. Meant for
    images of mean 0 and standard deviation 1. 22,779,312 parameters are trainable.
    Raises ValueError for other shapes and counts.
    Source: Szegedy, Ioffe, Vanhoucke and Alemi, Inception-v4, Inception-ResNet and the impact of residual
    connections on learning (2016), figures 7 and 10 to 14; Schroff, Kalenichenko and Philbin, FaceNet (2015),
    for the vector.

    >>> facenet((75, 75, 3)).count_params()
    22808144
    """
    embedding = whole_number("embedding", embedding, least=2)
    X = inputs = image_input(input_shape, least=75)
    X = _conv(X, 32, 3, s=2, padding="valid")
    X = _conv(X, 32, 3, padding="valid")
    X = _conv(X, 64, 3)
    X = layers.MaxPooling2D(3, strides=2)(X)
    X = _conv(X, 80, 1)
    X = _conv(X, 192, 3, padding="valid")
    X = _conv(X, 256, 3, s=2, padding="valid")
    for _ in range(5):
        X = inception_resnet_a(X, scale=0.17)
    X = reduction_a(X)
    for _ in range(10):
        X = inception_resnet_b(X, scale=0.10)
    X = reduction_b(X)
    for _ in range(5):
        X = inception_resnet_c(X, scale=0.20)
    X = inception_resnet_c(X, scale=1.0, activation=None)
    X = layers.GlobalAveragePooling2D()(X)
    X = layers.Dropout(0.2)(X)
    X = _batch_norm(layers.Dense(embedding, use_bias=False)(X))
    return keras.Model(inputs, layers.UnitNormalization(name="embedding")(X), name="facenet")


def inception_resnet_a(X: Tensor, scale: float, activation: str | None = "relu") -> Tensor:
    """Return X plus `scale` times three paths of 32 filters: 1x1; 1x1 and 3x3; 1x1, 3x3 and 3x3.

    X: (m, n_H, n_W, n_C) -> the same shape, as the paths' 96 channels go back to n_C by a 1x1 convolution with a
    bias; scale: damps what is added; activation: of the sum. Raises ValueError for what is no volume.
    Source: Szegedy et al. (2016), figures 10 and 20.

    >>> inception_resnet_a(keras.Input((17, 17, 256)), scale=0.17).shape
    (None, 17, 17, 256)
    """
    paths = [
        _conv(feature_map(X), 32, 1),
        _conv(_conv(X, 32, 1), 32, 3),
        _conv(_conv(_conv(X, 32, 1), 32, 3), 32, 3),
    ]
    return _damped_sum(X, paths, scale, activation)


def inception_resnet_b(X: Tensor, scale: float, activation: str | None = "relu") -> Tensor:
    """Return X plus `scale` times two paths of 128 filters: 1x1; 1x1, 1x7 and 7x1. Otherwise as inception_resnet_a.

    Source: Szegedy et al. (2016), figures 11 and 20.

    >>> inception_resnet_b(keras.Input((8, 8, 896)), scale=0.10).shape
    (None, 8, 8, 896)
    """
    paths = [
        _conv(feature_map(X), 128, 1),
        _conv(_conv(_conv(X, 128, 1), 128, (1, 7)), 128, (7, 1)),
    ]
    return _damped_sum(X, paths, scale, activation)


def inception_resnet_c(X: Tensor, scale: float, activation: str | None = "relu") -> Tensor:
    """Return X plus `scale` times two paths of 192 filters: 1x1; 1x1, 1x3 and 3x1. Otherwise as inception_resnet_a.

    Source: Szegedy et al. (2016), figures 13 and 20.

    >>> inception_resnet_c(keras.Input((3, 3, 1792)), scale=0.20).shape
    (None, 3, 3, 1792)
    """
    paths = [
        _conv(feature_map(X), 192, 1),
        _conv(_conv(_conv(X, 192, 1), 192, (1, 3)), 192, (3, 1)),
    ]
    return _damped_sum(X, paths, scale, activation)


def reduction_a(X: Tensor) -> Tensor:
    """Return half the size, three ways side by side: (m, n_H, n_W, n_C) to about half, with 640 channels more.

    Raises ValueError for what is no volume. Source: Szegedy et al. (2016), figure 7, k, l, m, n = 192, 192, 256, 384.

    >>> reduction_a(keras.Input((17, 17, 256))).shape
    (None, 8, 8, 896)
    """
    paths = [
        _conv(feature_map(X), 384, 3, s=2, padding="valid"),
        _conv(_conv(_conv(X, 192, 1), 192, 3), 256, 3, s=2, padding="valid"),
        layers.MaxPooling2D(3, strides=2)(X),
    ]
    return layers.Concatenate()(paths)


def reduction_b(X: Tensor) -> Tensor:
    """Return half the size, four ways side by side: (m, n_H, n_W, n_C) to about half, with 896 channels more.

    Raises ValueError for what is no volume. Source: Szegedy et al. (2016), figure 12.

    >>> reduction_b(keras.Input((8, 8, 896))).shape
    (None, 3, 3, 1792)
    """
    paths = [
        _conv(_conv(feature_map(X), 256, 1), 384, 3, s=2, padding="valid"),
        _conv(_conv(X, 256, 1), 256, 3, s=2, padding="valid"),
        _conv(_conv(_conv(X, 256, 1), 256, 3), 256, 3, s=2, padding="valid"),
        layers.MaxPooling2D(3, strides=2)(X),
    ]
    return layers.Concatenate()(paths)


def _damped_sum(X: Tensor, paths: list[Tensor], scale: float, activation: str | None) -> Tensor:
    """Undamped, sums of many filters grow until training dies (section 3.3 of the paper)."""
    joined = layers.Conv2D(X.shape[3], 1)(layers.Concatenate()(paths))
    return layers.Activation(activation)(layers.Add()([X, layers.Rescaling(scale)(joined)]))


def _conv(X: Tensor, filters: int, f: int | tuple[int, int], s: int = 1, padding: str = "same") -> Tensor:
    X = layers.Conv2D(filters, f, strides=s, padding=padding, use_bias=False)(X)
    return layers.ReLU()(_batch_norm(X))


def _batch_norm(X: Tensor) -> Tensor:
    return layers.BatchNormalization(momentum=0.995, epsilon=1e-3, scale=False)(X)
