"""The order of a graph's operations that depends on the graph alone, and texts that say what it is.

Names, the order in which layers were made, and nesting leave no trace: two ways to build one network give one text.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass

from .allowed import WITHOUT_STATE
from .graph import Graph, Node, Ref, refs_in
from .settings import text_of

COMMUTATIVE = {"Add", "Average", "Maximum", "Minimum", "Multiply"}


@dataclass(frozen=True)
class Canonical:
    """For each place in the order: the node, its text, the places it reads and, for a shared layer, its first place."""

    nodes: tuple[int, ...]
    texts: tuple[str, ...]
    reads: tuple[tuple[int, ...], ...]
    first_of_layer: tuple[int | None, ...]
    outputs: tuple[tuple[int, int], ...]

    @property
    def layers(self) -> tuple[str, ...]:
        """Each operation with its settings; a layer that is called again says so."""
        return tuple(
            text if first in (None, place) else f"{text}, the same layer as number {first + 1}"
            for place, (text, first) in enumerate(zip(self.texts, self.first_of_layer, strict=True))
        )

    @property
    def graph(self) -> tuple[str, ...]:
        """What each operation reads, by number from 1, and which numbers come out."""
        names = [text.partition("(")[0] for text in self.texts]
        edges = [
            f"{place + 1} {name} reads {_numbers(reads)}"
            for place, (name, reads) in enumerate(zip(names, self.reads, strict=True))
            if reads
        ]
        return (*edges, f"out comes {_numbers([place for place, _ in self.outputs])}")


def _numbers(places: Iterable[int]) -> str:
    return ", ".join(str(place + 1) for place in places)


def canonical(graph: Graph, ranks: list[int | None] | None = None) -> Canonical:
    """Inputs first, then everything an output needs, depth first; of summands the longest branch first."""
    texts = [text_of(node, ranks[n] if ranks else None) for n, node in enumerate(graph.nodes)]
    rank_of = _ranks_of_summands(graph, texts)
    place_of: dict[int, int] = {}
    known: dict[tuple, int] = {}
    order: list[int] = []
    reads: list[tuple[int, ...]] = []
    owners: dict[tuple, int] = {}
    firsts: list[int | None] = []

    def settle(n: int) -> None:
        node = graph.nodes[n]
        from_places = tuple(place_of[ref.node] for ref in _ordered(node, rank_of))
        key = (texts[n], tuple((place_of[r.node], r.index) for r in _ordered(node, rank_of)))
        if key in known and _stateless(node):
            place_of[n] = known[key]
            return
        place_of[n] = len(order)
        known.setdefault(key, len(order))
        firsts.append(owners.setdefault(node.owner, len(order)) if node.owner is not None else None)
        order.append(n)
        reads.append(from_places)

    for n in graph.inputs:
        settle(n)
    stack = [ref.node for ref in reversed(graph.outputs)]
    while stack:
        n = stack[-1]
        missing = [r.node for r in _ordered(graph.nodes[n], rank_of) if r.node not in place_of]
        if n in place_of or not missing:
            stack.pop()
            if n not in place_of:
                settle(n)
        else:
            stack += reversed(missing)
    outputs = tuple((place_of[ref.node], ref.index) for ref in graph.outputs)
    return Canonical(tuple(order), tuple(texts[n] for n in order), tuple(reads), tuple(firsts), outputs)


def _stateless(node: Node) -> bool:
    """Whether two such operations on one tensor are one: the ReLU of a ReLU's input, written twice."""
    return node.home not in ("input", "layer") or node.op in WITHOUT_STATE


def _ordered(node: Node, rank_of: list[tuple]) -> list[Ref]:
    refs = list(refs_in(node.args)) + list(refs_in(node.kwargs))
    return sorted(refs, key=lambda r: (*rank_of[r.node], r.index)) if node.op in COMMUTATIVE else refs


def _ranks_of_summands(graph: Graph, texts: list[str]) -> list[tuple[int, str, str]]:
    """For each node what orders it among summands: how deep it lies, then its kind, then all that leads to it.

    Settings come last, so that a wrong one, somewhere in a branch, leaves the branches in their order.
    """
    ranks: list[tuple[int, str, str]] = []
    for n, node in enumerate(graph.nodes):
        if node.home == "input":
            number = graph.inputs.index(n)
            ranks.append((0, _hash("input", number), _hash("input", number, texts[n])))
            continue
        read = _ordered(node, ranks)
        depth = 1 + max((-ranks[r.node][0] for r in read), default=0)
        kinds = _hash(node.op, *(ranks[r.node][1] for r in read))
        ranks.append((-depth, kinds, _hash(texts[n], *((ranks[r.node][2], r.index) for r in read))))
    return ranks


def _hash(*what: object) -> str:
    return hashlib.sha256(json.dumps(what).encode()).hexdigest()
