"""A model's configuration as one flat graph: nested models opened, activations standing alone, no-ops left out.

Nothing is built: this walks JSON, so it is safe in the grading process itself, and bounded. A layer that is called
twice is two nodes with one `owner`; nodes stand in an order in which each comes after what it reads.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from ..values.keras_blocks import BLOCKS, NUMBER, PLACEHOLDER
from ..values.keras_values import LONGEST, MODEL
from . import allowed
from .allowed import Refused

MOST_NODES = 3000  # EfficientNet-B7 has about 1,000
DEEPEST = 60  # brackets in brackets: a model within a model takes four
SPLIT = "Conv", "Dense", "Depthwise", "EinsumDense", "Separable"


@dataclass(frozen=True)
class Ref:
    """One output of a node."""

    node: int
    index: int = 0


@dataclass
class Node:
    """One operation; `home` says where its class is: input, layer, activation, merge or a module of keras.ops.

    `frozen`: it, or a model that it is in, is not to be trained; `frozen_itself`: it says so of itself. The two differ
    where a layer of a frozen model was thawed again, and Keras trains it.
    """

    home: str
    op: str
    config: dict
    args: tuple = ()
    kwargs: dict = field(default_factory=dict)
    owner: tuple | None = None
    frozen: bool = False
    frozen_itself: bool = False


@dataclass
class Graph:
    nodes: list[Node] = field(default_factory=list)
    inputs: list[int] = field(default_factory=list)
    outputs: list[Ref] = field(default_factory=list)
    calls: int = 0
    blocks: dict[str, dict] = field(default_factory=dict)  # what placeholders stand for

    def add(self, node: Node) -> Ref:
        if len(self.nodes) >= MOST_NODES:
            raise Refused(f"a model of more than {MOST_NODES:,} operations; build a smaller one")
        self.nodes.append(node)
        return Ref(len(self.nodes) - 1)


def parsed(text: str) -> Any:
    """JSON text as data. Raises Refused for what is too long, too deeply nested, or no JSON."""
    if len(text) > LONGEST:
        raise Refused(f"a model of {len(text):,} characters; at most {LONGEST:,} are judged")
    try:
        data = json.loads(text)
        depth = _depth(data)
    except (ValueError, RecursionError):
        raise Refused("the model's configuration cannot be read") from None
    if depth > DEEPEST:
        raise Refused("models within models within models: too deeply nested to be judged")
    return data


def _depth(data: object) -> int:
    level, depth = [data], 0
    while level and depth <= DEEPEST:
        depth += 1
        level = [
            part
            for outer in level
            if isinstance(outer, dict | list)
            for part in (outer.values() if isinstance(outer, dict) else outer)
        ]
    return depth


def graph_of(answer: dict) -> Graph:
    """The flat graph of a plain model. Raises Refused, in one sentence, for what cannot be judged."""
    graph = Graph()
    try:
        graph.blocks = {number: parsed(text) for number, text in answer.get(BLOCKS, {}).items()}
        graph.outputs = _model(graph, parsed(answer[MODEL]), (), None, None, False)
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as problem:
        if isinstance(problem, Refused):
            raise
        raise Refused("the model's configuration does not hang together") from None
    return graph


def _model(
    graph: Graph, spec: dict, path: tuple, given: list[Ref] | None, training: bool | None, frozen: bool
) -> list[Ref]:
    """Add a model's nodes, reading from `given` (None: from inputs of its own); its outputs."""
    kind = spec["class_name"] if isinstance(spec, dict) else None
    if kind not in allowed.MODELS or not str(spec.get("module")).startswith("keras"):
        what = f"`{kind}`, a class of your own" if isinstance(kind, str) else "no Keras model"
        raise Refused(f"a model that is {what}; use keras.Sequential or keras.Model(inputs, outputs)")
    frozen = frozen or spec["config"].get("trainable") is False
    walk = _sequential if kind == "Sequential" else _functional
    return walk(graph, spec["config"], path, given, training, frozen)


