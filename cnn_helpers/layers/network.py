"""A network as a chain of layers, in NumPy alone: build, forward, backward, predict, fit, save and load."""

import copy
import os
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Self

import numpy as np
from numpy.typing import ArrayLike, DTypeLike, NDArray

from cnn_helpers.checks import same_shape, whole_number
from cnn_helpers.layers import conv_backward, conv_forward, pool_backward, pool_forward
from cnn_helpers.layers.activations import softmax_forward
from cnn_helpers.layers.any_shape import as_floats
from cnn_helpers.layers.losses import cross_entropy_forward
from cnn_helpers.layers.network_axes import Conv1D, Conv3D, GlobalMaxPool
from cnn_helpers.layers.network_image_layers import AveragePool, Conv, MaxPool
from cnn_helpers.layers.network_layers import (
    BatchNorm,
    Dense,
    Dropout,
    Flatten,
    Layer,
    LeakyReLU,
    ReLU,
    Sigmoid,
    Tanh,
)
from cnn_helpers.layers.network_storage import read_network, write_network
from cnn_helpers.layers.network_training import History, fit

__all__ = [
    "AveragePool",
    "BatchNorm",
    "Conv",
    "Conv1D",
    "Conv3D",
    "Dense",
    "Dropout",
    "Flatten",
    "GlobalMaxPool",
    "History",
    "LeakyReLU",
    "MaxPool",
    "Network",
    "ReLU",
    "Sigmoid",
    "Tanh",
]

LAYER_KINDS = {
    kind.__name__: kind
    for kind in (
        AveragePool,
        BatchNorm,
        Conv,
        Conv1D,
        Conv3D,
        Dense,
        Dropout,
        Flatten,
        GlobalMaxPool,
        LeakyReLU,
        MaxPool,
        ReLU,
        Sigmoid,
        Tanh,
    )
}

OPS: dict[str, Callable] = {
    "conv_forward": conv_forward,
    "conv_backward": conv_backward,
    "pool_forward": pool_forward,
    "pool_backward": pool_backward,
}


def _operations(ops: Mapping[str, Callable] | None) -> dict[str, Callable]:
    """Return the four operations with those of `ops` in their places."""
    ops = {} if ops is None else dict(ops)
    unknown = sorted(set(ops) - set(OPS))
    if unknown:
        raise ValueError(f"ops has the names {unknown}; names from {sorted(OPS)} are needed")
    for name, function in ops.items():
        if not callable(function):
            raise ValueError(f"ops[{name!r}] is {function!r}; a function is needed")
    return OPS | ops


