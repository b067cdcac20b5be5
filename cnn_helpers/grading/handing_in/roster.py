"""Which student id belongs to a name in a platform's download: a CSV of one's own, or the platform's export.

| columns | made by |
|---|---|
| `student`, then `number` or `name` or both; optionally `handed_in` | the teacher |
| `Identifier`, `Full name`, `ID number` or `Email address`, `Last modified (submission)` | Moodle's grading worksheet |
| `Student`, `ID`, `SIS User ID` or `SIS Login ID` | Canvas's gradebook export |

Times without a zone are in this machine's. Moodle's and Canvas's own titles are the English ones.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from .platforms import Sender

MOODLE_NUMBER = re.compile(r"\D*(\d+)")
NOT_STUDENTS = ("", "points possible", "student, test")  # rows of a Canvas export that are no students
COLUMNS = {
    "student": ("student", "ID number", "Email address", "SIS User ID", "SIS Login ID"),
    "number": ("number", "Identifier", "ID"),
    "name": ("name", "Full name", "Student"),
    "handed_in": ("handed_in", "Last modified (submission)"),
}


@dataclass(frozen=True)
class Listed:
    """A row of the roster: the id to use, the platform's number and name, and when the platform got the work."""

    student: str
    number: str
    name: str
    handed_in: datetime | None = None


class Roster:
    """The class's list. `find` returns None for who is not in it."""

    def __init__(self, listed: list[Listed]):
        self.listed = listed

    def find(self, sender: Sender) -> Listed | None:
        """The row with this number, or else with this name. Raises ValueError when the name is two students'."""
        by_number = [row for row in self.listed if sender.number and row.number == sender.number]
        if by_number:
            return by_number[0]
        named = [row for row in self.listed if row.name and name_key(row.name) == name_key(sender.name)]
        if sender.number:  # a row with another number is another student of the same name
            named = [row for row in named if not row.number]
        if len({row.student for row in named}) > 1:
            ids = ", ".join(row.student for row in named)
            raise ValueError(f"the roster has {ids} by the name {sender.name}; add their number")
        return named[0] if named else None


def name_key(name: str) -> str:
    """A name as Canvas writes it, so that commas, blanks and capitals do not tell two names apart.

    >>> name_key("Lovelace, Ada") == name_key("lovelaceada")
    True
    """
    return "".join(c for c in unicodedata.normalize("NFKC", name).casefold() if c.isalnum())


def read(path: Path) -> Roster:
    """The roster in a CSV file. Raises ValueError that says which columns or cells are not understood."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise ValueError(f"{path} is not text in UTF-8; save the roster as CSV UTF-8") from None
    first = text.partition("\n")[0]
    rows = list(
        csv.DictReader(io.StringIO(text), delimiter=";" if ";" in first and "," not in first else ",")
    )
    titles = [title.strip() for title in (rows[0] if rows else {}) if title]
    columns = {what: [title for title in known if title in titles] for what, known in COLUMNS.items()}
    if not columns["student"] or not (columns["number"] or columns["name"]):
        raise ValueError(
            f"{path} has the columns {', '.join(titles) or 'of no table'}; `student` is needed, and `number` or `name`"
        )
    return Roster([listed for row in rows if (listed := _listed(path, row, columns))])


def _listed(path: Path, row: dict, columns: dict[str, list[str]]) -> Listed | None:
    row = {
        (title or "").strip(): (cell or "").strip() for title, cell in row.items() if isinstance(cell, str)
    }

    def cell(what: str) -> str:
        return next((row[title] for title in columns[what] if row.get(title)), "")

    student, number, name = cell("student"), cell("number"), cell("name")
    if "Identifier" in row and (digits := MOODLE_NUMBER.fullmatch(number)):
        number = digits[1]  # "Participant 12345", in the site's language
    if not student or (name.casefold() in NOT_STUDENTS and not number):
        return None
    return Listed(student, number, name, moment(path, cell("handed_in")))


def moment(path: Path, text: str) -> datetime | None:
    """A time in UTC. Raises ValueError when the text is no time; `-` and nothing say that there is none."""
    from dateutil import parser

    if not text.strip("-"):
        return None
    try:
        return parser.parse(text).astimezone(UTC)
    except (ValueError, OverflowError):
        raise ValueError(f"{path}: {text!r} is no date and time") from None
