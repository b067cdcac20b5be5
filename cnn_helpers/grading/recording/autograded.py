"""The graded notebook's file in autograded/, written whole or not at all."""

from __future__ import annotations

import errno
import os
import secrets
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

STALE = 3600  # seconds after which an unfinished file is a killed run's


class Folder:
    """autograded/STUDENT/ASSIGNMENT, opened so that no symlink below autograded/ leads elsewhere."""

    def __init__(self, root: Path, student: str, assignment: str, shared: bool = False):
        self.path = root / student / assignment
        root.mkdir(parents=True, exist_ok=True)
        self.descriptor = os.open(root, os.O_RDONLY | os.O_DIRECTORY)
        for part in (student, assignment):
            try:
                below = _directory(self.descriptor, part, shared)
            finally:
                os.close(self.descriptor)
            self.descriptor = below

    def __enter__(self) -> Folder:
        return self

    def __exit__(self, *problem: object) -> None:
        os.close(self.descriptor)

    def holds(self, name: str, content: bytes) -> bool:
        """Whether the file is there, a plain file, and holds just that."""
        try:
            descriptor = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=self.descriptor)
        except OSError:
            return False
        with os.fdopen(descriptor, "rb") as file:
            facts = os.fstat(descriptor)
            return stat.S_ISREG(facts.st_mode) and facts.st_size == len(content) and file.read() == content

    @contextmanager
    def beside(self, name: str, content: bytes, permissions: int) -> Iterator[Draft]:
        """The content under another name; `publish` gives it its own, leaving removes it."""
        self._refuse_folder(name)
        draft = Draft(self, name, f".{name}.{secrets.token_hex(6)}")
        self._sweep(f".{name}.")
        try:
            with self._telling(name):
                draft.write(content, permissions)
            yield draft
        finally:
            draft.discard()

    def remove(self, name: str) -> None:
        """Take the file away, if it is there."""
        try:
            os.unlink(name, dir_fd=self.descriptor)
        except FileNotFoundError:
            pass

    def _refuse_folder(self, name: str) -> None:
        try:
            mode = os.stat(name, dir_fd=self.descriptor, follow_symlinks=False).st_mode
        except FileNotFoundError:
            return
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, "a folder is in the way", str(self.path / name))

    def _sweep(self, prefix: str) -> None:
        for entry in os.listdir(self.descriptor):
            if entry.startswith(prefix):
                age = time.time() - os.stat(entry, dir_fd=self.descriptor, follow_symlinks=False).st_mtime
                if age > STALE:
                    self.remove(entry)

    @contextmanager
    def _telling(self, name: str) -> Iterator[None]:
        """Errors of the file carry its whole path."""
        try:
            yield
        except OSError as problem:
            raise OSError(problem.errno, problem.strerror, str(self.path / name)) from problem


def take_away(root: Path, student: str, assignment: str, name: str) -> None:
    """Remove a graded notebook that is no longer what the grades are about, and its empty folder."""
    if not (root / student / assignment).is_dir():
        return
    with Folder(root, student, assignment) as folder:
        folder.remove(name)
    try:
        folder.path.rmdir()
    except OSError:
        pass  # something else lies there


class Draft:
    """A file written under a passing name."""

    def __init__(self, folder: Folder, name: str, passing: str):
        self.folder, self.name, self.passing = folder, name, passing

    def write(self, content: bytes, permissions: int) -> None:
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
        descriptor = os.open(self.passing, flags, 0o600, dir_fd=self.folder.descriptor)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fchmod(descriptor, permissions)
            os.fsync(descriptor)

    def publish(self) -> None:
        at = self.folder.descriptor
        os.replace(self.passing, self.name, src_dir_fd=at, dst_dir_fd=at)

    def discard(self) -> None:
        self.folder.remove(self.passing)


def _directory(at: int, name: str, shared: bool) -> int:
    """Open or make the directory `name`; a symlink of that name is taken away first."""
    flags = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW
    if name in ("", ".", "..") or "/" in name:
        raise ValueError(f"{name!r} is no name of a folder")
    try:
        if stat.S_ISLNK(os.stat(name, dir_fd=at, follow_symlinks=False).st_mode):
            os.unlink(name, dir_fd=at)
            raise FileNotFoundError
    except FileNotFoundError:
        try:
            os.mkdir(name, dir_fd=at)
        except FileExistsError:
            pass  # another grader made it meanwhile
    descriptor = os.open(name, flags, dir_fd=at)
    mode = os.fstat(descriptor).st_mode
    if shared and mode & 0o2770 != 0o2770:
        os.fchmod(descriptor, (mode | 0o2770) & 0o2777)
    return descriptor
