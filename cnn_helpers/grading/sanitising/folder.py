"""Reading from a folder that a student filled: no link is followed, and only plain files are opened."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ..values.limits import MB
from ..values.submission_run import MENDED, CannotBeRun
from .remarks import Noted, shown

FOLDER = os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC
# O_NONBLOCK: opening a pipe that nobody writes to would wait for ever
PLAIN = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_NOCTTY | os.O_CLOEXEC
KINDS = {
    stat.S_IFLNK: "a symbolic link",
    stat.S_IFDIR: "a folder",
    stat.S_IFIFO: "a named pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
}


class NotTaken(Exception):
    """A file that is not read; the text says why."""


class TooLarge(NotTaken):
    """A plain file above its limit."""


@contextmanager
def opened(folder: Path) -> Iterator[int]:
    """A descriptor of `folder`, submitted/STUDENT/NAME; STUDENT and NAME are to be real folders.

    Raises CannotBeRun where one is missing, a link or no folder.
    """
    at = os.open(folder.parent.parent, FOLDER)
    try:
        for name in (folder.parent.name, folder.name):
            below = _open_folder(name, at)
            os.close(at)
            at = below
        yield at
    finally:
        os.close(at)


def _open_folder(name: str, at: int) -> int:
    try:
        kind = kind_of(name, at)
        if kind != "a folder":
            raise CannotBeRun(f"{shown(name)} is {kind}; a folder is needed")
        return os.open(name, FOLDER | os.O_NOFOLLOW, dir_fd=at)
    except OSError as problem:
        raise CannotBeRun(f"the folder {shown(name)} cannot be read: {problem.strerror}") from None


def kind_of(name: str, at: int) -> str:
    """What `name` in the folder `at` is, in words: "a file", "a folder", "a symbolic link" ..."""
    return KINDS.get(stat.S_IFMT(os.stat(name, dir_fd=at, follow_symlinks=False).st_mode), "a file")


def read_plain(name: str, at: int, most_mb: float, limit: str) -> bytes:
    """The content of the plain file `name` in the folder `at`.

    Raises TooLarge for more than `most_mb` megabytes, naming the `limit`, and NotTaken for what is no plain file.
    """
    try:
        kind = kind_of(name, at)
        if kind != "a file":  # looked at before it is opened: opening a device may do something
            raise NotTaken(f"{shown(name)} is {kind}; a plain file is needed")
        with open(os.open(name, PLAIN, dir_fd=at), "rb") as file:
            about = os.fstat(file.fileno())
            if not stat.S_ISREG(about.st_mode):
                raise NotTaken(f"{shown(name)} is no plain file")
            most = int(most_mb * MB)
            content = file.read(min(about.st_size, most) + 1) if about.st_size <= most else b""
    except OSError as problem:
        raise NotTaken(f"{shown(name)} cannot be read: {problem.strerror}") from None
    if about.st_size > most or len(content) > most:
        raise TooLarge(f"{shown(name)} has {about.st_size / MB:.1f} MB; the limit {limit} is {most_mb}")
    return content


def has_notebook(folder: Path) -> bool:
    """Whether anything was handed in: something called *.ipynb, readable or not.

    A link in place of the folder counts too: `sanitise` says what is wrong with it.
    """
    if folder.is_symlink() or folder.parent.is_symlink():
        return True
    try:
        return bool(_notebooks(os.listdir(folder)))
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True


def _notebooks(names: list[str]) -> list[str]:
    """The notebooks among file names; hidden ones are a computer's (._NAME.ipynb), not a student's."""
    return sorted(name for name in names if name.lower().endswith(".ipynb") and not name.startswith("."))


def choose(names: list[str], wanted: str, noted: Noted) -> str:
    """Which notebook counts: `wanted`, or the only one there is. Raises CannotBeRun for none, or for several."""
    found = _notebooks(names)
    if wanted in found:
        others = [name for name in found if name != wanted]
        if others:
            noted.add(MENDED, f"{wanted} was taken and other notebooks were left out", *others)
        return wanted
    if len(found) == 1:
        noted.add(MENDED, f"A notebook of another name was taken for {wanted}", *found)
        return found[0]
    if not found:
        raise CannotBeRun(f"there is no notebook; {wanted} is needed")
    listed = ", ".join(map(shown, found[:5])) + (" ..." if len(found) > 5 else "")
    raise CannotBeRun(f"{len(found)} notebooks were handed in and none is called {wanted}: {listed}")
