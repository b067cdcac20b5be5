"""What was graded already: results kept by the content of everything that could change them."""

from __future__ import annotations

import hashlib
import json
import shutil
import sys
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path

from . import published
from .solution import load
from .tables import Grade, QuestionGrade

FOLDER = "results"


def key_of(notebook: Path, assignment: str, seed: int) -> str:
    """A digest of the notebook, the solution folder, the feedback data, this package's code, versions and seed."""
    versions = " ".join([sys.version, *(version(name) for name in ("numpy", "nbgrader"))])
    digest = hashlib.sha256(f"{assignment} {seed} {versions}".encode())
    folder = load(assignment).folder
    sources = [
        *sorted(path for path in folder.rglob("*") if path.suffix in (".py", ".md")),
        *sorted(Path(__file__).parent.glob("*.py")),
        published.folder() / f"{assignment}.json",
        notebook,
    ]
    for path in sources:
        content = path.read_bytes()
        digest.update(f"{path.name} {len(content)} ".encode() + content)
    return digest.hexdigest()


def forget_without_gradebook(class_dir: Path) -> None:
    """Results are worth keeping only beside the gradebook that holds the same scores."""
    if not (class_dir / "gradebook.db").exists():
        shutil.rmtree(class_dir / FOLDER, ignore_errors=True)


def recall(class_dir: Path, key: str, student: str, page: Path) -> tuple[Grade, list[QuestionGrade]] | None:
    """The rows kept under `key`, if they are this student's and the feedback page is still there."""
    path = class_dir / FOLDER / f"{key}-{student}.json"
    if not path.exists() or not page.exists():
        return None
    data = json.loads(path.read_text(encoding="utf-8"))
    return Grade(**data["grade"]), [QuestionGrade(**row) for row in data["questions"]]


def remember(class_dir: Path, key: str, grade: Grade, rows: list[QuestionGrade]) -> None:
    """Keep the rows of a graded submission; the file appears whole or not at all."""
    folder = class_dir / FOLDER
    folder.mkdir(exist_ok=True)
    path = folder / f"{key}-{grade.student}.json"
    part = path.with_suffix(".part")
    part.write_text(
        json.dumps({"grade": asdict(grade), "questions": [asdict(row) for row in rows]}), encoding="utf-8"
    )
    part.replace(path)
