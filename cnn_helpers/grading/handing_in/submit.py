"""`cnn-course submit`: a checked zip of one assignment's work, ready to be handed in."""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from ...files import replacing
from ..values.limits import MB, Limits
from ..values.results import QuestionResult
from . import manifest
from .course import Released, assignment_of, data_files, nbgrader_cells, released
from .notebook_check import check_notebook
from .notebook_file import readable
from .students import safe_name
from .unpacking import is_data_file

FIXED_TIME = (1980, 1, 1, 0, 0, 0)
FILE_MODE = 0o100644 << 16


@dataclass(frozen=True)
class Work:
    """A student's notebook, what it is, and what will surprise them: untouched and deleted cells, when it was saved."""

    notebook: Path
    assignment: str
    data: dict[str, Path]
    left_out: list[str]
    untouched: list[str]
    deleted: list[str]
    saved: datetime
    checks: list[tuple[str, float, QuestionResult | None, str]] = field(default_factory=list)
    trouble: str = ""


def inspect(path: Path) -> Work:
    """Look at a notebook, or the one notebook of an assignment in a folder.

    Raises FileNotFoundError when there is none, ValueError when it is no assignment's or too large, and
    CannotBeRun when it is no notebook.
    """
    known = released()
    notebook = find(Path(path), known)
    size = notebook.stat().st_size
    if size > Limits.notebook_mb * MB:
        raise ValueError(
            f"{notebook} is {size / MB:.0f} MB; at most {Limits.notebook_mb} are taken: clear its outputs and save it"
        )
    readable(notebook)
    data = notebook.read_bytes()
    name = assignment_of(data, known)
    if not name:
        raise ValueError(f"{notebook} is none of the course's assignments ({', '.join(known)})")
    cells, asked = nbgrader_cells(data), data_files(name)
    beside = [file for file in sorted(notebook.parent.iterdir()) if file.is_file() and file != notebook]
    taken = {file.name: file for file in beside if is_data_file(file.name, asked)}
    for file in taken.values():
        if file.stat().st_size > Limits.file_mb * MB:
            raise ValueError(f"{file} is larger than {Limits.file_mb} MB, the most that is taken")
    stubs = known[name].stubs
    return Work(
        notebook,
        name,
        taken,
        [f.name for f in beside if f.name not in taken and not f.name.startswith(".") and f.suffix != ".zip"],
        [cell for cell, stub in stubs.items() if cell in cells and cells[cell][1].strip() == stub.strip()],
        [cell for cell in (*stubs, *known[name].graded) if cell not in cells],
        datetime.fromtimestamp(notebook.stat().st_mtime, UTC),
    )


def find(path: Path, known: dict[str, Released]) -> Path:
    """The notebook meant. Raises FileNotFoundError, or ValueError when a folder holds several."""
    if path.is_file():
        return path
    if not path.is_dir():
        raise FileNotFoundError(f"{path} does not exist; a notebook (.ipynb) or its folder is needed")
    notebooks = sorted(path.glob("*.ipynb"))
    named = [notebook for notebook in notebooks if notebook.stem in known]
    chosen = named or [n for n in notebooks if assignment_of(n.read_bytes(), known)]
    if not chosen:
        raise FileNotFoundError(f"{path} holds no notebook of the course's assignments ({', '.join(known)})")
    if len(chosen) > 1:
        raise ValueError(f"{path} holds {', '.join(n.name for n in chosen)}; name the one to hand in")
    return chosen[0]


def checked(work: Work) -> Work:
    """The same with what each question's check says, from running a copy of the notebook as it is on disk.

    `trouble` says why there is nothing to tell: a kernel that dies or is not installed, or every graded cell
    deleted. It may be handed in all the same.
    """
    try:
        return replace(work, checks=check_notebook(work.notebook))
    except (RuntimeError, KeyError, ValueError) as problem:
        return replace(work, trouble=(str(problem).strip().splitlines() or [type(problem).__name__])[0])


def pack(work: Work, student: str, now: datetime) -> bytes:
    """The zip: NAME/NAME.ipynb, the data files beside it, and a manifest; the same input gives the same bytes."""
    folder = work.assignment
    files = {f"{folder}/{folder}.ipynb": work.notebook.read_bytes()}
    files |= {f"{folder}/{name}": path.read_bytes() for name, path in work.data.items()}
    hashes = {name: manifest.sha256(data) for name, data in files.items()}
    files[manifest.NAME] = manifest.write(manifest.Manifest(student, folder, now, hashes))
    zipped = io.BytesIO()
    with zipfile.ZipFile(zipped, "w") as archive:
        for name, data in sorted(files.items()):
            info = zipfile.ZipInfo(name, FIXED_TIME)
            info.create_system, info.external_attr = 3, FILE_MODE  # as on Linux, wherever it is made
            archive.writestr(info, data, zipfile.ZIP_DEFLATED, 9)
    return zipped.getvalue()


def target(work: Work, student: str, out: Path | None = None, force: bool = False) -> Path:
    """The zip to write: `out` if it is a file's name, else NAME-STUDENT.zip in that folder, or in the current one.

    Raises FileExistsError for a file that is there already, unless `force`, and ValueError for an id that
    cannot be a folder's name.
    """
    if student and safe_name(student) != student:
        raise ValueError(
            f"the student id {student!r} is not a plain one; {safe_name(student) or 'letters'!r} would be"
        )
    name = f"{work.assignment}-{student}.zip" if student else f"{work.assignment}.zip"
    path = Path(name) if out is None else out / name if out.is_dir() else out
    if path.suffix.lower() != ".zip":
        raise ValueError(f"{path} does not end in .zip; name the file to write, or a folder that exists")
    if path.exists() and not force:
        raise FileExistsError(f"{path} exists already; add --force to write over it, or --out for another")
    return path


def write(work: Work, student: str, path: Path, now: datetime | None = None) -> None:
    """Write the zip, whole or not at all; `now` is the time its manifest claims."""
    with replacing(path) as file:
        file.write(pack(work, student, now or datetime.now(UTC)))
