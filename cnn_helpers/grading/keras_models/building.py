"""A graph's sizes, computed before any weight exists, and its outputs for weights that depend on the place alone.

Layers are built inside Keras's stateless scope, where a variable has a shape and no value, so a layer of 10**9 units
costs nothing until it is refused. This runs where no student's code is (or in that student's own notebook).
"""

from __future__ import annotations

import importlib
import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from .allowed import PRECISION, Refused
from .graph import Graph, Node, Ref, mapped, refs_in
from .settings import activation_settings, value_text

BATCH, UNKNOWN = 2, 32  # what stands for None in a shape
MERGES = {
    "Add": "add",
    "Subtract": "subtract",
    "Multiply": "multiply",
    "Maximum": "maximum",
    "Minimum": "minimum",
}


@dataclass(frozen=True)
class Sizes:
    """What one model may need: weights, numbers in all activations of a batch of 2, and products."""

    parameters: int = 100_000_000
    activations: int = 100_000_000
    products: int = 60_000_000_000


@dataclass
class Built:
    """Callables of a graph's nodes, the shapes of what they give, and each layer's variables."""

    calls: list = field(default_factory=list)
    values: list = field(default_factory=list)
    layers: dict = field(default_factory=dict)

    def shape(self, ref: Ref) -> tuple:
        return tuple(_one(self.values[ref.node], ref.index).shape)

    def rank(self, node: int) -> int:
        return len(_one(self.values[node], 0).shape)


@contextmanager
def weightless() -> Iterator[None]:
    """While this lasts, Keras's variables have shapes and no values, and nothing ever gives them any."""
    from keras.src.backend.common import global_state
    from keras.src.backend.common.stateless_scope import StatelessScope

    waiting = list(global_state.get_global_attribute("uninitialized_variables", []) or [])
    try:
        with StatelessScope(initialize_variables=False):
            yield
    finally:
        global_state.set_global_attribute("uninitialized_variables", waiting)


def built(graph: Graph, sizes: Sizes) -> Built:
    """Every operation of the graph as a callable, and its shapes. Raises Refused when one does not fit its input,
    or when the whole is larger than `sizes`."""
    made, used = Built(), Sizes(0, 0, 0)
    with weightless():
        for number, node in enumerate(graph.nodes):
            try:
                call = _callable(node, made)
                value = _symbol(node) if node.home == "input" else _applied(call, node, made.values)
                shapes = [tuple(part.shape) for part in _all(value)]
            except Refused:
                raise
            except Exception as problem:
                raise Refused(_does_not_fit(number, node, problem)) from None
            made.calls.append(call)
            made.values.append(value)
            used = _counted(used, node, made, graph, number, shapes, sizes)
    return made


def _does_not_fit(number: int, node: Node, problem: Exception) -> str:
    first = " ".join(str(problem).split())[:160]
    return f"its operation {number + 1}, {node.op}, does not fit what it is given: {first}"


