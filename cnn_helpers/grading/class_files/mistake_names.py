"""Names that a teacher gives to wrong answers which have none: lines of CLASS_DIR/names.csv.

The report shows wrong answers that are alike, with their `group`; a line with `assignment`, `question`, `group`, `name`
and `hint` names them from the next run on.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass, fields
from pathlib import Path


@dataclass(frozen=True)
class MistakeName:
    """A line of names.csv."""

    assignment: str
    question: str
    group: str
    name: str
    hint: str


Names = dict[tuple[str, str, str], MistakeName]  # by assignment, question and group

COLUMNS = tuple(field.name for field in fields(MistakeName))


def read_names(path: Path) -> Names:
    """The names in a file, or none where there is no such file.

    Raises ValueError that says which line or column is wrong.
    """
    if not path.exists():
        return {}
    with path.open(newline="", encoding="utf-8-sig") as file:
        reader = csv.DictReader(file)
        missing = [column for column in COLUMNS if column not in (reader.fieldnames or ())]
        if missing:
            given = ", ".join(reader.fieldnames or ()) or "none"
            raise ValueError(f"{path} has the columns {given}; {', '.join(missing)} are needed too")
        names: Names = {}
        for row in reader:
            named = MistakeName(*(" ".join((row[column] or "").split()) for column in COLUMNS))
            empty = [column for column in COLUMNS if not getattr(named, column)]
            if empty:
                raise ValueError(f"{path}, line {reader.line_num}: nothing stands under {', '.join(empty)}")
            names[named.assignment, named.question, named.group] = named
    return names
