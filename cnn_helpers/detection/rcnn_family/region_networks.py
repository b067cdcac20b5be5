"""The networks of the R-CNN family, small ones: what looks at the pixels, and the heads that judge regions."""

from collections.abc import Sequence
from typing import Any, Self

import keras
from keras import layers, ops

from cnn_helpers.checks import whole_number
from cnn_helpers.detection.rcnn_family.region_features import RoIAlign
from cnn_helpers.models.checks import class_count, image_input
from cnn_helpers.tensor_types import Tensor

STRIDE = 4  # pixels a place of the shared feature map
CROP, BINS, HIDDEN = 32, 5, 128


def rcnn(input_shape: tuple[int, int, int] = (96, 96, 3), n_classes: int = 3) -> keras.Model:
    """Return R-CNN's network: every region is cut out of the image and goes through the ConvNet by itself.

    input_shape: (n_H, n_W, n_C); inputs [image, regions (n, 4) in pixels] -> scores (n, 1 + n_classes) before the
    softmax, background first, and offsets (n, n_classes, 4) in units of SPREAD.
    A region is warped to 32 x 32 pixels with a margin of 16/227 on each side, as the paper leaves; the paper's
    support vector machines and its separately fitted regression are two output layers here.
    Raises ValueError for other shapes and counts.
    Source: Girshick et al., Rich feature hierarchies for accurate object detection (2014), section 2.

    >>> [output.shape for output in rcnn().outputs]
    [(None, None, 4), (None, None, 3, 4)]
    """
    image, regions = image_input(input_shape, least=16), keras.Input((None, 4), name="regions")
    crops = RoIAlign(CROP, samples=1, widen=227 / (227 - 32))([image, regions])
    X = crop = keras.Input((CROP, CROP, input_shape[2]))
    for filters in (16, 32, 64):
        X = layers.MaxPooling2D(2)(_conv(X, filters))
    X = _dense(layers.Flatten()(X))
    X = EachRegion(keras.Model(crop, X, name="crop_network"))(crops)
    return keras.Model([image, regions], _outputs(X, n_classes), name="rcnn")


def shared_features(input_shape: tuple[int, int, int] = (96, 96, 3)) -> keras.Model:
    """Return the ConvNet that Fast and Faster R-CNN run once over the whole image: a place for every 4 x 4 pixels.

    input_shape: (n_H, n_W, n_C), sides that 8 divides -> features (n_H / 4, n_W / 4, 64), to which a map half
    as fine, with a wider view, is added (as in a feature pyramid).
    Raises ValueError for other shapes. Source: Girshick, Fast R-CNN (2015), section 2; Lin et al., Feature pyramid
    networks (2017), section 3.

    >>> shared_features().output.shape
    (None, 24, 24, 64)
    """
    X = inputs = image_input(input_shape, least=16)
    if inputs.shape[1] % 8 or inputs.shape[2] % 8:
        raise ValueError(f"input_shape is {input_shape}; sides that 8 divides are needed")
    X = _conv(X, 16)
    X = _conv(_conv(X, 32, s=2), 32)
    X = fine = _conv(X, 64, s=2)
    X = _conv(_conv(X, 96, s=2), 96)
    X = layers.UpSampling2D(2)(_conv(X, 64, f=1))
    return keras.Model(inputs, _conv(layers.Add()([fine, X]), 64), name="shared_features")


def region_head(features_shape: tuple[int, ...], n_classes: int = 3) -> keras.Model:
    """Return the head of Fast R-CNN: RoI align, a hidden layer, class and box.

    features_shape: of `shared_features`; inputs [features, regions (n, 4) in pixels] -> outputs as `rcnn`.
    Raises ValueError for another count. Source: Girshick, Fast R-CNN (2015), section 2.1, with RoI align for pooling.

    >>> [output.shape for output in region_head((24, 24, 64)).outputs]
    [(None, None, 4), (None, None, 3, 4)]
    """
    features, regions = keras.Input(features_shape, name="features"), keras.Input((None, 4), name="regions")
    X = RoIAlign(BINS, stride=STRIDE)([features, regions])
    X = layers.Reshape((-1, BINS * BINS * features_shape[-1]))(X)
    return keras.Model([features, regions], _outputs(_dense(X), n_classes), name="region_head")


