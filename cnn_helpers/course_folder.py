"""Where the course is: the folder with its book, assignments and (on a teacher's machine) solutions."""

from __future__ import annotations

import os
from pathlib import Path

COURSE_VARIABLE = "CNN_COURSE"
PACKAGE = Path(__file__).parent


class NoCourse(FileNotFoundError):
    """The course was not found; the text says where it was looked for."""


def places() -> list[Path]:
    """Where the course may be, in order: CNN_COURSE, the package's checkout, the current folder and those above it."""
    if named := os.environ.get(COURSE_VARIABLE):
        return [Path(named).expanduser().resolve()]
    here = Path.cwd()
    return list(dict.fromkeys([PACKAGE.parent, here, *here.parents]))


def is_course(folder: Path) -> bool:
    return (folder / "_toc.yml").is_file() and (folder / "book").is_dir()


def course_folder() -> Path:
    """The course's folder. Raises NoCourse, which says where it was looked for.

    >>> (course_folder() / "book").is_dir()
    True
    """
    looked = places()
    for folder in looked:
        if is_course(folder):
            return folder
    raise NoCourse(
        f"the course (a folder with _toc.yml and book/) is not in {', '.join(map(str, looked))}; "
        f"run this in its folder, or set {COURSE_VARIABLE} to it"
    )


def course_or_package() -> Path:
    """The course's folder; where there is none, the one that the package lies in, which has no book."""
    try:
        return course_folder()
    except NoCourse:
        return PACKAGE.parent
