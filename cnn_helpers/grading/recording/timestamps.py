"""When a submission was handed in: nbgrader's timestamp.txt."""

from __future__ import annotations

import errno
import os
from datetime import datetime
from pathlib import Path

FILE = "timestamp.txt"
LONGEST = 200  # bytes; nbgrader writes about thirty


def handed_in(folder: Path) -> datetime | None:
    """The time in UTC, without a zone, that stands in a submission's timestamp.txt; None without one.

    Symlinks are not followed. Raises ValueError when the file holds no time.
    """
    from nbgrader.utils import parse_utc

    path = Path(folder) / FILE
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except FileNotFoundError:
        return None
    except OSError as problem:
        if problem.errno == errno.ELOOP:
            raise ValueError(f"{path} is a link; a file is needed") from None
        raise
    with os.fdopen(descriptor, "rb") as file:
        try:
            text = file.read(LONGEST + 1).decode("utf-8").strip()
        except (UnicodeDecodeError, IsADirectoryError):
            raise ValueError(f"{path} is not a text file; a time is needed") from None
    if not text:
        return None
    try:
        if len(text) > LONGEST:
            raise ValueError
        return parse_utc(text)
    except (ValueError, OverflowError, TypeError):
        raise ValueError(
            f"{path} holds {text[:40]!r}; a time such as 2030-02-01 15:30:00 UTC is needed"
        ) from None
