"""RoI align: a region of any size becomes a grid of features of one size."""

from collections.abc import Sequence
from typing import Any

import keras
import numpy as np
from keras import ops

from cnn_helpers.checks import whole_number
from cnn_helpers.tensor_types import Tensor, TensorLike


def roi_align(
    features: TensorLike, regions: TensorLike, size: int, stride: int = 1, samples: int = 2
) -> Tensor:
    """Return size x size features of each region: means of features interpolated at points within it.

    features: (m, n_H, n_W, n_C), one place for every stride x stride pixels; regions: (m, n, 4), x1, y1, x2, y2 in
    pixels of the image, not rounded; samples: points along each side of a bin -> (m, n, size, size, n_C).
    Beyond the outermost places' centres the features go on unchanged.
    Interpolation between neighbours in a row and in a column is two matrix products: a point at x takes
    max(0, 1 - |x - j|) of place j, and the mean over points is a mean of such rows.
    Raises ValueError for other shapes and for size, stride or samples below 1.
    Source: He et al., Mask R-CNN (2017), section 3.

    >>> features = ops.reshape(ops.arange(16.0), (1, 4, 4, 1))  # place (i, j) holds 4 i + j
    >>> float(roi_align(features, [[[0, 0, 2, 2]]], size=1)[0, 0, 0, 0, 0])  # the mean of 0, 1, 4, 5
    2.5
    """
    features, regions = ops.convert_to_tensor(features), ops.convert_to_tensor(regions)
    if len(features.shape) != 4 or len(regions.shape) != 3 or regions.shape[-1] != 4:
        raise ValueError(
            f"features have shape {tuple(features.shape)} and regions {tuple(regions.shape)}; "
            "(m, n_H, n_W, n_C) and (m, n, 4) are needed"
        )
    size, stride = whole_number("size", size, least=1), whole_number("stride", stride, least=1)
    samples = whole_number("samples", samples, least=1)
    height, width = features.shape[1:3]
    x1, y1, x2, y2 = ops.split(ops.cast(regions, "float32"), 4, axis=-1)
    down = ops.cast(_weights(y1 / stride, y2 / stride, height, size, samples), features.dtype)
    across = ops.cast(_weights(x1 / stride, x2 / stride, width, size, samples), features.dtype)
    rows = ops.einsum("mnih,mhwc->mniwc", down, features)
    return ops.einsum("mnjw,mniwc->mnijc", across, rows)


def _weights(start: Tensor, end: Tensor, places: int, size: int, samples: int) -> Tensor:
    """Return (m, n, size, places): how much each bin takes of each place along one side.

    start, end: (m, n, 1), in places, of which place j covers j to j + 1.
    """
    steps = (np.arange(size * samples, dtype=np.float32) + 0.5).reshape(size, samples) / (size * samples)
    points = start[..., None] + (end - start)[..., None] * steps
    points = ops.clip(points - 0.5, 0, places - 1)  # place j has its centre at j + 0.5
    near = ops.relu(1 - ops.abs(points[..., None] - np.arange(places, dtype=np.float32)))
    return ops.mean(near, axis=3)


@keras.saving.register_keras_serializable("cnn_helpers")
class RoIAlign(keras.layers.Layer):
    """`roi_align` as a layer, called with [features, regions].

    widen: factor on the sides of each region before, so that it shows some of its surroundings.

    >>> RoIAlign(size=7, stride=4)([keras.Input((24, 24, 8)), keras.Input((5, 4))]).shape
    (None, 5, 7, 7, 8)
    """

    def __init__(
        self, size: int, stride: int = 1, samples: int = 2, widen: float = 1.0, **keywords: Any
    ) -> None:
        super().__init__(autocast=False, **keywords)  # half precision knows places to a whole pixel only
        self.size, self.stride, self.samples, self.widen = size, stride, samples, widen

    def call(self, inputs: Sequence[Tensor]) -> Tensor:
        features, regions = inputs
        middles = (regions[..., :2] + regions[..., 2:]) / 2
        regions = ops.tile(middles, (1, 1, 2)) * (1 - self.widen) + regions * self.widen
        return roi_align(features, regions, self.size, self.stride, self.samples)

    def get_config(self) -> dict[str, Any]:
        mine = {name: getattr(self, name) for name in ("size", "stride", "samples", "widen")}
        return super().get_config() | mine
