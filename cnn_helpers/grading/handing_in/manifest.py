"""The note inside a zip that `cnn-course submit` made: whose it is, when it was made, and each file's hash.

All of it is what the student's machine says: a learning platform's word on who and when goes before it.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import UTC, datetime

NAME = "handed-in.json"
MAX_BYTES = 2**16


@dataclass(frozen=True)
class Manifest:
    """Student ("" when not said), assignment, the time in UTC, and SHA-256 by name in the zip."""

    student: str
    assignment: str
    handed_in: datetime
    files: dict[str, str]

    def changed(self, contents: dict[str, bytes]) -> list[str]:
        """Names of those contents that are no longer what was zipped."""
        return sorted(name for name, data in contents.items() if self.files.get(name) != sha256(data))


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def write(manifest: Manifest) -> bytes:
    """The manifest as JSON text; the same manifest gives the same bytes."""
    said = {"assignment": manifest.assignment, "student": manifest.student}
    said |= {"handed_in": manifest.handed_in.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")}
    return (json.dumps(said | {"files": dict(sorted(manifest.files.items()))}, indent=1) + "\n").encode()


def read(data: bytes) -> Manifest:
    """What `write` wrote. Raises ValueError when it is anything else."""
    try:
        said = json.loads(data.decode("utf-8"))
        texts = [said["student"], said["assignment"], *said["files"], *said["files"].values()]
        handed_in = datetime.strptime(said["handed_in"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise ValueError(f"{NAME} is not as cnn-course submit writes it") from None
    if not all(isinstance(text, str) for text in texts):
        raise ValueError(f"{NAME} is not as cnn-course submit writes it")
    return Manifest(said["student"], said["assignment"], handed_in, said["files"])
