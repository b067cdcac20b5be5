"""Files that appear whole or not at all, also when the writer is killed, the disk is full or the power fails.

A file is written under a passing name beside its place, flushed to the disk and then renamed: a reader sees the old
file or the new one, never a part. Nothing else in the package writes a file that may not be lost.
"""

from __future__ import annotations

import errno
import os
import secrets
import stat
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

PART = ".part"  # how passing names end
STALE = 3600  # seconds after which an unfinished file is a killed writer's
PRIVATE = 0o600  # permissions: the owner's alone
NO_FLUSH = {errno.EINVAL, errno.ENOTSUP}  # some network disks cannot flush a folder


def write_whole(path: Path, content: str | bytes, *, lasting: bool = False) -> None:
    """Write text (UTF-8) or bytes to `path`; its folders are made. Otherwise as `replacing`."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with replacing(path, lasting=lasting) as file:
        file.write(content.encode("utf-8", "replace") if isinstance(content, str) else content)


@contextmanager
def replacing(
    path: Path, *, permissions: int | None = None, lasting: bool = False, folder: int | None = None
) -> Iterator[BinaryIO]:
    """Yield an open binary file that takes the place of `path` when the block ends; on an error nothing changes.

    permissions: None keeps those of the file that is there, and gives a new one what the umask leaves. lasting: the
    rename too is on the disk at the end, for what cannot be made again. folder: a descriptor of the folder that
    `path` is in, opened by a caller who lets no link lead elsewhere. Raises OSError, which names `path`.
    """
    at = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY) if folder is None else folder
    prefix = f".{path.name[:50]}."  # a name has 255 bytes at most, and a letter up to 4
    part = prefix + secrets.token_hex(6) + PART
    try:
        _remove_stale(at, prefix)
        with _new_file(part, path.name, at, permissions) as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, path.name, src_dir_fd=at, dst_dir_fd=at)
        if lasting:
            _flush_folder(at)
    except BaseException as problem:
        _remove(part, at)
        if isinstance(problem, OSError) and problem.errno and problem.filename in (None, part):
            problem.filename = str(path)
            del problem.filename2
        raise
    finally:
        if folder is None:
            os.close(at)


def remove_unfinished(folder: Path) -> None:
    """Remove what killed writers left in a folder and below it, where nobody else is writing now."""
    for part in folder.rglob(f".*{PART}"):
        part.unlink(missing_ok=True)


def flush_folder(folder: Path) -> None:
    """Have the names in a folder on the disk: what was made, renamed or removed there stays so."""
    at = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        _flush_folder(at)
    finally:
        os.close(at)


def _flush_folder(at: int) -> None:
    try:
        os.fsync(at)
    except OSError as problem:
        if problem.errno not in NO_FLUSH:
            raise


def _new_file(part: str, name: str, at: int, permissions: int | None) -> BinaryIO:
    """Nobody can read what the finished file will not let them read, not even while it is written."""
    if permissions is None:
        permissions = _permissions_of(name, at)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC
    descriptor = os.open(part, flags, 0o666 if permissions is None else PRIVATE, dir_fd=at)
    file = os.fdopen(descriptor, "wb")
    if permissions is not None:
        os.fchmod(descriptor, permissions)
    return file


def _permissions_of(name: str, at: int) -> int | None:
    try:
        mode = os.stat(name, dir_fd=at, follow_symlinks=False).st_mode
    except FileNotFoundError:
        return None
    return mode & 0o777 if stat.S_ISREG(mode) else None


def _remove_stale(at: int, prefix: str) -> None:
    for entry in os.listdir(at):
        if entry.startswith(prefix) and entry.endswith(PART) and _age(entry, at) > STALE:
            _remove(entry, at)


def _age(name: str, at: int) -> float:
    try:
        return time.time() - os.stat(name, dir_fd=at, follow_symlinks=False).st_mtime
    except FileNotFoundError:  # another writer has just finished it
        return 0.0


def _remove(name: str, at: int) -> None:
    try:
        os.unlink(name, dir_fd=at)
    except FileNotFoundError:
        pass
