"""What this machine has of the things the course uses."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from importlib import metadata

PACKAGES = (
    "numpy",
    "tensorflow",
    "keras",
    "jupyter-book",
    "jupyterlab",
    "nbgrader",
    "matplotlib",
    "scikit-learn",
)
DEVICES = (
    "import json, tensorflow as tf; print(json.dumps([d.name for d in tf.config.list_logical_devices()]))"
)


@dataclass(frozen=True)
class Finding:
    """One thing, whether it is there, and what that means."""

    thing: str
    found: bool
    words: str


def findings() -> list[Finding]:
    """Everything looked at, in order."""
    found = [
        Finding("Python", sys.version_info >= (3, 11), sys.version.split()[0] + " (3.11 or newer is needed)")
    ]
    found += [_package(name) for name in PACKAGES]
    found.append(_devices())
    found.append(Finding("processor cores", True, str(len(os.sched_getaffinity(0)))))
    chromium = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    found.append(
        Finding("Chromium", bool(chromium), chromium or "missing: the tests that look at pages are skipped")
    )
    return found


def _package(name: str) -> Finding:
    try:
        return Finding(name, True, metadata.version(name))
    except metadata.PackageNotFoundError:
        return Finding(name, False, "missing: run make course, or pip install -c constraints.txt -e .")


def _devices() -> Finding:
    """TensorFlow's devices, asked in a process of its own so that its start-up messages stay there."""
    quiet = os.environ | {"TF_CPP_MIN_LOG_LEVEL": "3"}
    asked = subprocess.run([sys.executable, "-c", DEVICES], env=quiet, text=True, capture_output=True)
    if asked.returncode:
        reason = (asked.stderr.strip().splitlines() or ["no reason given"])[-1]
        return Finding("TensorFlow's devices", False, f"it does not start: {reason}")
    return Finding("TensorFlow's devices", True, ", ".join(json.loads(asked.stdout.splitlines()[-1])))
