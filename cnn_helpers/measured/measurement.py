"""A measurement: what is measured, and how; the same code measures the same."""

import json
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from typing import Any

from cnn_helpers.files import write_whole
from cnn_helpers.training.machine import core_seconds, machine
from cnn_helpers.training.recipe import source_hash

MEASUREMENTS = ("depth_curves", "network_times", "transfer_regimes", "triplet_curves")
LARGEST = 100_000  # bytes of a record


@dataclass(frozen=True, kw_only=True)
class Measurement:
    """A measurement for a page; a module of this room holds one, named `measurement`.

    name: of the module and of the record; makes: one line that says what was measured.
    run: function () -> the results, of dictionaries, lists, numbers and words alone.
    settings: plain numbers and words that go into the record.
    """

    name: str
    makes: str
    run: Callable[[], dict[str, Any]]
    settings: dict[str, Any] = field(default_factory=dict)

    @property
    def code_hash(self) -> str:
        """SHA-256 of the source of the module that defines `run`: of this version of the measurement."""
        return source_hash(self.run)


def load_measurement(name: str) -> Measurement:
    """Return the measurement of that name. Raises ValueError for another name; it lists those there are."""
    if name not in MEASUREMENTS:
        raise ValueError(f"there is no measurement {name!r}; one of {', '.join(MEASUREMENTS)} is needed")
    return import_module(f"cnn_helpers.measured.{name}").measurement


def measure(measurement: Measurement, folder: Path) -> Path:
    """Run a measurement and write its record, NAME.json, into a folder; return the path.

    The record holds the results beside settings, seconds, versions, machine and the hash of the code.
    Raises ValueError for results over 100 kB.
    """
    began, cores_began = time.perf_counter(), core_seconds()
    results = measurement.run()
    record = {
        "measurement": measurement.name,
        "makes": measurement.makes,
        "settings": measurement.settings,
        "seconds": round(time.perf_counter() - began, 1),
        "core_seconds": round(core_seconds() - cores_began, 1),
        **machine(),
        "sha256": {"code": measurement.code_hash},
        "results": results,
    }
    content = (json.dumps(record, indent=1, allow_nan=False) + "\n").encode()
    if len(content) > LARGEST:
        raise ValueError(
            f"the record of {measurement.name} has {len(content):,} bytes; at most {LARGEST:,} are kept"
        )
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{measurement.name}.json"
    write_whole(path, content)
    return path
