"""roster.csv: who the students are in the learning platform, where that differs from their folder's name."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import dataclass, fields
from pathlib import Path


@dataclass(frozen=True)
class Person:
    """One line of roster.csv; `student` is the folder's name, everything else may be empty.

    `name` as the platform shows it, `email`, `login` (user name), `sis_id` (student number; Moodle's ID number),
    `canvas_id` (Canvas's own number), `section`.
    """

    student: str
    name: str = ""
    email: str = ""
    login: str = ""
    sis_id: str = ""
    canvas_id: str = ""
    section: str = ""


COLUMNS = tuple(field.name for field in fields(Person))
IDENTITIES = ("email", "login", "sis_id", "canvas_id")


def read_roster(path: Path) -> dict[str, Person]:
    """The roster by student; empty when there is no such file. Other columns are left alone.

    Raises ValueError that names the line for a file that is not CSV in UTF-8 with a column `student`, for a
    student who stands there twice or has no id, and for an email, login or id that two students share.
    """
    if not path.exists():
        return {}
    try:
        text = path.read_text(encoding="utf-8-sig")  # spreadsheets begin a CSV file with a byte-order mark
    except UnicodeDecodeError:
        raise ValueError(f"{path} is not text in UTF-8; save it as CSV UTF-8") from None
    rows = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        heading = [name.strip().lower() for name in rows.fieldnames or ()]
        rows.fieldnames = heading
        if "student" not in heading or len(set(heading)) < len(heading):
            raise ValueError(
                f"{path} begins with the columns {', '.join(heading) or '(none)'}; each once, with `student` among "
                f"them, is needed (known: {', '.join(COLUMNS)})"
            )
        people = {}
        for row in rows:
            if not any(row.values()):
                continue  # spreadsheets leave lines of nothing but commas
            person = _person(row, f"{path}, line {rows.line_num}")
            if person.student in people:
                raise ValueError(f"{path}, line {rows.line_num}: {person.student!r} stands there twice")
            people[person.student] = person
    except csv.Error as problem:
        raise ValueError(f"{path}, line {rows.line_num}: not CSV ({problem})") from None
    _refuse_shared(path, people.values())
    return people


def _person(row: dict, where: str) -> Person:
    if None in row or None in row.values():
        raise ValueError(f"{where}: it has more or fewer fields than the first line; quote texts with commas")
    person = Person(**{column: row.get(column, "").strip() for column in COLUMNS})
    if not person.student:
        raise ValueError(f"{where}: `student` is empty; the folder's name is needed")
    return person


def _refuse_shared(path: Path, people: Iterable[Person]) -> None:
    """Two students under one identity would get each other's grades."""
    owners: dict[tuple[str, str], str] = {}
    for person in people:
        for column in IDENTITIES:
            value = getattr(person, column).casefold()
            if value and owners.setdefault((column, value), person.student) != person.student:
                other = owners[column, value]
                raise ValueError(f"{path}: {other!r} and {person.student!r} share the {column} {value!r}")
