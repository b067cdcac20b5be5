"""The layers of a `Network` that slide a window: convolution and pooling, by operations that can be replaced.

`ops` holds conv_forward, conv_backward, pool_forward and pool_backward. What a forward returns as its cache
goes to its backward unopened; shapes are checked, so that a wrong one is named where it arises.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnn_helpers.checks import whole_number
from cnn_helpers.layers.network_layers import Layer, Ops, Shape, initializer_named
from cnn_helpers.layers.shapes import conv_output_size, pool_output_size


def _need_image(input_shape: Shape) -> None:
    if len(input_shape) != 3:
        raise ValueError(f"its input has shape {input_shape}; an image (n_H, n_W, n_C) is needed")


class WindowLayer(Layer):
    """What convolution and pooling share: calling an operation and checking what it returns."""

    def build(self, input_shape: Shape, rng: np.random.Generator, dtype: np.dtype, ops: Ops) -> Shape:
        _need_image(input_shape)
        self.ops = ops
        return input_shape

    def call(self, name: str, arguments: tuple, count: int) -> tuple:
        """Return the tuple of `count` values that the named operation returns for the arguments."""
        answer = self.ops[name](*arguments)
        if count == 1 and isinstance(answer, np.ndarray):
            return (answer,)
        if not isinstance(answer, tuple) or len(answer) != count:
            given = f"{len(answer)} values" if isinstance(answer, tuple) else type(answer).__name__
            raise ValueError(f"{name} returned {given}; {count} are needed")
        return answer

    def checked(self, name: str, what: str, array: Any, shape: Shape, dtype: np.dtype) -> NDArray:
        """Return an array that an operation returned, in the type needed, if it has the shape needed."""
        if not isinstance(array, np.ndarray) or array.shape != shape:
            given = (
                f"of shape {array.shape}" if isinstance(array, np.ndarray) else f"as {type(array).__name__}"
            )
            raise ValueError(f"{name} returned {what} {given}; an array of shape {shape} is needed")
        return array.astype(dtype, copy=False)


class Conv(WindowLayer):
    """A convolution with `filters` filters of f x f, bias added, no activation.

    (n_H_prev, n_W_prev, n_C_prev) -> (n_H, n_W, filters); initializer: "he", "xavier" or "zeros".
    Raises ValueError for sizes below 1.

    >>> Conv(8, f=3, pad=1)
    Conv(filters=8, f=3, stride=1, pad=1, initializer='he')
    """

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
        super().build(input_shape, rng, dtype, ops)
        n_H, n_W = (conv_output_size(n, self.f, self.stride, self.pad) for n in input_shape[:2])
        shape = (self.f, self.f, input_shape[2], self.filters)
        self.params = {
            "W": initializer_named(self.initializer)(shape, rng, dtype),
            "b": np.zeros((1, 1, 1, self.filters), dtype),
        }
        self.output_shape = (n_H, n_W, self.filters)
        return self.output_shape

    def forward(self, A: NDArray, training: bool) -> NDArray:
        hparameters = {"stride": self.stride, "pad": self.pad}
        arguments = (A, self.params["W"], self.params["b"], hparameters)
        Z, self.cache = self.call("conv_forward", arguments, 2)
        self.input_shape = A.shape
        return self.checked("conv_forward", "Z", Z, (len(A), *self.output_shape), A.dtype)

    def backward(self, dZ: NDArray) -> NDArray:
        dA, dW, db = self.call("conv_backward", (dZ, self.cache), 3)
        for name, gradient in (("W", dW), ("b", db)):
            shape = self.params[name].shape
            self.grads[name] = self.checked("conv_backward", f"d{name}", gradient, shape, dZ.dtype)
        return self.checked("conv_backward", "dA_prev", dA, self.input_shape, dZ.dtype)


class Pool(WindowLayer):
    """What the two kinds of pooling share; `mode` tells them apart."""

    mode: str | None = None

    f: int
    stride: int

    def __init__(self, f: int, stride: int | None = None) -> None:
        stride = f if stride is None else stride
        whole_number("f", f, least=1)
        whole_number("stride", stride, least=1)
        super().__init__(f=f, stride=stride)

    def build(self, input_shape: Shape, rng: np.random.Generator, dtype: np.dtype, ops: Ops) -> Shape:
        super().build(input_shape, rng, dtype, ops)
        n_H, n_W = (pool_output_size(n, self.f, self.stride) for n in input_shape[:2])
        self.output_shape = (n_H, n_W, input_shape[2])
        return self.output_shape

    def forward(self, A_prev: NDArray, training: bool) -> NDArray:
        arguments = (A_prev, {"f": self.f, "stride": self.stride}, self.mode)
        A, self.cache = self.call("pool_forward", arguments, 2)
        self.input_shape = A_prev.shape
        return self.checked("pool_forward", "A", A, (len(A_prev), *self.output_shape), A_prev.dtype)

    def backward(self, dA: NDArray) -> NDArray:
        (dA_prev,) = self.call("pool_backward", (dA, self.cache, self.mode), 1)
        return self.checked("pool_backward", "dA_prev", dA_prev, self.input_shape, dA.dtype)


class MaxPool(Pool):
    """The largest value of every f x f window, `stride` apart (f if not given).

    >>> MaxPool(2)
    MaxPool(f=2, stride=2)
    """

    mode = "max"


class AveragePool(Pool):
    """The mean of every f x f window, `stride` apart (f if not given).

    >>> AveragePool(3, stride=2)
    AveragePool(f=3, stride=2)
    """

    mode = "average"
