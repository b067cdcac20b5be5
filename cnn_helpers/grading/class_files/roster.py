"""Who is who: the folder a student's work lies in, and what learning platforms call them.

`CLASS_DIR/roster.csv`, or the file that `collect --roster` names, is one of three tables in UTF-8:

- the teacher's own: `student`, and what is known of `number`, `name`, `email`, `login`, `sis_id`, `canvas_id`,
  `section` and `handed_in`;
- Moodle's grading worksheet: `Identifier`, `Full name`, `ID number` or `Email address`,
  `Last modified (submission)`;
- Canvas's gradebook export: `Student`, `ID`, `SIS User ID` or `SIS Login ID`, `Section`.

Other columns are left alone. Times without a zone are in this machine's. Moodle's and Canvas's titles are the
English ones.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from pathlib import Path

MOODLE = {
    "number": ("Identifier",),
    "name": ("Full name",),
    "sis_id": ("ID number",),
    "email": ("Email address",),
    "handed_in": ("Last modified (submission)",),
    "student": ("ID number", "Email address"),
}
CANVAS = {
    "number": ("ID",),
    "canvas_id": ("ID",),
    "name": ("Student",),
    "sis_id": ("SIS User ID",),
    "login": ("SIS Login ID",),
    "section": ("Section",),
    "student": ("SIS User ID", "SIS Login ID"),
}
MOODLE_NUMBER = re.compile(r"\D*(\d+)")  # "Participant 12345", in the site's language
CANVAS_NOT_STUDENTS = ("", "points possible", "student, test")
IDENTITIES = ("number", "email", "login", "sis_id", "canvas_id")


@dataclass(frozen=True)
class Person:
    """A row of the roster; `student` is the id that names their folder, everything else may be empty.

    `number` is the platform's own in a download's file names, `name` as the platform shows it, `sis_id` the
    student number (Moodle's ID number), `canvas_id` Canvas's own number, `handed_in` when the platform got the work.
    """

    student: str
    number: str = ""
    name: str = ""
    email: str = ""
    login: str = ""
    sis_id: str = ""
    canvas_id: str = ""
    section: str = ""
    handed_in: datetime | None = None


OWN: dict[str, tuple[str, ...]] = {field.name: (field.name,) for field in fields(Person)}


class Roster:
    """The class's list, in the file's order."""

    def __init__(self, people: Iterable[Person] = ()):
        self.people = list(people)
        self._by_student = {person.student: person for person in self.people}

    def of(self, student: str) -> Person | None:
        """The row with this id."""
        return self._by_student.get(student)

    def find(self, number: str, name: str) -> Person | None:
        """The row with the platform's number, or else with this name; None for who is not in the list.

        Raises ValueError when the name is two students'.
        """
        for person in self.people if number else ():
            if number in (person.number, person.canvas_id):
                return person
        named = [row for row in self.people if row.name and name_key(row.name) == name_key(name)]
        if number:  # a row with another number is another student of the same name
            named = [row for row in named if not row.number]
        if len(named) > 1:
            ids = ", ".join(row.student for row in named)
            raise ValueError(f"the roster has {ids} by the name {name}; add their number")
        return named[0] if named else None


def name_key(name: str) -> str:
    """A name as Canvas writes it, so that commas, blanks and capitals do not tell two names apart.

    >>> name_key("Lovelace, Ada") == name_key("lovelaceada")
    True
    """
    return "".join(c for c in unicodedata.normalize("NFKC", name).casefold() if c.isalnum())


def roster_in(path: Path) -> Roster:
    """The roster in a class's own file; nobody where there is none. Raises what `read_roster` raises."""
    return read_roster(path) if path.exists() else Roster()


def read_roster(path: Path) -> Roster:
    """The roster in a CSV file.

    Raises OSError when there is none, and ValueError that names the line for a file that is no such table in UTF-8,
    for a student who stands there twice or has no id, and for a number, email, login or id that two share.
    """
    try:
        text = Path(path).read_text(
            encoding="utf-8-sig"
        )  # spreadsheets begin a CSV file with a byte-order mark
    except UnicodeDecodeError:
        raise ValueError(f"{path} is not text in UTF-8; save it as CSV UTF-8") from None
    first = text.partition("\n")[0]
    delimiter = ";" if ";" in first and "," not in first else ","
    rows = csv.DictReader(io.StringIO(text, newline=""), strict=True, delimiter=delimiter)
    people: dict[str, Person] = {}
    try:
        titles = [title.strip() for title in rows.fieldnames or ()]
        columns, rows.fieldnames = _columns(path, titles)
        for row in rows:
            where = f"{path}, line {rows.line_num}"
            person = (
                _person(row, columns, where) if any(row.values()) else None
            )  # spreadsheets leave empty lines
            if person and person.student in people:
                raise ValueError(f"{where}: {person.student!r} stands there twice")
            if person:
                people[person.student] = person
    except csv.Error as problem:
        raise ValueError(f"{path}, line {rows.line_num}: not CSV ({problem})") from None
    _refuse_shared(path, people.values())
    return Roster(people.values())


def _columns(path: Path, titles: list[str]) -> tuple[dict[str, tuple[str, ...]], list[str]]:
    """Which titles hold what, and the titles by which rows are read. Raises ValueError when it is no roster."""
    if "Identifier" in titles and "Full name" in titles:
        return MOODLE, titles
    if "Student" in titles and {"SIS User ID", "SIS Login ID"} & set(titles):
        return CANVAS, titles
    own = [title.lower() for title in titles]
    known = [title for title in own if title in OWN]
    if "student" not in known or len(set(known)) < len(known):
        raise ValueError(
            f"{path} begins with the columns {', '.join(titles) or '(none)'}; each once, with `student` among them, "
            f"is needed (known: {', '.join(OWN)})"
        )
    return OWN, own


def _person(row: dict, columns: dict[str, tuple[str, ...]], where: str) -> Person | None:
    """None for a platform's row that is no student, or one without an id."""
    if None in row or None in row.values():
        raise ValueError(f"{where}: it has more or fewer fields than the first line; quote texts with commas")
    cells = {
        what: next((row[title].strip() for title in titles if row.get(title, "").strip()), "")
        for what, titles in columns.items()
    }
    if columns is MOODLE and (digits := MOODLE_NUMBER.fullmatch(cells["number"])):
        cells["number"] = digits[1]
    if columns is CANVAS and cells["name"].casefold() in CANVAS_NOT_STUDENTS and not cells["number"]:
        return None
    if not cells["student"]:
        if columns is OWN:
            raise ValueError(f"{where}: `student` is empty; the folder's name is needed")
        return None
    handed_in = moment(where, cells.pop("handed_in", ""))
    return Person(**cells, handed_in=handed_in)


def moment(where: str, text: str) -> datetime | None:
    """A time in UTC. Raises ValueError when the text is no time; `-` and nothing say that there is none."""
    from dateutil import parser

    if not text.strip("-"):
        return None
    try:
        return parser.parse(text).astimezone(UTC)
    except (ValueError, OverflowError):
        raise ValueError(f"{where}: {text!r} is no date and time") from None


def _refuse_shared(path: Path, people: Iterable[Person]) -> None:
    """Two students under one identity would get each other's grades."""
    owners: dict[tuple[str, str], set[str]] = defaultdict(set)
    for person in people:
        for column in IDENTITIES:
            if value := getattr(person, column).casefold():
                owners[column, value].add(person.student)
    for (column, value), students in owners.items():
        if len(students) > 1:
            names = " and ".join(map(repr, sorted(students)))
            raise ValueError(f"{path}: {names} share the {column} {value!r}")
