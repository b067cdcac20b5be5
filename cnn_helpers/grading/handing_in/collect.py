"""`cnn-course collect`: from a platform's download, or students' zips, to nbgrader's folders; every file gets a row.

When something was handed in: the roster's word if it has one (Moodle's grading worksheet), else what the student's
own zip claims, which the row says. The times in a download are those of the download and are not used for that.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from ..assignments.solution import load
from ..class_files.roster import Person, Roster, roster_in
from ..class_folder import ClassFolder
from .bundles import Bundle, bundles, nobody
from .course import Released, released
from .students import Folders, safe_name
from .submitted_files import TIMESTAMP, SubmittedFiles, Work, collecting
from .unpacking import Notebook, Unpacked, is_data_file, unpack

LEFT_OUT = "left out"
NOBODYS = "nothing tells whose it is: a platform's download or a zip by cnn-course submit is needed"
ROSTER, CLAIM = "says the roster", "says its own zip"
CLOCKS_DIFFER = timedelta(days=1)


@dataclass(frozen=True)
class Row:
    """What became of one file; `when` is its time in UTC and whose word that is."""

    student: str
    assignment: str
    file: str
    done: str
    when: str = ""
    remark: str = ""


@dataclass(frozen=True)
class Owner:
    """Whose a bundle is: their folder, their id, and their row of the roster if there is one."""

    folder: str
    listed: Person | None = None
    remarks: tuple[str, ...] = ()


def collect(
    source: Path, class_dir: str | os.PathLike, assignment: str = "", roster: Roster | None = None
) -> Iterator[Row]:
    """Put everything that was handed in to `class_dir`/submitted; yield a row for each file as it is done.

    With `assignment` every notebook counts for that one; otherwise its own cells tell. Who is who comes from
    `roster`, or from `class_dir`/roster.csv where there is one. Doing it again changes nothing.
    Raises FileNotFoundError, NotRead for a source that is no zip, ValueError for an unknown assignment, a source
    with nothing in it or a broken roster, and OSError when the class folder cannot be written.
    """
    known = released()
    if assignment and assignment not in known:
        raise ValueError(f"no assignment {assignment!r}; there are: {', '.join(known)}")
    folder = ClassFolder(Path(class_dir))
    if roster is None:
        roster = roster_in(folder.roster)
    found = False
    with collecting(folder) as submitted:
        folders = Folders(folder.students, folder.submitted)
        for bundle in bundles(Path(source)):
            found = True
            if nobody(bundle):
                yield Row("", "", bundle.shown, LEFT_OUT, remark=NOBODYS)
            else:
                yield from _of_bundle(bundle, submitted, folders, known, assignment, roster)
    if not found:
        raise ValueError(f"{source} holds no notebook and no zip")


def _of_bundle(
    bundle: Bundle,
    submitted: SubmittedFiles,
    folders: Folders,
    known: dict[str, Released],
    assignment: str,
    roster: Roster,
) -> Iterator[Row]:
    unpacked = unpack(bundle, known, patterns_of, assignment)
    try:
        owner = owner_of(bundle, unpacked, folders, known, roster)
    except ValueError as problem:
        yield Row("", "", bundle.shown, LEFT_OUT, remark=str(problem))
        return
    for file, reason in unpacked.problems:
        yield Row(owner.folder, assignment, file, LEFT_OUT, remark=reason)
    remarks = [*bundle.remarks, *owner.remarks, *_noticed(unpacked)]
    if not unpacked.notebooks and not unpacked.problems:
        missing = "; ".join(["no notebook in it", *remarks])
        yield Row(owner.folder, assignment, bundle.shown, LEFT_OUT, remark=missing)
    handed_in, word, doubts = moment_of(bundle, owner, unpacked)
    when = f"{handed_in:%Y-%m-%d %H:%M} UTC, {word}" if handed_in else ""
    for name, notebooks in by_assignment(unpacked, assignment):
        for notebook in notebooks:
            file, said = str(notebook.path), remarks + doubts
            if not name:
                yield Row(owner.folder, "", file, LEFT_OUT, remark=_belongs(notebook))
                continue
            if notebook.assignment not in ("", name):
                said.append(_belongs(notebook))
            work = _work(owner, name, notebook, unpacked, handed_in, max(e.saved for e in bundle.entries))
            if notebook is notebooks[-1]:
                done = submitted.place(work, sure=word == ROSTER)
            else:
                done = submitted.keep_aside(work)
                said.append("another notebook handed in with it counts")
            yield Row(owner.folder, name, file, done, when, "; ".join(said))


def _belongs(notebook: Notebook) -> str:
    return f"it belongs to {notebook.assignment}" if notebook.assignment else "no assignment of the course"


def _work(
    owner: Owner,
    name: str,
    notebook: Notebook,
    unpacked: Unpacked,
    handed_in: datetime | None,
    saved: datetime,
) -> Work:
    """The notebook under its assignment's name, with the data files that this assignment asks for."""
    asked = patterns_of({name})
    data = {
        file: data for file, data in unpacked.data.items() if is_data_file(file, asked) and file != TIMESTAMP
    }
    return Work(owner.folder, name, {f"{name}.ipynb": notebook.data, **data}, handed_in, saved)


