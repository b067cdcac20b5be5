"""The layers a `Network` is made of: each knows its output shape, its parameters, forward and backward.

A layer is first only a description, `Conv(8, f=3)`; `build` gives it a shape and parameters.
Shapes here leave out the axis of examples: (n_H, n_W, n_C) for images, (n,) for vectors.
"""

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from cnn_helpers.checks import whole_number
from cnn_helpers.layers import activations
from cnn_helpers.layers.dense import dense_backward, dense_forward, flatten_backward, flatten_forward
from cnn_helpers.layers.dropout import dropout_backward, dropout_forward
from cnn_helpers.layers.initializers import INITIALIZERS
from cnn_helpers.layers.normalization import batch_norm_backward, batch_norm_forward

Shape: TypeAlias = tuple[int, ...]
Ops: TypeAlias = dict[str, Callable]


class Layer(ABC):
    """A layer without parameters that keeps its input's shape; the others change what differs.

    settings: the constructor's arguments, from which the layer can be made again;
    params and grads: name -> array, moved by training; state: name -> array, kept but not trained.
    """

    def __init__(self, **settings: Any) -> None:
        self.settings = settings
        self.__dict__.update(settings)
        self.params: dict[str, NDArray] = {}
        self.grads: dict[str, NDArray] = {}
        self.state: dict[str, NDArray] = {}
        self.cache: Any = None

    def build(self, input_shape: Shape, rng: np.random.Generator, dtype: np.dtype, ops: Ops) -> Shape:
        """Return the output shape, after making the parameters; ValueError for a shape it cannot take."""
        self.rng = rng
        return input_shape

    @abstractmethod
    def forward(self, A: NDArray, training: bool) -> NDArray:
        """Return the output for a batch (m, ...), and keep in `cache` what the way back needs."""

    @abstractmethod
    def backward(self, dA: NDArray) -> NDArray:
        """Return the gradient for the input of the last `forward`, and leave those of the parameters in `grads`."""

    def __repr__(self) -> str:
        settings = ", ".join(f"{name}={value!r}" for name, value in self.settings.items())
        return f"{type(self).__name__}({settings})"


def initializer_named(name: str) -> Callable[..., NDArray]:
    """Return the initializer of that name, or refuse the name.

    >>> initializer_named("zeros")((1, 2))
    array([[0., 0.]], dtype=float32)
    """
    if name not in INITIALIZERS:
        raise ValueError(f"initializer is {name!r}; one of {sorted(INITIALIZERS)} is needed")
    return INITIALIZERS[name]


class Dense(Layer):
    """Z = A W + b with `units` outputs, no activation: (n,) -> (units,).

    initializer: "he", "xavier" or "zeros". Raises ValueError for fewer than 1 unit.

    >>> Dense(10)
    Dense(units=10, initializer='he')
    """

    units: int
    initializer: str

    def __init__(self, units: int, initializer: str = "he") -> None:
        whole_number("units", units, least=1)
        initializer_named(initializer)
        super().__init__(units=units, initializer=initializer)

    def build(self, input_shape: Shape, rng: np.random.Generator, dtype: np.dtype, ops: Ops) -> Shape:
        if len(input_shape) != 1:
            raise ValueError(
                f"its input has shape {input_shape}; a vector (n,) is needed, so put Flatten() before"
            )
        self.params = {
            "W": initializer_named(self.initializer)((input_shape[0], self.units), rng, dtype),
            "b": np.zeros((1, self.units), dtype),
        }
        return (self.units,)

    def forward(self, A: NDArray, training: bool) -> NDArray:
        Z, self.cache = dense_forward(A, self.params["W"], self.params["b"])
        return Z

    def backward(self, dZ: NDArray) -> NDArray:
        dA, self.grads["W"], self.grads["b"] = dense_backward(dZ, self.cache)
        return dA


