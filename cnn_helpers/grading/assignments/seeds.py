"""The seed of a class's hidden cases: one for each class folder and assignment, drawn once and stored."""

from __future__ import annotations

import json
import secrets
from pathlib import Path

from ...files import write_whole

CLASS_VARIABLE = "CNN_COURSE_CLASS"
FILE = "seeds.json"


def seed_for(class_dir: Path, assignment: str) -> int:
    """The stored seed, drawn now if there is none. Raises ValueError when the file cannot be understood."""
    path = Path(class_dir) / FILE
    seeds = _read(path)
    if assignment not in seeds:
        seeds[assignment] = secrets.randbelow(2**32)
        _write(path, seeds)
    return seeds[assignment]


def _read(path: Path) -> dict[str, int]:
    if not path.exists():
        return {}
    try:
        seeds = json.loads(path.read_text(encoding="utf-8"))
        if all(type(seed) is int and seed >= 0 for seed in seeds.values()):
            return seeds
    except (ValueError, AttributeError):
        pass
    raise ValueError(
        f"{path} does not hold one whole number an assignment; mend it or move it away to draw anew"
    )


def _write(path: Path, seeds: dict[str, int]) -> None:
    write_whole(path, json.dumps(seeds, indent=1))