def _sequential(
    graph: Graph, config: dict, path: tuple, given: list[Ref] | None, training: bool | None, frozen: bool
) -> list[Ref]:
    layers = list(enumerate(config["layers"]))
    if layers and layers[0][1].get("class_name") == "InputLayer":
        first = layers.pop(0)[1]["config"]
    elif config.get("build_input_shape"):
        first = {"batch_shape": config["build_input_shape"]}
    elif given is None:
        raise Refused("a Sequential that knows no input shape; begin it with keras.Input(shape)")
    refs = given if given is not None else [_input(graph, first)]
    for place, layer in layers:
        refs = _call(
            graph, layer, (*path, place), (refs[0] if len(refs) == 1 else refs,), {}, training, frozen
        )
    return refs


def _functional(
    graph: Graph, config: dict, path: tuple, given: list[Ref] | None, training: bool | None, frozen: bool
) -> list[Ref]:
    """Calls are added as soon as all they read is there: a shared layer's second call may read a later layer."""
    found: dict[tuple, list[Ref]] = {}
    by_name = {layer["name"]: (place, layer) for place, layer in enumerate(config["layers"])}
    if len(by_name) < len(config["layers"]):
        raise Refused("two layers of one name; give each a name of its own")
    for place, (name, _, index) in enumerate(_leaves(config["input_layers"])):
        layer = by_name[name][1]
        if layer["class_name"] != "InputLayer" or index:
            raise Refused("a model whose input is no keras.Input")
        found[name, 0] = [given[place]] if given is not None else [_input(graph, layer["config"])]
    waiting = [
        ((name, number), call, (*path, place), layer)
        for name, (place, layer) in by_name.items()
        if layer["class_name"] != "InputLayer"
        for number, call in enumerate(layer["inbound_nodes"])
    ]
    while waiting:
        rest = []
        for key, call, where, layer in waiting:
            try:
                args, kwargs = (_read(call[part], found) for part in ("args", "kwargs"))
            except _NotYet:
                rest.append((key, call, where, layer))
                continue
            found[key] = _call(graph, layer, where, tuple(args), kwargs, training, frozen)
        if len(rest) == len(waiting):
            raise Refused("the model's configuration does not hang together")
        waiting = rest
    # here, and only here, Keras counts the calls of a nested functional model from 1
    late = {name for name, (_, layer) in by_name.items() if layer["class_name"] in ("Functional", "Model")}
    return [
        found[name, number - (name in late)][index]
        for name, number, index in _leaves(config["output_layers"])
    ]


class _NotYet(Exception):
    """A call reads something that is not added yet."""


def _leaves(tree: Any) -> list[tuple[str, int, int]]:
    """The [layer, call, output] triples in a nest of lists and dicts, in order."""
    if isinstance(tree, list) and len(tree) == 3 and isinstance(tree[0], str):
        return [(tree[0], int(tree[1]), int(tree[2]))]
    parts = tree.values() if isinstance(tree, dict) else tree
    return [leaf for part in parts for leaf in _leaves(part)]


def _read(tree: Any, found: dict) -> Any:
    """A call's arguments with the tensors in them as Refs."""
    if isinstance(tree, list):
        return [_read(part, found) for part in tree]
    if isinstance(tree, dict) and tree.get("class_name") == "__keras_tensor__":
        name, number, index = tree["config"]["keras_history"]
        if (name, number) not in found:
            raise _NotYet
        return found[name, number][index]
    if isinstance(tree, dict) and "class_name" not in tree:
        return {key: _read(part, found) for key, part in tree.items()}
    allowed.setting(tree, "an argument")
    return tree


def _input(graph: Graph, config: dict) -> Ref:
    ref = graph.add(
        Node("input", "Input", {"shape": config["batch_shape"], "dtype": config.get("dtype", "float32")})
    )
    graph.inputs.append(ref.node)
    return ref


