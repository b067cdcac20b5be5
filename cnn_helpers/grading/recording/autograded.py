"""The graded notebook's file in autograded/: written whole or not at all, where no link leads elsewhere."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ...files import replacing
from ..class_folder import notebook_in


class GradedNotebook:
    """NAME.ipynb in its folder autograded/STUDENT/NAME, which is made where it is missing.

    `content` is what it is to hold; None: there is to be no file. `permissions` are the file's; `shared` lets the
    folders' group write there too.
    """

    def __init__(self, folder: Path, content: bytes | None, permissions: int, shared: bool = False):
        self.path = notebook_in(folder.parent, folder.name)
        self.content, self.permissions, self.shared = content, permissions, shared

    def stands(self) -> bool:
        """Whether it is there already, as a plain file with just this content."""
        if self.content is None:
            return not self.path.exists()
        with self._opened() as at:
            try:
                descriptor = os.open(self.path.name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=at)
            except OSError:
                return False
            with os.fdopen(descriptor, "rb") as file:
                facts = os.fstat(descriptor)
                same_size = stat.S_ISREG(facts.st_mode) and facts.st_size == len(self.content)
                return same_size and file.read() == self.content

    @contextmanager
    def being_put(self) -> Iterator[None]:
        """The content is written beside its place now, and put there when the block ends without an error.

        A full disk is noticed before the block begins.
        """
        if self.content is None:
            yield
            self._take_away()
            return
        with self._opened() as at:
            self._refuse_folder(at)
            with replacing(self.path, permissions=self.permissions, folder=at) as file:
                file.write(self.content)
                file.flush()
                os.fsync(file.fileno())
                yield

    @contextmanager
    def _opened(self) -> Iterator[int]:
        """A descriptor of its folder."""
        student, assignment = self.path.parents[1], self.path.parents[0]
        student.parent.mkdir(parents=True, exist_ok=True)
        at = os.open(student.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            for name in (student.name, assignment.name):
                below = _directory(at, name, self.shared)
                os.close(at)
                at = below
            yield at
        finally:
            os.close(at)

    def _refuse_folder(self, at: int) -> None:
        try:
            mode = os.stat(self.path.name, dir_fd=at, follow_symlinks=False).st_mode
        except FileNotFoundError:
            return
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, "a folder is in the way", str(self.path))

    def _take_away(self) -> None:
        """Remove a notebook that is no longer what the grades are about, and its empty folder."""
        if not self.path.parent.is_dir():
            return
        with self._opened() as at:
            try:
                os.unlink(self.path.name, dir_fd=at)
            except FileNotFoundError:
                pass
        try:
            self.path.parent.rmdir()
        except OSError:
            pass  # something else lies there


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
