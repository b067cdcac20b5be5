"""U-Net: a path that shrinks the image, a path that enlarges it again, and at each size a skip between them.

This is the form with padding, whose output has the size of its input; `unet_unpadded` is that of the paper.
"""

import keras
from keras import layers

from cnn_helpers.checks import whole_number
from cnn_helpers.models.checks import class_count, feature_map, image_input
from cnn_helpers.tensor_types import Tensor


def unet(
    input_shape: tuple[int, int, int] = (96, 128, 3),
    classes: int = 23,
    filters: int = 32,
    dropout: float = 0.3,
    batch_norm: bool = False,
    halvings: int = 4,
    max_filters: int | None = None,
) -> keras.Model:
    """Return the U-Net with padding: logits of each class for each pixel of the image.

    input_shape: (n_H, n_W, n_C), sides that can be halved `halvings` times; classes: at least 2; filters: of the first
    block, doubled at each halving, but never above max_filters -> (m, n_H, n_W, classes) before the softmax.
    dropout: after the two deepest blocks; batch_norm: between each 3x3 convolution and its ReLU, which the paper
    did not have. A last 3x3 convolution of `filters` stands before the 1x1.
    Raises ValueError for other counts and shares, and for sides that do not halve evenly.
    Source: Ronneberger, Fischer and Brox, U-Net: convolutional networks for biomedical image segmentation (2015),
    figure 1, with padding and 3x3 transposed convolutions; max_filters as in Isensee et al., nnU-Net (2021).

    >>> model = unet((96, 128, 3), classes=23, filters=32)
    >>> model.output_shape, model.count_params()
    ((None, 96, 128, 23), 8640471)
    """
    classes, filters = class_count(classes), whole_number("filters", filters, least=1)
    halvings = whole_number("halvings", halvings, least=1)
    widths = [filters * 2**k for k in range(halvings + 1)]
    if max_filters is not None:
        most = whole_number("max_filters", max_filters, least=filters)
        widths = [min(width, most) for width in widths]
    inputs = image_input(input_shape, least=1)
    for axis, n in zip(("n_H", "n_W"), inputs.shape[1:3], strict=True):
        _halves_evenly(axis, n, halvings)
    X, skips = inputs, []
    for k in range(halvings):
        X, skip = conv_block(X, widths[k], dropout if k == halvings - 1 else 0, batch_norm=batch_norm)
        skips.append(skip)
    X, _ = conv_block(X, widths[halvings], dropout, max_pooling=False, batch_norm=batch_norm)
    for k, skip in reversed(list(enumerate(skips))):
        X = upsampling_block(X, skip, widths[k], batch_norm)
    X = _conv(X, filters, batch_norm)
    logits = layers.Conv2D(
        classes, 1, name="logits", dtype="float32"
    )  # also where the rest is in half precision
    return keras.Model(inputs, logits(X), name="unet")


def conv_block(
    inputs: Tensor,
    n_filters: int = 32,
    dropout_prob: float = 0,
    max_pooling: bool = True,
    batch_norm: bool = False,
) -> tuple[Tensor, Tensor]:
    """Return (next_layer, skip_connection): two 3x3 convolutions with ReLU, and a pooling layer that halves the map.

    inputs: (m, n_H, n_W, n_C) -> skip_connection (m, n_H, n_W, n_filters), from before the pooling; next_layer
    half as high and wide, or the same tensor without max_pooling. dropout_prob: after the second convolution.
    Raises ValueError for n_filters below 1 and for a dropout_prob that is not from 0 to below 1.
    Source: Ronneberger, Fischer and Brox (2015), section 2, contracting path.

    >>> next_layer, skip_connection = conv_block(keras.Input((96, 128, 3)), 32)
    >>> next_layer.shape, skip_connection.shape
    ((None, 48, 64, 32), (None, 96, 128, 32))
    """
    n_filters = whole_number("n_filters", n_filters, least=1)
    if not (isinstance(dropout_prob, (int, float)) and 0 <= dropout_prob < 1):
        raise ValueError(f"dropout_prob is {dropout_prob!r}; a number from 0 to below 1 is needed")
    X = _conv(_conv(feature_map(inputs), n_filters, batch_norm), n_filters, batch_norm)
    if dropout_prob > 0:
        X = layers.Dropout(dropout_prob)(X)
    return (layers.MaxPooling2D(2)(X) if max_pooling else X), X


def upsampling_block(
    expansive_input: Tensor, contractive_input: Tensor, n_filters: int = 32, batch_norm: bool = False
) -> Tensor:
    """Return the map that is twice as high and wide: enlarged, joined with the skip, and convolved twice.

    expansive_input: (m, n_H, n_W, n_C), from below; contractive_input: (m, 2 n_H, 2 n_W, n_C'), the skip ->
    (m, 2 n_H, 2 n_W, n_filters). A 3x3 transposed convolution with stride 2; concatenation along channels, the
    enlarged map first; two 3x3 convolutions with ReLU.
    Raises ValueError for n_filters below 1 and for a skip of another size.
    Source: Ronneberger, Fischer and Brox (2015), section 2, expansive path.

    >>> upsampling_block(keras.Input((6, 8, 512)), keras.Input((12, 16, 256)), 256).shape
    (None, 12, 16, 256)
    """
    n_filters = whole_number("n_filters", n_filters, least=1)
    below, skip = feature_map(expansive_input), feature_map(contractive_input)
    twice = tuple(n if n is None else 2 * n for n in below.shape[1:3])
    if skip.shape[1:3] != twice:
        raise ValueError(
            f"contractive_input is {skip.shape[1]} by {skip.shape[2]}; {twice[0]} by {twice[1]} is needed, "
            "twice expansive_input"
        )
    X = layers.Conv2DTranspose(n_filters, 3, strides=2, padding="same")(below)
    return _conv(_conv(layers.Concatenate()([X, skip]), n_filters, batch_norm), n_filters, batch_norm)


def _conv(X: Tensor, filters: int, batch_norm: bool) -> Tensor:
    if not batch_norm:
        return layers.Conv2D(filters, 3, activation="relu", padding="same", kernel_initializer="he_normal")(X)
    X = layers.Conv2D(filters, 3, padding="same", use_bias=False, kernel_initializer="he_normal")(X)
    return layers.ReLU()(layers.BatchNormalization()(X))


def _halves_evenly(axis: str, n: int, halvings: int) -> None:
    whole = 2**halvings
    if n % whole:
        near = f"{n // whole * whole} or {n // whole * whole + whole}" if n > whole else f"{whole}"
        raise ValueError(f"{axis} of input_shape is {n}; a multiple of {whole} is needed, such as {near}")
