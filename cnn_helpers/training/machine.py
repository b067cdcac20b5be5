"""What a training ran on."""

import os
import platform
from importlib import metadata
from pathlib import Path
from typing import Any

from cnn_helpers.training.parallel import cores

PACKAGES = ("keras", "numpy", "pillow", "tensorflow")


def machine() -> dict[str, Any]:
    """Return {"versions": {...}, "cores": n, "processor": name, "devices": [...]}."""
    import tensorflow as tf

    return {
        "versions": {
            "python": platform.python_version(),
            **{name: metadata.version(name) for name in PACKAGES},
        },
        "cores": cores(),
        "processor": _cpuinfo("model name") or platform.machine(),
        "devices": [device.name for device in tf.config.list_logical_devices()],
    }


def core_seconds() -> float:
    """Return how long this process and those it waited for have kept cores busy, whatever else the machine does."""
    return sum(os.times()[:4])


def has_bfloat16() -> bool:
    """Whether the processor multiplies bfloat16 numbers itself; others are many times slower with them."""
    return bool({"avx512_bf16", "amx_bf16"} & set(_cpuinfo("flags").split()))


def _cpuinfo(field: str) -> str:
    path = Path("/proc/cpuinfo")
    lines = path.read_text().splitlines() if path.exists() else []
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith(field)), "")
