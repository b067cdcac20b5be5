"""What was run already: results kept by the content of everything that could change them.

A result is stored before it is recorded, so a run that is killed goes on where it was. The key holds no student:
the same notebook has the same result, whoever hands it in.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from ...files import write_whole
from ..running.grading_task import Exam
from ..values.submission_run import Executed, Handed

FOLDER = "results"


def key_of(exam: Exam, handed: Handed) -> str:
    """A digest of the exam (questions, answers, limits, versions, seed) and of what was handed in."""
    digest = hashlib.sha256(exam.digest.encode())
    for name, content in [
        ("", handed.notebook.encode("utf-8", "surrogatepass")),
        *sorted(handed.files.items()),
    ]:
        digest.update(f"{name!r} {len(content)} ".encode() + content)
    digest.update(repr(handed.remarks).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def recall(class_dir: Path, key: str) -> Executed | None:
    """The result kept under `key`; None when there is none that can be read."""
    try:
        return Executed.from_dict(
            json.loads((class_dir / FOLDER / f"{key}.json").read_text(encoding="utf-8"))
        )
    except (OSError, ValueError, TypeError, KeyError):
        return None


def remember(class_dir: Path, key: str, executed: Executed) -> None:
    """Keep a result; the file appears whole, on disk, or not at all. Raises OSError, such as for a full disk."""
    text = json.dumps(executed.to_dict())
    write_whole(class_dir / FOLDER / f"{key}.json", text.encode("utf-8", "surrogatepass"))


def count(class_dir: Path) -> int:
    """How many results are kept."""
    return sum(1 for _ in (class_dir / FOLDER).glob("*.json"))


def forget_parts(class_dir: Path) -> None:
    """Remove what a killed run had begun to write."""
    for part in (class_dir / FOLDER).glob(".*.part"):
        part.unlink(missing_ok=True)