def _call(
    graph: Graph, spec: dict, path: tuple, args: tuple, kwargs: dict, training: bool | None, frozen: bool
) -> list[Ref]:
    """Add one call of a layer, an operation or a model; what comes out of it."""
    graph.calls += 1  # counted apart: calls of models that hold nothing add no node
    if graph.calls > 3 * MOST_NODES:
        raise Refused(f"a model of more than {3 * MOST_NODES:,} calls; build a smaller one")
    kwargs = {key: value for key, value in kwargs.items() if value is not None and key != "mask"}
    if spec.get("class_name") == PLACEHOLDER and spec["config"].get(NUMBER) in graph.blocks:
        return _model(
            graph, graph.blocks[spec["config"][NUMBER]], path, list(refs_in(args)), training, frozen
        )
    if spec.get("class_name") in allowed.MODELS:
        inner = kwargs.get("training", training)
        return _model(graph, spec, path, list(refs_in(args)), inner, frozen)
    operation = allowed.operation(spec)
    if operation:
        config = {key: value for key, value in spec["config"].items() if key != "name"}
        name = allowed.operation_activation(operation)
        if name and len(args) == 1:
            return [graph.add(Node("activation", name, config, args))]
        if operation == "Maximum" and 0 in _constants(args):
            return [graph.add(Node("activation", "relu", config, tuple(refs_in(args))))]
        if operation in allowed.MERGES and all(isinstance(ref, Ref) for ref in _flat(args)):
            return [graph.add(Node("merge", operation, config, tuple(_flat(args))))]
        return _outputs(graph, Node(spec["module"], operation, config, args, kwargs))
    kind, config = allowed.layer(spec), _tidy(spec["config"])
    if kind in allowed.MERGES:
        return [graph.add(Node("merge", kind, config, tuple(_flat(args))))]
    if kind in allowed.ACTIVATION_LAYERS:
        name, settings = allowed.activation(config["activation"] if kind == "Activation" else spec)
        precision = {allowed.PRECISION: config["dtype"]} if "dtype" in config else {}
        return [_activation(graph, name, settings | precision, args)]
    if kind == "Identity" or (kind in allowed.NOISE and not config.get("rate", config.get("stddev"))):
        return list(refs_in(args))
    after: tuple[str, dict] = "linear", {}
    if "activation" in config and kind.startswith(SPLIT):
        after, config["activation"] = allowed.activation(config["activation"]), "linear"
    if kind != "BatchNormalization" and kwargs.get("training") is False:
        del kwargs["training"]  # Keras writes this default down, for some ways to build and not for others
    if training is not None and kind in allowed.UNLIKE_IN_TRAINING:
        kwargs.setdefault("training", training)
    frozen_itself = spec["config"].get("trainable") is False
    frozen = frozen or frozen_itself
    if frozen and kind == "BatchNormalization":
        kwargs.pop("training", None)  # a frozen one keeps to its averages, whatever it is told
    refs = _outputs(graph, Node("layer", kind, config, args, kwargs, path, frozen, frozen_itself))
    return refs if after[0] == "linear" else [_activation(graph, *after, (refs[0],))]


def _constants(args: tuple) -> list[int | float]:
    """The numbers among a call's arguments."""
    return [value for value in args if isinstance(value, int | float) and not isinstance(value, bool)]


def _activation(graph: Graph, name: str, config: dict, args: tuple) -> Ref:
    return args[0] if name == "linear" else graph.add(Node("activation", name, config, args))


class _Outputs(list):
    """All outputs of one node, as many as are asked for."""

    def __getitem__(self, index: Any) -> Any:
        return (
            Ref(super().__getitem__(0).node, index) if isinstance(index, int) else super().__getitem__(index)
        )


def _outputs(graph: Graph, node: Node) -> list[Ref]:
    return _Outputs([graph.add(node)])


def _flat(args: tuple) -> tuple | list:
    return args[0] if len(args) == 1 and isinstance(args[0], list) else args


def refs_in(tree: object) -> Iterator[Ref]:
    """The Refs in a nest of arguments, in order."""
    if isinstance(tree, Ref):
        yield tree
    elif isinstance(tree, list | tuple | dict):
        for part in tree.values() if isinstance(tree, dict) else tree:
            yield from refs_in(part)


def mapped(tree: Any, change: Callable[[Ref], object]) -> Any:
    """The arguments with each Ref replaced."""
    if isinstance(tree, Ref):
        return change(tree)
    if isinstance(tree, dict):
        return {key: mapped(part, change) for key, part in tree.items()}
    return type(tree)(mapped(part, change) for part in tree) if isinstance(tree, list | tuple) else tree


def _tidy(config: dict) -> dict:
    """Settings without the layer's name, its frozen state (kept on the node) and the usual precision."""
    kept = {key: value for key, value in config.items() if key not in ("name", "trainable", "seed")}
    policy = kept.get("dtype")
    if policy == "float32" or (isinstance(policy, dict) and policy.get("config") == {"name": "float32"}):
        del kept["dtype"]
    return kept
