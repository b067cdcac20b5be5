"""Blocks of pixels moved into channels: what lets a fine map meet a coarse one without losing a number."""

from collections.abc import Sequence
from typing import Any

import keras
from keras import ops

from cnn_helpers.checks import whole_number
from cnn_helpers.tensor_types import Tensor


@keras.saving.register_keras_serializable(package="cnn_helpers")
class SpaceToDepth(keras.layers.Layer):
    """Move every block of pixels into the channels of one pixel.

    (m, n_H, n_W, n_C) -> (m, n_H / block, n_W / block, block² n_C). The channels of a block's pixels follow each
    other row by row: channel (row * block + column) * n_C + c holds channel c of the block's pixel (row, column),
    as in tf.nn.space_to_depth and in the network of the notes.
    Raises ValueError for a block below 1 and for maps whose sides are unknown or no multiples of it.
    Source: Redmon and Farhadi, YOLO9000: Better, faster, stronger (2017), section 2, "fine-grained features".

    >>> SpaceToDepth(2)(keras.Input((38, 38, 64))).shape
    (None, 19, 19, 256)
    >>> ops.reshape(SpaceToDepth(2)(ops.reshape(ops.arange(4), (1, 2, 2, 1))), (4,)).numpy().tolist()
    [0, 1, 2, 3]
    """

    def __init__(self, block: int = 2, **settings: Any) -> None:
        super().__init__(**settings)
        self.block = whole_number("block", block, least=1)

    def call(self, X: Tensor) -> Tensor:
        n_H, n_W, n_C = self._sides(X.shape)
        b = self.block
        blocks = ops.transpose(ops.reshape(X, (-1, n_H // b, b, n_W // b, b, n_C)), (0, 1, 3, 2, 4, 5))
        return ops.reshape(blocks, (-1, n_H // b, n_W // b, b * b * n_C))

    def compute_output_shape(self, shape: tuple[int | None, ...]) -> tuple[int | None, ...]:
        n_H, n_W, n_C = self._sides(shape)
        return shape[0], n_H // self.block, n_W // self.block, self.block**2 * n_C

    def get_config(self) -> dict[str, Any]:
        return super().get_config() | {"block": self.block}

    def _sides(self, shape: Sequence[int | None]) -> tuple[int, int, int]:
        sides: tuple[Any, ...] = tuple(shape[1:])
        if len(sides) != 3 or None in sides or sides[0] % self.block or sides[1] % self.block:
            raise ValueError(
                f"the map has shape {sides}; (n_H, n_W, n_C) with sides that are multiples of {self.block} is needed"
            )
        return sides


@keras.saving.register_keras_serializable(package="cnn_helpers")
class DarknetReorg(SpaceToDepth):
    """Do what darknet's [reorg] does instead, which keeps the shape of `SpaceToDepth` but not its numbers' places.

    Darknet lays a map out channels first, (n_C, n_H, n_W). Its reorg was written for the sizes of its output but is
    called with those of its input: it reads the n_C n_H n_W numbers as a map of n_C / block² channels with sides
    block n_H and block n_W, moves that map's blocks into channels, and the next layer reads the result as
    (block² n_C, n_H / block, n_W / block). With block 2 this is SpaceToDepth after the middle two of every four rows
    have changed places, the rows of all channels counted through: half of the numbers land a row of blocks off.
    The published yolov2.weights were trained so, and want it. YAD2K, the converter whose table the notes print, put
    tf.nn.space_to_depth there, so half of what those weights got from the pass-through stood in the wrong row.
    A fork of darknet mended [reorg] and calls this one [reorg_old]: weights that it trained with [reorg] want
    `SpaceToDepth`.
    Raises ValueError for what SpaceToDepth refuses, and where block² does not divide n_C.
    Source: darknet, src/blas.c, reorg_cpu, and src/reorg_layer.c.

    >>> DarknetReorg(2)(keras.Input((38, 38, 64))).shape
    (None, 19, 19, 256)
    >>> ops.reshape(DarknetReorg(2)(ops.reshape(ops.arange(16), (1, 2, 2, 4))), (16,)).numpy().tolist()
    [0, 8, 2, 10, 4, 12, 6, 14, 1, 9, 3, 11, 5, 13, 7, 15]
    """

    def call(self, X: Tensor) -> Tensor:
        n_H, n_W, n_C = self._sides(X.shape)
        b = self.block
        memory = ops.transpose(X, (0, 3, 1, 2))
        misread = ops.reshape(memory, (-1, n_C // b**2, n_H, b, n_W, b))
        moved = ops.reshape(ops.transpose(misread, (0, 3, 5, 1, 2, 4)), (-1, b * b * n_C, n_H // b, n_W // b))
        return ops.transpose(moved, (0, 2, 3, 1))

    def _sides(self, shape: Sequence[int | None]) -> tuple[int, int, int]:
        sides = super()._sides(shape)
        if sides[2] % self.block**2:
            raise ValueError(f"the map has {sides[2]} channels; a multiple of {self.block**2} is needed")
        return sides
