"""What is told about a Keras model: plain data that is compared, entry by entry, with the report on the right one."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Callable
from typing import Any

from ..values.answers import NotPlain, Outcome
from ..values.keras_values import COMPILED, MODEL, is_plain_model
from . import seeded
from .allowed import Refused
from .building import BATCH, Built, Sizes, built, run
from .canonical import Canonical, canonical
from .compiled import compiled_report, learning_rate
from .graph import Graph, Node, graph_of, parsed
from .settings import initialisers_text, value_text

Inspect = Callable[[dict], dict]
SIZES = "parameters", "trainable", "layer parameters", "trained weights", "input shape", "output shape"
OTHERS = "layers", "graph", "initializers", "compiled", "learning rate", "outputs", "made as"
ENTRIES = frozenset([*SIZES, *OTHERS])  # of a report; no dictionary from elsewhere may hold one
KEPT = 1000  # reports of models seen in this process


def inspect(answer: dict, sizes: Sizes = Sizes()) -> dict:  # noqa: B008  (frozen)
    """The report on a plain model (`answers.plain` of it), computed without any code of the one who made it.

    Entries: "layers", every operation with its settings in an order that depends on the network alone; "graph",
    what each reads; "initializers"; "parameters" and "trainable", two counts; "layer parameters", the counts of
    the layers that have any; "trained weights", those that training would change, by name and shape; "input shape" and
    "output shape"; "compiled"; "learning rate", as text, because numbers that small are all alike within the tolerance
    of numbers; "outputs", a few numbers for each output, with weights drawn by place; and "made as", how the whole was
    written.

    Names, nesting, `activation=` or a layer of its own make no difference; Sequential or functional makes one in
    "made as" alone. Layers that change nothing (linear activations, dropout of rate 0, Identity) are left out.
    Outputs are those of inference; what differs in training (the rate of a dropout, an augmentation) stands in
    "layers".
    Raises Refused, a NotPlain whose text is for people, for anything but Keras's own layers, operations and settings,
    and for models larger than `sizes`, before a weight is allocated.
    """
    graph = graph_of(answer)
    made = built(graph, sizes)
    order = canonical(graph, [made.rank(n) for n in range(len(graph.nodes))])
    weights = seeded.weights(graph, order, made)
    counts = [
        (graph.nodes[n], place) for place, n in enumerate(order.nodes) if order.first_of_layer[place] == place
    ]
    weighed = [(v, v.trainable and not node.frozen) for node, _ in counts for v in _weights(made, node)]
    outputs = run(graph, made, weights, seeded.inputs(graph))
    return {
        "layers": _with_frozen(order, graph, made),
        "graph": order.graph,
        "initializers": tuple(initialisers_text(node) for node, _ in counts if _weights(made, node)),
        "parameters": sum(math.prod(v.shape) for v, _ in weighed),
        "trainable": sum(math.prod(v.shape) for v, trained in weighed if trained),
        "layer parameters": tuple(
            sum(math.prod(v.shape) for v in _weights(made, node))
            for node, _ in counts
            if _weights(made, node)
        ),
        "trained weights": _trained_weights(answer, made, [node for node, _ in counts]),
        "input shape": _together([value_text(graph.nodes[n].config["shape"]) for n in graph.inputs]),
        "output shape": _together([_shape_text(made.shape(ref)) for ref in graph.outputs]),
        "compiled": compiled_report(_compile_config(answer)),
        "learning rate": learning_rate(_compile_config(answer)),
        "outputs": _together([seeded.summary(output) for output in outputs]),
        "made as": _made_as(answer),
    }


def _weights(made: Built, node: Node) -> list:
    """A layer's variables that hold numbers to learn or to keep; the state of a random generator is none."""
    return [v for v in made.layers[node.owner].weights if "float" in str(v.dtype)]


def _trained_weights(answer: dict, made: Built, layers: list[Node]) -> tuple[str, ...]:
    """Name and shape of each weight that Keras would train: a layer's own word counts, and that of the whole."""
    if _frozen(answer):
        return ()
    weights = [v for node in layers if not node.frozen_itself for v in _weights(made, node) if v.trainable]
    return tuple(sorted(f"{v.name} of shape {tuple(v.shape)}" for v in weights))


