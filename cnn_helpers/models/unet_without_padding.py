"""The U-Net of the paper: convolutions without padding, so that every output pixel has seen real pixels only."""

import keras
from keras import layers

from cnn_helpers.checks import whole_number
from cnn_helpers.models.checks import class_count, image_input
from cnn_helpers.tensor_types import Tensor

HALVINGS = 4


def unet_unpadded(
    input_shape: tuple[int, int, int] = (572, 572, 1), classes: int = 2, filters: int = 64
) -> keras.Model:
    """Return the U-Net of the paper's figure 1, whose output is 184 pixels a side smaller than its input.

    input_shape: (n_H, n_W, n_C), sides that `unpadded_sizes` accepts; classes: at least 2; filters: of the first
    block, doubled four times -> (m, n_H - 184, n_W - 184, classes) before the softmax. Skips are cropped around
    their centre; 2x2 transposed convolutions halve the channels; dropout of 0.5 at the end of the contracting path.
    Raises ValueError for other counts and sizes. Source: Ronneberger, Fischer and Brox (2015), figure 1.

    >>> unet_unpadded((572, 572, 1)).output_shape
    (None, 388, 388, 2)
    """
    classes, filters = class_count(classes), whole_number("filters", filters, least=1)
    inputs = image_input(input_shape, least=1)
    for n in inputs.shape[1:3]:
        unpadded_sizes(n)
    X, skips = inputs, []
    for k in range(HALVINGS):
        X = _two_convs(X, filters * 2**k)
        if k == HALVINGS - 1:
            X = layers.Dropout(0.5)(X)
        skips.append(X)
        X = layers.MaxPooling2D(2)(X)
    X = layers.Dropout(0.5)(_two_convs(X, filters * 2**HALVINGS))
    for k, skip in reversed(list(enumerate(skips))):
        X = layers.Conv2DTranspose(filters * 2**k, 2, strides=2, kernel_initializer="he_normal")(X)
        X = _two_convs(layers.Concatenate()([_cropped(skip, X), X]), filters * 2**k)
    return keras.Model(inputs, layers.Conv2D(classes, 1, name="logits")(X), name="unet_unpadded")


def unpadded_sizes(n: int) -> list[int]:
    """Return the side of the map after each step through `unet_unpadded`, for an image of side n.

    Two steps for the two convolutions of a block and one for halving or doubling: 9 blocks, 8 changes of size.
    Raises ValueError for sides of which a map would be halved with a pixel left over, or would vanish; it says
    which side is the next that works.

    >>> unpadded_sizes(572)[:6], unpadded_sizes(572)[-3:]
    ([572, 570, 568, 284, 282, 280], [392, 390, 388])
    """
    sizes = _sizes(whole_number("the side of the image", n, least=1))
    if sizes is None:
        works = next(side for side in range(n + 1, n + 200) if _sizes(side))
        raise ValueError(
            f"an image of side {n} does not halve evenly four times; such a side is needed, as {works} is"
        )
    return sizes


def _sizes(n: int) -> list[int] | None:
    sizes = [n, n - 2, n - 4]
    for _ in range(HALVINGS):
        half, left_over = divmod(sizes[-1], 2)
        sizes += [half, half - 2, half - 4]
        if left_over:
            return None
    for _ in range(HALVINGS):
        twice = 2 * sizes[-1]
        sizes += [twice, twice - 2, twice - 4]
    return sizes if min(sizes) > 0 else None


def _two_convs(X: Tensor, filters: int) -> Tensor:
    for _ in range(2):
        X = layers.Conv2D(filters, 3, activation="relu", kernel_initializer="he_normal")(X)
    return X


def _cropped(skip: Tensor, X: Tensor) -> Tensor:
    """Return the middle of the skip, of the size of X."""
    edges = [large - small for large, small in zip(skip.shape[1:3], X.shape[1:3], strict=True)]
    return layers.Cropping2D([(edge // 2, edge - edge // 2) for edge in edges])(skip)
