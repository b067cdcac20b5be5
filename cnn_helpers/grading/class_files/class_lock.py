"""One grader at a time in a class folder; the system lets go of the lock when a grader is killed."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class InUse(RuntimeError):
    """The class is being graded by another process."""


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock file of a class folder. Raises InUse while another process does."""
    with path.open("a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            raise InUse(f"{path.parent} is being graded already, by process {file.read().strip()}") from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield
