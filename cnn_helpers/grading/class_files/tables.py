"""The two CSV files of a graded class."""

from __future__ import annotations

import csv
import io
import re
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from ...files import write_whole

FORMULA = re.compile(r"'*[=+\-@＝＋－＠]")  # what makes a spreadsheet calculate, in both widths


@dataclass(frozen=True)
class Grade:
    """A row of grades.csv; status is graded, failed (could not be run) or missing (nothing handed in).

    `score` is what the answers are worth; a late submission counts for `final`. `remarks` tells what was mended,
    `limits` which limits were hit, `suspicious` what looks like an attempt to cheat; each joins its sentences
    with "; ".
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
    limits: str = ""
    suspicious: str = ""

    @property
    def final(self) -> float:
        return max(0.0, self.score - self.late_penalty)


@dataclass(frozen=True)
class QuestionGrade:
    """A row of questions.csv; `question` is the graded function's name, `mistake` a recognised one's.

    `group` is the same for wrong answers that are alike in all public cases.
    """

    student: str
    assignment: str
    question: str
    score: float
    max_score: float
    mistake: str
    message: str
    group: str = ""


def write(path: Path, kind: type, rows: list) -> None:
    """Write rows under the names of the dataclass's fields, whole or not at all, and on the disk."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, [field.name for field in fields(kind)])
    writer.writeheader()
    writer.writerows(_tame(asdict(row)) for row in rows)
    write_whole(path, text.getvalue(), lasting=True)


def read(path: Path, kind: type) -> list:
    """The rows that `write` wrote. Raises FileNotFoundError when the class has not been graded."""
    if not path.exists():
        raise FileNotFoundError(
            f"{path} does not exist; grade the class first: cnn-course grade {path.parent}"
        )
    numbers = {field.name for field in fields(kind) if field.type in (float, "float")}
    with path.open(newline="", encoding="utf-8") as file:
        return [
            kind(**{key: float(value) if key in numbers else untamed(value) for key, value in row.items()})
            for row in csv.DictReader(file)
        ]


def tamed(text: str) -> str:
    """A text on one line, and never read as a formula by a spreadsheet; `untamed` gives it back.

    >>> tamed("=1+1"), untamed(tamed("=1+1")), tamed("two\\nlines")
    ("'=1+1", '=1+1', 'two lines')
    """
    text = " ".join(text.split())
    return "'" + text if FORMULA.match(text) else text


def untamed(text: str) -> str:
    return text[1:] if text.startswith("'") and FORMULA.match(text) else text


def _tame(row: dict) -> dict:
    return {
        key: f"{value:g}" if isinstance(value, float) else tamed(str(value)) for key, value in row.items()
    }
