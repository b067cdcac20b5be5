"""Files to look at, alike whether they stand in a folder or in a zip; none is read before it is asked for."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

CLUTTER_FOLDERS = {"__MACOSX", ".ipynb_checkpoints", "__pycache__", ".git"}
CLUTTER_FILES = {".DS_Store", "Thumbs.db", "desktop.ini"}


class NotRead(Exception):
    """A file or an archive that is not taken; the text says why, for people."""


@dataclass(frozen=True)
class Entry:
    """One file: its path, the second it was saved there, and a function that reads at most so many bytes of it.

    `read(limit)` raises NotRead for a file that is larger or is no plain file.
    """

    path: PurePosixPath
    saved: datetime
    read: Callable[[int], bytes]

    @property
    def name(self) -> str:
        return self.path.name


def is_clutter(path: PurePosixPath) -> bool:
    """Whether an operating system or an editor put it there.

    >>> is_clutter(PurePosixPath("__MACOSX/a/._x.ipynb")), is_clutter(PurePosixPath("a/x.ipynb"))
    (True, False)
    """
    return bool(CLUTTER_FOLDERS & set(path.parts)) or path.name in CLUTTER_FILES or path.name.startswith("._")


def in_folder(root: Path) -> Iterator[Entry]:
    """Every file under a folder, in order of path; symbolic links are listed, never followed."""
    for folder, names, files in os.walk(root):
        names.sort()
        for name in sorted(files + [n for n in names if os.path.islink(os.path.join(folder, n))]):
            entry = of_file(Path(folder, name), root)
            if not is_clutter(entry.path):
                yield entry


def of_file(path: Path, root: Path) -> Entry:
    """The entry of one file under `root`."""
    saved = datetime.fromtimestamp(int(path.lstat().st_mtime), UTC)
    return Entry(
        PurePosixPath(path.relative_to(root).as_posix()), saved, lambda limit: read_plain(path, limit)
    )


def read_plain(path: Path, limit: int) -> bytes:
    """The bytes of a plain file. Raises NotRead for a link, a pipe, a device, or more than `limit` bytes."""
    try:
        handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC)
    except OSError as problem:
        link = path.is_symlink()
        raise NotRead("a symbolic link is not followed" if link else f"{problem.strerror}") from None
    with open(handle, "rb") as file:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise NotRead("it is no plain file")
        data = file.read(limit + 1)
    if len(data) > limit:
        raise NotRead(too_large(limit))
    return data


def too_large(limit: int) -> str:
    return f"it is larger than {limit / 2**20:g} MB"