class Network:
    """A chain of layers from inputs (m, *input_shape) to logits (m, classes).

    layers: descriptions such as Conv(8, f=3), copied, so one list can build many networks;
    seed: of the first weights and of dropout; ops: functions that replace conv_forward, conv_backward,
    pool_forward or pool_backward; dtype: float32, or float64 to check gradients.
    Raises ValueError, naming the layer, where a layer cannot take the shape before it.

    >>> network = Network([Conv(10, f=3), ReLU(), Flatten(), Dense(2)], input_shape=(6, 6, 3))
    >>> network
    Network, input (6, 6, 3)
      conv_1     Conv(filters=10, f=3, stride=1, pad=0, initializer='he')  (4, 4, 10)   280
      relu_1     ReLU()                                                    (4, 4, 10)     0
      flatten_1  Flatten()                                                 (160,)         0
      dense_1    Dense(units=2, initializer='he')                          (2,)         322
    602 parameters
    """

    def __init__(
        self,
        layers: Sequence[Layer],
        input_shape: Sequence[int],
        seed: int = 0,
        ops: Mapping[str, Callable] | None = None,
        dtype: DTypeLike = np.float32,
    ) -> None:
        self.input_shape = tuple(whole_number("a side of input_shape", side, least=1) for side in input_shape)
        self.dtype = np.dtype(dtype)
        if self.dtype not in (np.float32, np.float64):
            raise ValueError(f"dtype is {self.dtype}; float32 or float64 is needed")
        if not layers:
            raise ValueError("layers is empty; at least one layer is needed")
        ops = _operations(ops)
        rng = np.random.default_rng(seed)
        numbers: Counter[str] = Counter()
        self.layers, self.output_shapes = {}, {}
        shape = self.input_shape
        for position, layer in enumerate(layers, start=1):
            if not isinstance(layer, Layer):
                raise ValueError(f"layer {position} is {layer!r}; a layer such as Conv(8, f=3) is needed")
            kind = type(layer).__name__.lower()
            numbers[kind] += 1
            name = f"{kind}_{numbers[kind]}"
            layer = copy.deepcopy(layer)
            try:
                shape = layer.build(shape, rng, self.dtype, ops)
            except ValueError as error:
                raise ValueError(f"layer {position}, {name} = {layer}: {error}") from None
            self.layers[name], self.output_shapes[name] = layer, shape
        self.output_shape = shape

    def _by_name(self, part: str) -> dict[str, NDArray]:
        return {
            f"{name}.{key}": array
            for name, layer in self.layers.items()
            for key, array in getattr(layer, part).items()
        }

    @property
    def params(self) -> dict[str, NDArray]:
        """The trainable arrays themselves, "conv_1.W" -> array."""
        return self._by_name("params")

    @property
    def grads(self) -> dict[str, NDArray]:
        """The gradients of the last `backward`, under the same names as `params`."""
        return self._by_name("grads")

    @property
    def state(self) -> dict[str, NDArray]:
        """Arrays that are kept but not trained: batch norm's running averages."""
        return self._by_name("state")

    @property
    def parameters(self) -> int:
        """How many numbers the network holds, running averages included (as Keras counts)."""
        return sum(array.size for array in (self.params | self.state).values())

    def _batch(self, X: ArrayLike) -> NDArray:
        X = as_floats("X", X)
        if X.shape[1:] != self.input_shape or X.ndim == 0:
            raise ValueError(f"X has shape {X.shape}; (m, {', '.join(map(str, self.input_shape))}) is needed")
        return X.astype(self.dtype, copy=False)

    def forward(self, X: ArrayLike, training: bool = False) -> NDArray:
        """Return the logits, (m, classes), of a batch X, (m, *input_shape).

        training=True switches dropout on and takes batch norm's statistics from the batch.
        Raises ValueError for another shape, and for what a replaced operation returned in a wrong shape.
        """
        A = self._batch(X)
        for name, layer in self.layers.items():
            try:
                A = layer.forward(A, training)
            except Exception as error:
                error.add_note(f"in the forward pass of {name} = {layer}")
                raise
        return A

    def backward(self, dlogits: ArrayLike) -> NDArray:
        """Return the gradient for the last batch of `forward`, and leave those of the parameters in `grads`.

        dlogits: the gradient for the logits, (m, classes) -> (m, *input_shape).
        """
        dA = as_floats("dlogits", dlogits).astype(self.dtype, copy=False)
        for name, layer in reversed(self.layers.items()):
            try:
                dA = layer.backward(dA)
            except Exception as error:
                error.add_note(f"in the backward pass of {name} = {layer}")
                raise
        return dA

    def logits(self, X: ArrayLike, batch_size: int = 256) -> NDArray:
        """Return the logits of any number of examples, batch by batch to save memory."""
        whole_number("batch_size", batch_size, least=1)
        X = self._batch(X)
        batches = [self.forward(X[start : start + batch_size]) for start in range(0, len(X), batch_size)]
        return np.concatenate(batches) if batches else np.zeros((0, *self.output_shape), self.dtype)

    def predict_proba(self, X: ArrayLike) -> NDArray:
        """Return the softmax probabilities of every class, (m, classes)."""
        return softmax_forward(self.logits(X))[0]

    def predict(self, X: ArrayLike) -> NDArray:
        """Return the most probable class of every example, (m,) whole numbers."""
        return self.logits(X).argmax(axis=-1)

    def evaluate(self, X: ArrayLike, y: ArrayLike) -> tuple[float, float]:
        """Return the mean cross-entropy and the accuracy on examples X with whole-number labels y, (m,).

        Raises ValueError for labels out of range and for lengths that differ.
        """
        y = np.asarray(y)
        same_shape("y", y, (len(np.asarray(X)),))
        logits = self.logits(X)
        loss, _ = cross_entropy_forward(logits, y)
        return float(loss), float((logits.argmax(axis=1) == y).mean())

    fit = fit

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write architecture and numbers to an .npz file, which holds no pickled objects."""
        write_network(path, self)

    @classmethod
    def load(cls, path: str | os.PathLike[str], ops: Mapping[str, Callable] | None = None) -> Self:
        """Return the network of a file that `save` wrote; `ops` are not in the file and are given again.

        Raises ValueError for a damaged file or one that is not a network's.
        """
        description, arrays = read_network(path)
        try:
            layers = [LAYER_KINDS[kind](**settings) for kind, settings in description["layers"]]
            network = cls(layers, description["input_shape"], ops=ops, dtype=description["dtype"])
        except (KeyError, TypeError, ValueError) as error:
            raise ValueError(f"{path} does not describe a network that can be built: {error}") from None
        places = network.params | network.state
        if set(arrays) != set(places):
            raise ValueError(f"{path} holds the arrays {sorted(arrays)}; {sorted(places)} are needed")
        for name, place in places.items():
            same_shape(f"{path}: {name}", arrays[name], place.shape)
            place[...] = arrays[name]
        return network

    def __repr__(self) -> str:
        rows = [
            (
                name,
                repr(layer),
                str(self.output_shapes[name]),
                str(sum(a.size for a in (layer.params | layer.state).values())),
            )
            for name, layer in self.layers.items()
        ]
        wide = [max(map(len, column)) for column in zip(*rows, strict=True)]
        lines = [
            f"  {name:<{wide[0]}}  {layer:<{wide[1]}}  {shape:<{wide[2]}}  {count:>{wide[3]}}"
            for name, layer, shape, count in rows
        ]
        return "\n".join([f"Network, input {self.input_shape}", *lines, f"{self.parameters:,} parameters"])