def _noticed(unpacked: Unpacked) -> list[str]:
    """What of a bundle was not taken, and what in it is not as its manifest says."""
    noticed = []
    for words, names in (("not taken", unpacked.others), ("changed after it was zipped", unpacked.changed)):
        if names:
            noticed.append(f"{words}: {', '.join(names[:3])}{', ...' if len(names) > 3 else ''}")
    return noticed


def moment_of(bundle: Bundle, owner: Owner, unpacked: Unpacked) -> tuple[datetime | None, str, list[str]]:
    """When it was handed in, whose word that is, and what is wrong with it."""
    if owner.listed and owner.listed.handed_in:
        return owner.listed.handed_in, ROSTER, []
    claim = unpacked.manifest.handed_in if unpacked.manifest else None
    if claim and claim > max(entry.saved for entry in bundle.entries) + CLOCKS_DIFFER:
        return None, "", [f"its zip claims {claim:%Y-%m-%d %H:%M} UTC, after it was saved here"]
    return claim, CLAIM if claim else "", []


def owner_of(
    bundle: Bundle, unpacked: Unpacked, folders: Folders, known: dict[str, Released], roster: Roster
) -> Owner:
    """Whose it is: the platform's word first, then the zip's own, then the zip's name.

    Raises ValueError when the roster has two students of that name.
    """
    claimed = unpacked.manifest.student if unpacked.manifest else ""
    if bundle.sender:
        listed = roster.find(bundle.sender.number, bundle.sender.name)
        if listed:
            said = [f"its zip says {claimed}"] if claimed and claimed != listed.student else []
            if earlier := folders.by_key.get(bundle.sender.key):
                said.append(f"collected as {earlier} before, without the roster: remove that folder")
            return Owner(folders.of(f"id:{listed.student}", listed.student), listed, tuple(said))
        remark = ("not in the roster",) if roster.people else ()
        wanted = "-".join(filter(None, [bundle.sender.name, bundle.sender.number]))
        return Owner(folders.of(bundle.sender.key, wanted), None, remark)
    called = bundle.entries[0].path.stem
    for name in known:
        called = called.removeprefix(f"{name}-")
    student, remarks = claimed or called, []
    if not claimed:
        remarks.append("whose it is was read from the file's name")
    elif safe_name(called) != safe_name(claimed) and called not in known:
        remarks.append(f"the file's name says {called}")
    listed = roster.of(student)
    if roster.people and not listed:
        remarks.append("not in the roster")
    return Owner(folders.of(f"id:{student}", student), listed, tuple(remarks))


def by_assignment(unpacked: Unpacked, assignment: str) -> Iterator[tuple[str, list[Notebook]]]:
    """Notebooks by the assignment they count for ("" for none), the one that counts last."""
    if assignment:
        fits = [n for n in unpacked.notebooks if n.assignment == assignment or n.is_called(assignment)]
        fits = fits or [n for n in unpacked.notebooks if not n.assignment] or unpacked.notebooks
        yield assignment, _in_order(fits, assignment)
        yield "", [notebook for notebook in unpacked.notebooks if notebook not in fits]
        return
    for name in dict.fromkeys(notebook.assignment for notebook in unpacked.notebooks):
        yield name, _in_order([n for n in unpacked.notebooks if n.assignment == name], name)


def _in_order(notebooks: list[Notebook], name: str) -> list[Notebook]:
    """The one that has the assignment's cells and name last; otherwise as they came, oldest first."""
    return sorted(notebooks, key=lambda n: (n.assignment == name, n.is_called(name)))


def patterns_of(names: set[str]) -> tuple[str, ...]:
    """The data files that these assignments ask for."""
    return tuple(pattern for name in sorted(names) for pattern in load(name).assignment.files)
