"""The layers of a `Network` for sequences and volumes: convolution along one or three axes, and one global maximum."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from cnn_helpers.checks import whole_number
from cnn_helpers.layers.conv1d import conv1d_backward, conv1d_forward
from cnn_helpers.layers.conv3d import conv3d_backward, conv3d_forward
from cnn_helpers.layers.network_layers import Layer, Ops, Shape, initializer_named
from cnn_helpers.layers.shapes import conv_output_size


class ConvAlong(Layer):
    """What the convolutions along one and three axes share; `axes` counts them, `operations` are the two passes."""

    axes = 0
    needs = ""
    operations: tuple[Callable, ...] = ()

    filters: int
    f: int
    stride: int
    pad: int
    initializer: str

    def __init__(self, filters: int, f: int, stride: int = 1, pad: int = 0, initializer: str = "he") -> None:
        whole_number("filters", filters, least=1)
        whole_number("f", f, least=1)
        whole_number("stride", stride, least=1)
        whole_number("pad", pad, least=0)
        initializer_named(initializer)
        super().__init__(filters=filters, f=f, stride=stride, pad=pad, initializer=initializer)

    def build(self, input_shape: Shape, rng: np.random.Generator, dtype: np.dtype, ops: Ops) -> Shape:
        if len(input_shape) != self.axes + 1:
            raise ValueError(f"its input has shape {input_shape}; {self.needs} is needed")
        sizes = (conv_output_size(n, self.f, self.stride, self.pad) for n in input_shape[:-1])
        shape = (*[self.f] * self.axes, input_shape[-1], self.filters)
        self.params = {
            "W": initializer_named(self.initializer)(shape, rng, dtype),
            "b": np.zeros((*[1] * (self.axes + 1), self.filters), dtype),
        }
        return (*sizes, self.filters)

    def forward(self, A: NDArray, training: bool) -> NDArray:
        hparameters = {"stride": self.stride, "pad": self.pad}
        Z, self.cache = self.operations[0](A, self.params["W"], self.params["b"], hparameters)
        return Z

    def backward(self, dZ: NDArray) -> NDArray:
        dA, self.grads["W"], self.grads["b"] = self.operations[1](dZ, self.cache)
        return dA


class Conv1D(ConvAlong):
    """A convolution along a sequence with `filters` filters of length f, bias added, no activation.

    (n_prev, n_C_prev) -> (n, filters); initializer: "he", "xavier" or "zeros".
    Raises ValueError for sizes below 1.

    >>> Conv1D(16, f=5)
    Conv1D(filters=16, f=5, stride=1, pad=0, initializer='he')
    """

    axes = 1
    needs = "a sequence (n, n_C)"
    operations = (conv1d_forward, conv1d_backward)


class Conv3D(ConvAlong):
    """A convolution over a volume with `filters` filters of f x f x f, bias added, no activation.

    (n_H_prev, n_W_prev, n_D_prev, n_C_prev) -> (n_H, n_W, n_D, filters); initializer: "he", "xavier" or "zeros".
    Raises ValueError for sizes below 1.

    >>> Conv3D(16, f=5)
    Conv3D(filters=16, f=5, stride=1, pad=0, initializer='he')
    """

    axes = 3
    needs = "a volume (n_H, n_W, n_D, n_C)"
    operations = (conv3d_forward, conv3d_backward)


class GlobalMaxPool(Layer):
    """Each channel's largest value over all places: (..., n_C) -> (n_C,). The first of equal values gets the gradient.

    >>> GlobalMaxPool()
    GlobalMaxPool()
    """

    def build(self, input_shape: Shape, rng: np.random.Generator, dtype: np.dtype, ops: Ops) -> Shape:
        if len(input_shape) < 2:
            raise ValueError(f"its input has shape {input_shape}; places and channels (..., n_C) are needed")
        return input_shape[-1:]

    def forward(self, A: NDArray, training: bool) -> NDArray:
        flat = A.reshape(len(A), -1, A.shape[-1])
        winners = flat.argmax(axis=1)[:, None]
        self.cache = (A.shape, flat.shape, winners)
        return np.take_along_axis(flat, winners, axis=1)[:, 0]

    def backward(self, dA: NDArray) -> NDArray:
        shape, flat_shape, winners = self.cache
        spread = np.zeros(flat_shape, dA.dtype)
        np.put_along_axis(spread, winners, dA[:, None], axis=1)
        return spread.reshape(shape)
