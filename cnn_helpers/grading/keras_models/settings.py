"""An operation's settings as text: the same text for every way to write the same thing."""

from __future__ import annotations

import re
from typing import Any

from .graph import Node, Ref

WORD = re.compile(
    r"(?!(True|False|None|nan|inf)$)[A-Za-z_][\w.]*"
)  # what a text setting is, and no other value

ALWAYS_LEFT_OUT: dict[str, object] = {
    "use_bias": True,
    "data_format": "channels_last",
    "groups": 1,
    "depth_multiplier": 1,
    "scale": True,
    "center": True,
    "momentum": 0.99,
    "epsilon": 0.001,
    "synchronized": False,
    "renorm": False,
    "renorm_momentum": 0.99,
    "keepdims": False,
    "activation": "linear",
    "approximate": False,
    "alpha": 1.0,
    "max_value": None,
    "threshold": 0.0,
}
LEFT_OUT: dict[str, dict] = {
    "relu": {"negative_slope": 0.0},
    "leaky_relu": {"negative_slope": 0.2},
    "Rescaling": {"scale": None},
    "Resizing": {"fill_value": 0.0, "antialias": False},
}
AXES = "axis", "axes"


def activation_settings(name: str, config: dict) -> tuple[str, dict]:
    """An activation with only the settings that matter; a ReLU with a slope is a leaky one, up to 6 is ReLU6."""
    kept = {key: value for key, value in config.items() if key not in ("name", "dtype")}
    kept = {k: v for k, v in kept.items() if v != LEFT_OUT.get(name, {}).get(k, ALWAYS_LEFT_OUT.get(k))}
    if name == "relu" and set(kept) == {"negative_slope"}:
        return activation_settings("leaky_relu", kept)
    if name == "relu" and kept == {"max_value": 6}:
        return "relu6", {}
    if kept.get("axis") == -1:
        del kept["axis"]
    return name, kept


def text_of(node: Node, rank: int | None = None) -> str:
    """The operation and its settings; a place among `rank` axes is counted from the last."""
    op, config = node.op, node.config
    if node.home == "input":
        dtype = "" if config["dtype"] == "float32" else f" of {value_text(config['dtype'])}"
        return f"Input{value_text(config['shape'])}{dtype}"
    config = {k: counted_from_last(v, rank) if k in AXES else v for k, v in config.items()}
    if _looks_at_one_place(config):
        config.pop("padding", None)  # there is nothing to pad
    if node.home == "activation":
        op, config = activation_settings(op, config)
    parts = [
        f"{key}={value_text(value)}" for key, value in sorted(config.items()) if not _silent(op, key, value)
    ]
    constants = () if node.home in ("merge", "activation") else _constants(node.args)
    parts += [value_text(part) for part in constants]
    parts += [f"{key}={value_text(value)}" for key, value in sorted(node.kwargs.items())]
    return f"{op}({', '.join(parts)})" if parts else op


def _looks_at_one_place(config: dict) -> bool:
    """Whether this is a convolution of 1x1."""
    size = config.get("kernel_size")
    return bool(size) and all(n == 1 for n in (size if isinstance(size, list | tuple) else [size]))


def initialisers_text(node: Node) -> str:
    """How an operation's weights begin, for each kind of weight in the order of its name."""
    kinds = {
        key.removesuffix("_initializer"): v for key, v in node.config.items() if key.endswith("_initializer")
    }
    return f"{node.op}: " + ", ".join(f"{kind} {value_text(value)}" for kind, value in sorted(kinds.items()))


def counted_from_last(axis: Any, rank: int | None) -> Any:
    """Axis 3 of 4 is axis -1."""
    if isinstance(axis, list | tuple):
        return [counted_from_last(part, rank) for part in axis]
    return axis - rank if rank and type(axis) is int and 0 <= axis < rank else axis


def _silent(op: str, key: str, value: Any) -> bool:
    """Whether a setting goes without saying: it is the usual one, or about how weights begin."""
    if value is None or key.endswith("_initializer"):
        return True
    if key == "dilation_rate":
        return all(n == 1 for n in value) if isinstance(value, list | tuple) else value == 1
    usual = LEFT_OUT.get(op, {}) if key in LEFT_OUT.get(op, {}) else ALWAYS_LEFT_OUT
    return (key in usual and usual[key] == value) or (
        op == "BatchNormalization" and key == "axis" and value == -1
    )


def _constants(args: tuple) -> list:
    """A call's arguments that are no tensors: the 255 of x / 255. Alone, a tensor says nothing."""
    parts = list(args)
    return [] if all(isinstance(part, Ref) for part in parts) else parts


def value_text(value: object) -> str:
    """A setting's value, short: numbers, words without quotes, lists as tuples, Keras's own objects by name.

    A text that could be read as another value keeps its quotes: Keras takes use_bias="False" for true.
    """
    if isinstance(value, Ref):
        return "·"
    if isinstance(value, dict) and "class_name" in value:
        inner = value.get("config") or {}
        kept = {k: v for k, v in inner.items() if k not in ("name", "seed", "trainable") and v is not None}
        if value["class_name"] == "DTypePolicy":
            return str(inner.get("name"))
        kept = {k: v for k, v in kept.items() if not _silent("", k, v)}
        parts = ", ".join(f"{key}={value_text(part)}" for key, part in sorted(kept.items()))
        return f"{value['class_name']}({parts})" if parts else str(value["class_name"])
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {value_text(part)}" for key, part in sorted(value.items())) + "}"
    if isinstance(value, list | tuple):
        return "(" + ", ".join(map(value_text, value)) + ")"
    if isinstance(value, float):
        return f"{value:.6g}"
    return repr(value) if isinstance(value, str) and not WORD.fullmatch(value) else str(value)
