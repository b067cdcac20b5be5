"""Putting work to `submitted/STUDENT/NAME/`: the newest counts, what it replaces goes to `replaced/`, nothing is lost.

What is newer: by the time it was handed in where both are known (kept in nbgrader's timestamp.txt), else by when
the file was saved or downloaded (kept as the notebook's own time on disk).
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from ...files import flush_folder, write_whole
from ..class_folder import ClassFolder
from .entries import NotRead, in_folder

TIMESTAMP = "timestamp.txt"
COLLECTED, REPLACED = "collected", "replaced an earlier one"
UNCHANGED, ASIDE = "unchanged", "kept aside"
SCRATCH = ".collecting-"


@dataclass(frozen=True)
class Work:
    """One attempt: the folder's files by name, when it was handed in if that is known, and when it was saved."""

    student: str
    assignment: str
    contents: dict[str, bytes]
    handed_in: datetime | None
    saved: datetime

    @property
    def digest(self) -> str:
        """What the files' names and bytes hash to, times aside."""
        digest = hashlib.sha256()
        for name, data in sorted(self.contents.items()):
            digest.update(hashlib.sha256(name.encode("utf-8", "surrogateescape")).digest())
            digest.update(hashlib.sha256(data).digest())
        return digest.hexdigest()[:16]

    def newer_than(self, other: Work, seen: bool) -> bool:
        """Whether it counts instead of the other; of two of the same moment the one not `seen` before does."""
        if self.handed_in and other.handed_in:
            mine, theirs = self.handed_in, other.handed_in
        else:
            mine, theirs = self.saved, other.saved
        return mine > theirs or (mine == theirs and not seen)


class SubmittedFiles:
    """What students handed in, while one `collect` writes to it."""

    def __init__(self, folder: ClassFolder):
        self.folder = folder

    def place(self, work: Work, sure: bool = False) -> str:
        """Put the work where it belongs and return what was done.

        `sure` says that the time comes from the learning platform: it then stands in place of an earlier claim.
        """
        target = self.folder.submitted / work.student / work.assignment
        if not os.path.lexists(target):
            self._install(work, target)
            return COLLECTED
        now = self._read(target, work)
        if now.digest == work.digest:
            if work.handed_in and (sure or not now.handed_in):
                _write_timestamp(target, work.handed_in)
            return UNCHANGED
        if not work.newer_than(now, self._seen(work)):
            return self.keep_aside(work)
        free = _free(self._aside(work), now)
        made = self._write(work)
        _rename(target, free)
        _rename(made, target)
        return REPLACED

    def keep_aside(self, work: Work) -> str:
        """Keep work that does not count; what is there already is not kept twice."""
        if not self._seen(work):
            self._install(work, _free(self._aside(work), work))
        return ASIDE

    def _aside(self, work: Work) -> Path:
        return self.folder.replaced / work.student / work.assignment

    def _seen(self, work: Work) -> bool:
        aside = self._aside(work)
        return aside.is_dir() and any(path.name.endswith(work.digest) for path in aside.iterdir())

    def _read(self, target: Path, work: Work) -> Work:
        """What stands there now; its time is the notebook's, or the newest file's when it has no notebook."""
        contents, times = {}, {}
        for entry in in_folder(target):
            times[str(entry.path)] = entry.saved
            try:
                contents[str(entry.path)] = entry.read(2**31)
            except NotRead as problem:
                contents[str(entry.path)] = str(problem).encode()
        stamp = contents.pop(TIMESTAMP, b"")
        saved = times.get(f"{work.assignment}.ipynb") or max(
            times.values(), default=datetime.fromtimestamp(0, UTC)
        )
        return Work(work.student, work.assignment, contents, read_timestamp(stamp), saved)

    def _install(self, work: Work, target: Path) -> None:
        _rename(self._write(work), target)

    def _write(self, work: Work) -> Path:
        """The work in a folder of its own beside the others, whole, so that a rename puts it in place at once."""
        folder = Path(tempfile.mkdtemp(prefix=SCRATCH, dir=self.folder))
        folder.chmod(0o755)
        for name, data in work.contents.items():
            with (folder / name).open("xb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            os.utime(folder / name, (work.saved.timestamp(), work.saved.timestamp()))
        if work.handed_in:
            _write_timestamp(folder, work.handed_in)
        flush_folder(folder)
        return folder


def _rename(work: Path, target: Path) -> None:
    """Put a folder in its place for good: its new name is on the disk, and those of the folders made for it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    os.rename(work, target)
    for folder in (target.parent, target.parent.parent):
        flush_folder(folder)


@contextmanager
def collecting(folder: ClassFolder) -> Iterator[SubmittedFiles]:
    """The folder, made if need be, for one `collect` at a time. Raises BlockingIOError while another one runs."""
    folder.path.mkdir(parents=True, exist_ok=True)
    with folder.collecting_lock.open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise BlockingIOError(
                f"another cnn-course collect is writing to {folder}; wait for its end"
            ) from None
        _sweep(folder.path)
        try:
            yield SubmittedFiles(folder)
        finally:
            _sweep(folder.path)


def _sweep(path: Path) -> None:
    """Half-written folders that a killed run left behind: none of them was in place yet."""
    for left in path.glob(SCRATCH + "*"):
        shutil.rmtree(left)


def _free(aside: Path, work: Work) -> Path:
    """A name for an attempt kept aside: its time, then what it hashes to; none that is taken."""
    name = f"{(work.handed_in or work.saved):%Y%m%dT%H%M%SZ}-{work.digest}"
    count = 2
    path = aside / name
    while os.path.lexists(path):
        path, count = aside / f"{count}-{name}", count + 1
    return path


def _write_timestamp(folder: Path, moment: datetime) -> None:
    """nbgrader's timestamp.txt, from which it tells how late a submission is."""
    write_whole(folder / TIMESTAMP, f"{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC\n", lasting=True)


def read_timestamp(text: bytes) -> datetime | None:
    """The time in a timestamp.txt, nbgrader's own included; None when there is none or it cannot be read."""
    if not text:
        return None
    from nbgrader.utils import parse_utc

    try:
        return parse_utc(text.decode().strip()).replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
