"""The folder name that each student keeps: safe on any disk, in nbgrader's patterns and on a page."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from pathlib import Path

from ...files import write_whole

MAX_BYTES = 80  # disks allow 255; a page and a terminal want fewer


def safe_name(text: str, most: int = MAX_BYTES) -> str:
    """A folder's name made of letters, digits and `. _ - @`; "" when nothing is left.

    nbgrader refuses `+` in an assignment's name and reads `* ? [ ] , { }` in a student's as patterns; slashes, control
    and direction-changing characters, leading dots and dashes go too.

    >>> safe_name("Ada Lovelace"), safe_name("../../x+y"), safe_name("…")
    ('Ada-Lovelace', 'x-y', '')
    """
    text = unicodedata.normalize("NFKC", text)
    kept = "".join(c if c.isalnum() or c in "._-@" or unicodedata.category(c) == "Mn" else "-" for c in text)
    name = re.sub(r"-{2,}", "-", kept).strip(".-")
    while len(name.encode()) > most:
        name = name[:-1]
    return name.strip(".-")


class Folders:
    """Which folder under `submitted` is whose, kept in the class's students.json.

    A student keeps the folder they first had, whoever comes later. Raises ValueError when the file cannot be
    understood.
    """

    def __init__(self, path: Path, submitted: Path):
        self.path = path
        self.by_key = self._read()
        self.present = {path.name for path in submitted.iterdir()} if submitted.is_dir() else set()

    def of(self, key: str, wanted: str) -> str:
        """The folder of the student known by `key`; a new one is called `wanted` made safe.

        `key` stays the same from one download to the next. When another student has that folder, or one that
        differs in capitals alone, a few digits are added.
        """
        if key not in self.by_key:
            mark = hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:6]
            name = safe_name(wanted) or f"student-{mark}"
            # A folder put there by hand belongs to the student whose id is exactly its name.
            by_hand = self.present - set(self.by_key.values()) - ({name} if key == f"id:{name}" else set())
            taken = {other.casefold() for other in by_hand | set(self.by_key.values())}
            if name.casefold() in taken:
                name = f"{safe_name(wanted, MAX_BYTES - 7)}-{mark}"
            self.by_key[key] = name
            self._write()
        return self.by_key[key]

    def _read(self) -> dict[str, str]:
        if not self.path.exists():
            return {}
        try:
            known = json.loads(self.path.read_text(encoding="utf-8"))
            if all(isinstance(name, str) and name == safe_name(name) != "" for name in known.values()):
                return known
        except (ValueError, AttributeError):
            pass
        raise ValueError(f"{self.path} does not name one folder a student; mend it or move it away")

    def _write(self) -> None:
        write_whole(self.path, json.dumps(self.by_key, indent=1, sort_keys=True) + "\n", lasting=True)