class Flatten(Layer):
    """Every example as one row: (n_H, n_W, n_C) -> (n_H n_W n_C,).

    >>> Flatten()
    Flatten()
    """

    def build(self, input_shape: Shape, rng: np.random.Generator, dtype: np.dtype, ops: Ops) -> Shape:
        return (int(np.prod(input_shape)),)

    def forward(self, A: NDArray, training: bool) -> NDArray:
        A, self.cache = flatten_forward(A)
        return A

    def backward(self, dA: NDArray) -> NDArray:
        return flatten_backward(dA, self.cache)


class BatchNorm(Layer):
    """Batch normalisation of every channel, with running averages for prediction.

    momentum: share of the old average kept at every batch; epsilon: added to the variance.
    Raises ValueError for a momentum outside [0, 1) or an epsilon that is not positive.

    >>> BatchNorm()
    BatchNorm(momentum=0.9, epsilon=0.001)
    """

    momentum: float
    epsilon: float

    def __init__(self, momentum: float = 0.9, epsilon: float = 1e-3) -> None:
        if not 0 <= momentum < 1:
            raise ValueError(f"momentum is {momentum!r}; a number from 0 up to 1 is needed")
        if not epsilon > 0:
            raise ValueError(f"epsilon is {epsilon!r}; a positive number is needed")
        super().__init__(momentum=momentum, epsilon=epsilon)

    def build(self, input_shape: Shape, rng: np.random.Generator, dtype: np.dtype, ops: Ops) -> Shape:
        channels = input_shape[-1]
        self.params = {"gamma": np.ones(channels, dtype), "beta": np.zeros(channels, dtype)}
        self.state = {"mean": np.zeros(channels, dtype), "var": np.ones(channels, dtype)}
        return input_shape

    def forward(self, Z: NDArray, training: bool) -> NDArray:
        running = {**self.state, "momentum": self.momentum}
        gamma, beta = self.params["gamma"], self.params["beta"]
        A, self.cache = batch_norm_forward(Z, gamma, beta, running, training, self.epsilon)
        for name, average in self.state.items():
            average[...] = running[name]
        return A

    def backward(self, dA: NDArray) -> NDArray:
        dZ, self.grads["gamma"], self.grads["beta"] = batch_norm_backward(dA, self.cache)
        return dZ


class Dropout(Layer):
    """Inverted dropout of a share `rate` of the values, while training only.

    Raises ValueError for a rate outside [0, 1).

    >>> Dropout(0.5)
    Dropout(rate=0.5)
    """

    rate: float

    def __init__(self, rate: float) -> None:
        if not 0 <= rate < 1:
            raise ValueError(f"rate is {rate!r}; the share to switch off, from 0 up to but not 1, is needed")
        super().__init__(rate=rate)

    def forward(self, A: NDArray, training: bool) -> NDArray:
        A, self.cache = dropout_forward(A, self.rate, self.rng, training)
        return A

    def backward(self, dA: NDArray) -> NDArray:
        return dropout_backward(dA, self.cache)


class Activation(Layer):
    """An element by element function; `functions` are its forward and backward."""

    functions: tuple[Callable, ...] = ()

    def forward(self, Z: NDArray, training: bool) -> NDArray:
        A, self.cache = self.functions[0](Z, **self.settings)
        return A

    def backward(self, dA: NDArray) -> NDArray:
        return self.functions[1](dA, self.cache)


class ReLU(Activation):
    """max(Z, 0), element by element."""

    functions = (activations.relu_forward, activations.relu_backward)


class LeakyReLU(Activation):
    """Z where Z > 0, slope * Z elsewhere. Raises ValueError for a slope outside [0, 1).

    >>> LeakyReLU()
    LeakyReLU(slope=0.01)
    """

    functions = (activations.leaky_relu_forward, activations.leaky_relu_backward)

    def __init__(self, slope: float = 0.01) -> None:
        if not 0 <= slope < 1:
            raise ValueError(f"slope is {slope!r}; a number from 0 up to but not including 1 is needed")
        super().__init__(slope=slope)


class Sigmoid(Activation):
    """1 / (1 + exp(-Z)), element by element."""

    functions = (activations.sigmoid_forward, activations.sigmoid_backward)


class Tanh(Activation):
    """tanh(Z), element by element."""

    functions = (activations.tanh_forward, activations.tanh_backward)
