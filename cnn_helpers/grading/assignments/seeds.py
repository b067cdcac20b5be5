"""The seed of a class's hidden cases: one for each class folder and assignment, drawn once and stored."""

from __future__ import annotations

import json
import os
import secrets
from pathlib import Path

from ...files import write_whole
from ..class_folder import ClassFolder

CLASS_VARIABLE = "CNN_COURSE_CLASS"


class Seeds:
    """The file of a class's seeds. Raises ValueError when it cannot be understood."""

    def __init__(self, path: Path):
        self.path = path
        self._seeds = _read(path)

    def of(self, assignment: str) -> int:
        """The stored seed, drawn now if there is none."""
        if assignment not in self._seeds:
            self._seeds[assignment] = secrets.randbelow(2**32)
            text = json.dumps(self._seeds, indent=1)
            write_whole(self.path, text, lasting=True)  # every hidden case follows from them
        return self._seeds[assignment]


def seed_for(class_dir: str | os.PathLike, assignment: str) -> int:
    """The seed of an assignment in a class folder. Raises ValueError as `Seeds` does."""
    return Seeds(ClassFolder(Path(class_dir)).seeds).of(assignment)


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
