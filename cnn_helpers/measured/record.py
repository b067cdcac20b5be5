"""The record of a measurement, as pages read it."""

import json
from pathlib import Path
from typing import Any

RECORDS = Path(__file__).with_name("records")


def read_record(name: str, folder: Path = RECORDS) -> dict[str, Any]:
    """Return the record that `cnn-course measure NAME` wrote, those that ship with the course when no folder is given.

    Keys: "results", and what they rest on: "makes", "settings", "seconds", "core_seconds", "versions", "cores",
    "processor", "devices". Raises FileNotFoundError when there is none, OSError when it is damaged.
    """
    path = folder / f"{name}.json"
    if not path.is_file():
        raise FileNotFoundError(f"{path} is missing; make it: cnn-course measure {name} --out {folder}")
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except ValueError as problem:
        raise OSError(f"{path} is damaged: {problem}") from None
