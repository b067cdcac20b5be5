"""One grader at a time in a class folder; the system lets go of the lock when a grader is killed."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

FILE = ".grading.lock"


class InUse(RuntimeError):
    """The class is being graded by another process."""


@contextmanager
def locked(class_dir: Path) -> Iterator[None]:
    """Raises InUse while another process is in here."""
    with open(Path(class_dir) / FILE, "a+") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            raise InUse(f"{class_dir} is being graded already, by process {file.read().strip()}") from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield
