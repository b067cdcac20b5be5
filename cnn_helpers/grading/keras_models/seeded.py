"""Weights, inputs and a short summary of outputs that depend on the seed and the place in the graph alone."""

from __future__ import annotations

import math
from typing import Any

import numpy as np

from .building import BATCH, UNKNOWN, Built
from .canonical import Canonical
from .graph import Graph

SEED = 20
NUMBERS = 16  # that an output is summed up in


def weights(graph: Graph, order: Canonical, made: Built) -> dict:
    """(variable, array) pairs of each layer, drawn by the place of the layer's first call.

    Filters keep the size of what passes (He), batch statistics and scales differ from 0 and 1, so that a network
    with another wiring gives other numbers.
    """
    drawn = {}
    for place, n in enumerate(order.nodes):
        owner = graph.nodes[n].owner
        if owner is None or owner in drawn or owner not in made.layers:
            continue
        variables = [v for v in made.layers[owner].weights if "float" in str(v.dtype)]
        drawn[owner] = [
            (v, _weight(v, np.random.default_rng([SEED, place, k]))) for k, v in enumerate(variables)
        ]
    return drawn


def _weight(variable: Any, rng: np.random.Generator) -> np.ndarray:
    shape, name = tuple(variable.shape), variable.name
    if "variance" in name or name in ("gamma", "scale"):
        return rng.uniform(0.5, 1.5, shape).astype("float32")
    if len(shape) > 1:
        fan_in = max(1, math.prod(shape[:-1]))
        return rng.standard_normal(shape, dtype="float32") * np.float32(np.sqrt(2 / fan_in))
    return 0.3 * rng.standard_normal(shape, dtype="float32")


def inputs(graph: Graph) -> list[np.ndarray]:
    """A seeded batch for each input: normal numbers, or zeros and ones where whole numbers are asked for."""
    arrays = []
    for place, n in enumerate(graph.inputs):
        config, rng = graph.nodes[n].config, np.random.default_rng([SEED, 1, place])
        shape = [n or (UNKNOWN if axis else BATCH) for axis, n in enumerate(config["shape"])]
        if "float" in str(config["dtype"]):
            arrays.append(rng.standard_normal(shape, dtype="float32").astype(config["dtype"]))
        else:
            arrays.append(rng.integers(0, 2, shape).astype(config["dtype"]))
    return arrays


def summary(output: np.ndarray) -> np.ndarray:
    """An output in 17 numbers: its root mean square, and what it is made of, seen from 16 fixed directions.

    The 16 are of the output divided by its root mean square, so that small differences between large networks
    stay visible whatever the size of the numbers.
    """
    flat = np.nan_to_num(output.astype("float64").ravel(), nan=1e6, posinf=1e6, neginf=-1e6)
    size = float(np.sqrt(np.mean(flat**2))) if flat.size else 0.0
    rng = np.random.default_rng([SEED, 2])
    scaled = flat / (size or 1.0) / np.sqrt(max(flat.size, 1))
    return np.array([size, *(float(rng.standard_normal(flat.size) @ scaled) for _ in range(NUMBERS))])