def proposal_head(features_shape: tuple[int, ...], n_sizes: int) -> keras.Model:
    """Return the head of a region proposal network: at each place, for each anchor, a score and four offsets.

    features_shape: of `shared_features`; n_sizes: anchors a place -> scores (n,) before the sigmoid and offsets
    (n, 1, 4) in units of SPREAD, the anchors in the order of `anchor_grid`. Raises ValueError for n_sizes below 1.
    Source: Ren et al., Faster R-CNN (2015), section 3.1.

    >>> [output.shape for output in proposal_head((24, 24, 64), n_sizes=9).outputs]
    [(None, 5184), (None, 5184, 1, 4)]
    """
    n_sizes = whole_number("n_sizes", n_sizes, least=1)
    features = keras.Input(features_shape, name="features")
    X = layers.Conv2D(64, 3, padding="same", activation="relu", kernel_initializer="he_normal")(features)
    scores = layers.Conv2D(n_sizes, 1, dtype="float32", kernel_initializer=small_normal)(X)
    offsets = layers.Conv2D(4 * n_sizes, 1, dtype="float32", kernel_initializer=small_normal)(X)
    outputs = [layers.Reshape((-1,))(scores), layers.Reshape((-1, 1, 4))(offsets)]
    return keras.Model(features, outputs, name="proposal_head")


@keras.saving.register_keras_serializable("cnn_helpers")  # else a model with these layers cannot be loaded
def small_normal(shape: Sequence[int], dtype: str | None = None) -> Tensor:
    """Draw first weights, of any shape, from a normal distribution of deviation 0.01, as Faster R-CNN (3.3) does."""
    return keras.random.normal(shape, stddev=0.01, dtype=dtype)


def _outputs(X: Tensor, n_classes: int) -> list[Tensor]:
    n_classes = class_count(n_classes)
    scores = layers.Dense(1 + n_classes, dtype="float32", name="scores")(X)
    offsets = layers.Dense(4 * n_classes, dtype="float32", name="offset_units")(X)
    return [scores, layers.Reshape((-1, n_classes, 4), name="offsets")(offsets)]


def _conv(X: Tensor, filters: int, s: int = 1, f: int = 3) -> Tensor:
    X = layers.Conv2D(filters, f, s, padding="same", use_bias=False, kernel_initializer="he_normal")(X)
    return layers.ReLU()(layers.BatchNormalization(momentum=0.9)(X))


def _dense(X: Tensor) -> Tensor:
    return layers.Dense(HIDDEN, activation="relu", kernel_initializer="he_normal")(X)


@keras.saving.register_keras_serializable("cnn_helpers")
class EachRegion(keras.layers.Layer):
    """A network for one picture, used on the n pictures of each of m images at once.

    >>> double = keras.Sequential([keras.Input((2, 2, 1)), layers.Flatten(), layers.Dense(5)])
    >>> EachRegion(double)(keras.Input((None, 2, 2, 1))).shape
    (None, None, 5)
    """

    def __init__(self, network: keras.Model, **keywords: Any) -> None:
        super().__init__(**keywords)
        self.network = network

    def call(self, pictures: Tensor, training: bool | None = None) -> Tensor:
        flat = self.network(ops.reshape(pictures, (-1, *pictures.shape[2:])), training=training)
        return ops.reshape(flat, (-1, ops.shape(pictures)[1], *flat.shape[1:]))

    def compute_output_shape(self, pictures_shape: tuple[int | None, ...]) -> tuple[int | None, ...]:
        return (*pictures_shape[:2], *self.network.output_shape[1:])

    def get_config(self) -> dict[str, Any]:
        return super().get_config() | {"network": keras.saving.serialize_keras_object(self.network)}

    @classmethod
    def from_config(cls, config: dict[str, Any]) -> Self:
        return cls(keras.saving.deserialize_keras_object(config.pop("network")), **config)
