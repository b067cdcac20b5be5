"""The two CSV files of a graded class."""

from __future__ import annotations

import csv
import os
from dataclasses import asdict, dataclass, fields
from pathlib import Path


@dataclass(frozen=True)
class Grade:
    """A row of grades.csv; status is graded, failed (could not be run) or missing (nothing handed in).

    `score` is what the answers are worth; a late submission counts for `final`. `remarks` tells what was mended,
    which limits were hit, and what looks like an attempt to cheat.
    """

    student: str
    assignment: str
    score: float
    max_score: float
    status: str
    reason: str
    seconds: float
    late_penalty: float = 0.0
    remarks: str = ""

    @property
    def final(self) -> float:
        return max(0.0, self.score - self.late_penalty)


@dataclass(frozen=True)
class QuestionGrade:
    """A row of questions.csv; `question` is the graded function's name, `mistake` a recognised one's."""

    student: str
    assignment: str
    question: str
    score: float
    max_score: float
    mistake: str
    message: str


def write(path: Path, kind: type, rows: list) -> None:
    """Write rows under the names of the dataclass's fields, whole or not at all."""
    part = path.with_name(path.name + ".part")
    with part.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, [field.name for field in fields(kind)])
        writer.writeheader()
        writer.writerows(_tame(asdict(row)) for row in rows)
    os.replace(part, path)


def read(path: Path, kind: type) -> list:
    """The rows that `write` wrote. Raises FileNotFoundError when the class has not been graded."""
    if not path.exists():
        raise FileNotFoundError(
            f"{path} does not exist; grade the class first: cnn-course grade {path.parent}"
        )
    numbers = {field.name for field in fields(kind) if field.type in (float, "float")}
    with path.open(newline="", encoding="utf-8") as file:
        return [
            kind(**{key: float(value) if key in numbers else value for key, value in row.items()})
            for row in csv.DictReader(file)
        ]


def _tame(row: dict) -> dict:
    """Numbers short, texts on one line and never read as a formula by a spreadsheet."""
    tame = {}
    for key, value in row.items():
        if isinstance(value, float):
            tame[key] = f"{value:g}"
        else:
            text = " ".join(str(value).split())
            tame[key] = "'" + text if text[:1] in ("=", "+", "-", "@") else text
    return tame