def _with_frozen(order: Canonical, graph: Graph, made: Built) -> tuple[str, ...]:
    """The layers' texts; one whose weights will not be trained says so."""
    nodes = [graph.nodes[n] for n in order.nodes]
    return tuple(
        text + (", frozen" if node.frozen and _weights(made, node) else "")
        for text, node in zip(order.layers, nodes, strict=True)
    )


def _together(parts: list) -> Any:
    """One thing stands for itself, several stand together."""
    return parts[0] if len(parts) == 1 else tuple(parts)


def _frozen(answer: dict) -> bool:
    """Whether the outermost model says that it is not to be trained."""
    return parsed(answer[MODEL])["config"].get("trainable") is False


def _made_as(answer: dict) -> str:
    """How the outermost model was written; what stands inside it may be either."""
    kind = parsed(answer[MODEL]).get("class_name")
    return "keras.Sequential" if kind == "Sequential" else "keras.Model(inputs, outputs)"


def _shape_text(shape: tuple) -> str:
    return value_text([None if place == 0 and n == BATCH else n for place, n in enumerate(shape)])


def _compile_config(answer: dict) -> dict | None:
    config = parsed(answer[COMPILED]) if answer[COMPILED] else None
    if config is not None and not isinstance(config, dict):
        raise Refused("the compile configuration cannot be read")
    return config


def canonical_key(answer: dict) -> str:
    """A hash that equal models share, from JSON alone; what cannot be read has the hash of its text."""
    what: list
    try:
        graph, compiled = graph_of(answer), compiled_report(_compile_config(answer))
        order = canonical(graph)
        nodes = [graph.nodes[n] for n in order.nodes]
        kept = [[initialisers_text(node), node.frozen, node.frozen_itself, node.home] for node in nodes]
        what = [order.layers, order.graph, order.outputs, kept, compiled, _made_as(answer), _frozen(answer)]
    except (
        Exception
    ):  # hostile text in any shape: it is its own key, and `inspect` says what is wrong with it
        what = [answer.get("keras model"), answer.get(COMPILED)]
    return hashlib.sha256(json.dumps(what, default=str).encode()).hexdigest()


_seen: dict[str, dict] = {}


def _inspect_here(answer: dict) -> dict:
    """The report, computed in this process once for equal models."""
    key = canonical_key(answer)
    if key not in _seen:
        report = inspect(answer)
        while len(_seen) >= KEPT:
            del _seen[next(iter(_seen))]
        _seen[key] = report
    return _seen[key]


def reported(outcome: Outcome, inspect: Inspect | None = None) -> Outcome:
    """The outcome with every plain model in it replaced by its report, or the error that judging it ends with.

    Reports are made here alone: a dictionary that came with a report's entries is refused.
    """
    if outcome.error is not None:
        return outcome
    try:
        _refuse_reports(outcome.value)
        if not _holds_model(outcome.value):
            return outcome
        return Outcome(_replaced(outcome.value, inspect or _inspect_here))
    except NotPlain as problem:
        return Outcome(error="NotPlain", text=str(problem))


def _refuse_reports(value: object) -> None:
    """Raises Refused for a dictionary with an entry that only a report has."""
    if is_plain_model(value):
        return
    if isinstance(value, dict):
        told = ", ".join(sorted(ENTRIES.intersection(value)))
        if told:
            raise Refused(f"a dictionary that tells about a network ({told}); return the network itself")
    if isinstance(value, tuple | dict):
        for part in value.values() if isinstance(value, dict) else value:
            _refuse_reports(part)


def _holds_model(value: object) -> bool:
    if isinstance(value, tuple):
        return any(map(_holds_model, value))
    return isinstance(value, dict) and (is_plain_model(value) or any(map(_holds_model, value.values())))


def _replaced(value: Any, inspect: Inspect) -> Any:
    if isinstance(value, tuple):
        return tuple(_replaced(part, inspect) for part in value)
    if is_plain_model(value):
        return inspect(value)
    return (
        {key: _replaced(part, inspect) for key, part in value.items()} if isinstance(value, dict) else value
    )