def _counted(
    used: Sizes, node: Node, made: Built, graph: Graph, number: int, shapes: list[tuple], sizes: Sizes
) -> Sizes:
    """`used` with this node's part added. Raises Refused above `sizes`."""
    outputs = sum(math.prod(shape) for shape in shapes)
    parameters, products = used.parameters, used.products + outputs
    variables = made.layers[node.owner].weights if node.owner in made.layers else []
    if not any(other.owner == node.owner for other in graph.nodes[:number] if node.owner is not None):
        parameters += sum(math.prod(v.shape) for v in variables)
    widest = max((shape[-1] for shape in shapes if shape), default=1) or 1
    products += sum(math.prod(v.shape) * outputs // widest for v in variables if len(v.shape) > 1)
    total = Sizes(parameters, used.activations + outputs, products)
    for what in ("parameters", "activations", "products"):
        if getattr(total, what) > getattr(sizes, what):
            raise Refused(f"a model of more than {getattr(sizes, what):,} {what}: its {node.op} is too large")
    return total


def _symbol(node: Node) -> Any:
    import keras

    shape = [None if n is None else int(n) for n in node.config["shape"]]
    if len(shape) > 8 or any(n is not None and not 0 < n <= 10**6 for n in shape):
        raise Refused(f"an input of shape {value_text(shape)}, which cannot be judged")
    known = [n or (UNKNOWN if place else BATCH) for place, n in enumerate(shape)]
    dtype = node.config["dtype"]
    return keras.KerasTensor(known, dtype=dtype if isinstance(dtype, str) else "float32")


def _callable(node: Node, made: Built) -> Any:
    """What computes a node from its arguments."""
    import keras

    if node.home == "input":
        return None
    if node.home == "layer":
        if node.owner not in made.layers:
            config = {k: v for k, v in node.config.items() if not k.endswith(("_initializer", "_constraint"))}
            config = {k: v for k, v in config.items() if not k.endswith("_regularizer")}
            made.layers[node.owner] = getattr(keras.layers, node.op).from_config(config)
        return made.layers[node.owner]
    if node.home == "activation":
        name, settings = activation_settings(node.op, node.config)
        settings.pop(PRECISION, None)  # outputs are those of single precision
        function = getattr(keras.activations, name)
        return lambda x: function(x, **settings)
    if node.home == "merge":
        return _merge(node)
    kind = getattr(importlib.import_module(node.home), node.op, None)
    if not (isinstance(kind, type) and issubclass(kind, keras.Operation) and kind.__module__ == node.home):
        raise Refused(f"it uses the operation {node.op}, which Keras does not have")
    return kind(**{key: _hashable(value) for key, value in node.config.items()})


def _merge(node: Node) -> Callable:
    from keras import ops

    def merge(*parts: Any) -> Any:
        if node.op == "Concatenate":
            return ops.concatenate(list(parts), axis=node.config.get("axis", -1))
        two = getattr(ops, MERGES.get(node.op, "add"))
        total = parts[0]
        for part in parts[1:]:
            total = two(total, part)
        return total / len(parts) if node.op == "Average" else total

    return merge


def _hashable(value: Any) -> Any:
    return tuple(_hashable(part) for part in value) if isinstance(value, list) else value


def _applied(call: Any, node: Node, values: list) -> Any:
    """The call with its arguments read from `values`, always in inference mode."""
    args = mapped(_constants(node.args), lambda ref: _one(values[ref.node], ref.index))
    kwargs = mapped(_constants(node.kwargs), lambda ref: _one(values[ref.node], ref.index))
    kwargs.pop("training", None)
    if node.home == "layer" and call._call_has_training_arg:
        kwargs["training"] = False
    return call(*args, **kwargs)


def _constants(tree: Any) -> Any:
    """Slices, ellipses and arrays out of what stands for them in JSON."""
    if isinstance(tree, dict):
        kind = tree.get("class_name")
        if kind == "__slice__":
            return slice(*(_constants(tree["config"].get(end)) for end in ("start", "stop", "step")))
        if kind == "__ellipsis__":
            return Ellipsis
        if kind in ("__numpy__", "__tensor__"):
            return np.array(tree["config"]["value"], dtype=tree["config"].get("dtype", "float32"))
        return {key: _constants(part) for key, part in tree.items()}
    if isinstance(tree, list):
        parts = [_constants(part) for part in tree]
        return tuple(parts) if any(isinstance(part, slice) or part is Ellipsis for part in parts) else parts
    return tuple(map(_constants, tree)) if isinstance(tree, tuple) else tree


def _one(value: Any, index: int) -> Any:
    return value[index] if isinstance(value, list | tuple) else value


def _all(value: Any) -> list:
    return [
        part for part in (value if isinstance(value, list | tuple) else [value]) if hasattr(part, "shape")
    ]


def run(graph: Graph, made: Built, weights: dict, inputs: list) -> list[np.ndarray]:
    """The graph's outputs as arrays; `weights` are (variable, array) pairs of each layer, by owner."""
    from keras import ops
    from keras.src.backend.common.stateless_scope import StatelessScope

    pairs = [
        (variable, ops.convert_to_tensor(array)) for pair in weights.values() for variable, array in pair
    ]
    readers = _readers(graph)
    values: list = [None] * len(graph.nodes)
    for number, array in zip(graph.inputs, inputs, strict=True):
        values[number] = ops.convert_to_tensor(array)
    with weightless(), StatelessScope(state_mapping=pairs, initialize_variables=False):
        for n, node in enumerate(graph.nodes):
            if node.home == "input" or not readers[n]:
                continue
            values[n] = _applied(made.calls[n], node, values)
            for ref in _reads(node):
                readers[ref.node] -= 1
                if not readers[ref.node]:
                    values[ref.node] = None  # nobody reads it any more
    return [np.asarray(ops.convert_to_numpy(_one(values[ref.node], ref.index))) for ref in graph.outputs]


def _readers(graph: Graph) -> list[int]:
    """How often each node is read on the way to an output; 0 for one that leads nowhere."""
    readers = [0] * len(graph.nodes)
    for ref in graph.outputs:
        readers[ref.node] += 1
    for n in reversed(range(len(graph.nodes))):
        for ref in _reads(graph.nodes[n]) if readers[n] else ():
            readers[ref.node] += 1
    return readers


def _reads(node: Node) -> list[Ref]:
    return [*refs_in(node.args), *refs_in(node.kwargs)]
