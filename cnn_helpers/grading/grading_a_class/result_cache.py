"""What was run already: results kept on disk by a key.

A result is stored before it is recorded, so a run that is killed goes on where it was.
"""

from __future__ import annotations

import json
from pathlib import Path

from ...files import write_whole
from ..values.submission_run import Executed


class ResultCache:
    """The results kept in a folder, one file each."""

    def __init__(self, folder: Path):
        self.folder = folder

    def recall(self, key: str) -> Executed | None:
        """The result kept under `key`; None when there is none that can be read."""
        try:
            return Executed.from_dict(json.loads(self._path(key).read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError, KeyError):
            return None

    def remember(self, key: str, executed: Executed) -> None:
        """Keep a result; the file appears whole, on disk, or not at all. Raises OSError, such as for a full disk."""
        text = json.dumps(executed.to_dict())
        write_whole(self._path(key), text.encode("utf-8", "surrogatepass"))

    def count(self) -> int:
        """How many results are kept."""
        return sum(1 for _ in self.folder.glob("*.json"))

    def _path(self, key: str) -> Path:
        return self.folder / f"{key}.json"
