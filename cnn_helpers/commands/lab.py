"""Students' copies of the assignments."""

from __future__ import annotations

import shutil
from pathlib import Path


def copy_assignments(assignments: Path, work: Path) -> tuple[list[Path], list[Path]]:
    """Copy what is not in `work` yet; return (copied, kept). A student's file is never overwritten.

    Raises FileNotFoundError when there is nothing to copy.
    """
    released = sorted(
        path for path in assignments.rglob("*") if path.is_file() and ".ipynb_checkpoints" not in path.parts
    )
    if not released:
        raise FileNotFoundError(
            f"{assignments} holds no assignment; an instructor makes them: cnn-course release"
        )
    copied, kept = [], []
    for path in released:
        target = work / path.relative_to(assignments)
        if target.exists():
            kept.append(target)
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, target)
        copied.append(target)
    return copied, kept
