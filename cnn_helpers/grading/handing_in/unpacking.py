"""A student's bundle, unpacked in memory: its notebooks, each with the assignment it belongs to, and its data files."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from fnmatch import fnmatchcase
from pathlib import PurePosixPath

from ..values.limits import MB, Limits
from . import manifest
from .bundles import Bundle, is_notebook, is_zip
from .course import Released, assignment_of
from .entries import Entry, NotRead
from .zips import opened

NOTEBOOK_BYTES = Limits.notebook_mb * MB
BUNDLE_BYTES = 4 * NOTEBOOK_BYTES  # everything that is read of one student's bundle, zips included
COPY = re.compile(r"( \(\d+\)|-\d+| - Copy|_copy\d*|-Copy\d+)$")


@dataclass(frozen=True)
class Notebook:
    """A notebook, its name with the student, and the assignment it belongs to ("" when nothing tells)."""

    path: PurePosixPath
    data: bytes
    assignment: str

    def is_called(self, name: str) -> bool:
        """Whether the file has the assignment's name, the marks of a copy aside."""
        return COPY.sub("", self.path.stem) == name


@dataclass
class Unpacked:
    """What a bundle held; `others` are files that were not read, `problems` are (file, why it was not read)."""

    notebooks: list[Notebook] = field(default_factory=list)
    data: dict[str, bytes] = field(default_factory=dict)
    manifest: manifest.Manifest | None = None
    others: list[str] = field(default_factory=list)
    problems: list[tuple[str, str]] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)


def unpack(
    bundle: Bundle,
    known: dict[str, Released],
    patterns: Callable[[set[str]], tuple[str, ...]],
    assignment: str = "",
) -> Unpacked:
    """Read a bundle's notebooks, and those data files that their assignments, or the one named, ask for."""
    unpacked = Unpacked()
    budget = Budget(BUNDLE_BYTES)
    hashed: dict[str, bytes] = {}
    with ExitStack() as zips:
        entries = list(_flat(bundle.entries, budget, unpacked, zips))

        def read(entry: Entry, limit: int) -> bytes | None:
            try:
                return hashed.setdefault(str(entry.path), budget.read(entry, limit))
            except NotRead as problem:
                unpacked.problems.append((str(entry.path), str(problem)))
                return None

        for entry in filter(is_notebook, entries):
            data = read(entry, NOTEBOOK_BYTES)
            if data is not None:
                unpacked.notebooks.append(_notebook(entry.path, data, known))
        names = (
            {assignment} if assignment else {notebook.assignment for notebook in unpacked.notebooks} - {""}
        )
        asked = patterns(names)
        for entry in entries:
            if entry.name == manifest.NAME:
                _read_manifest(entry, budget, unpacked)
            elif is_data_file(entry.name, asked) and not is_notebook(entry):
                data = read(entry, Limits.file_mb * MB)
                unpacked.data |= {entry.name: data} if data is not None else {}
            elif not is_notebook(entry):
                unpacked.others.append(entry.name)
    if unpacked.manifest:
        unpacked.changed = unpacked.manifest.changed(hashed)
    return unpacked


def _notebook(path: PurePosixPath, data: bytes, known: dict[str, Released]) -> Notebook:
    """Its cells tell the assignment, or else its name does: a damaged file has a name still."""
    notebook = Notebook(path, data, assignment_of(data, known))
    called = next((name for name in known if notebook.is_called(name)), "")
    return notebook if notebook.assignment else replace(notebook, assignment=called)


def _read_manifest(entry: Entry, budget: Budget, unpacked: Unpacked) -> None:
    try:
        unpacked.manifest = manifest.read(budget.read(entry, manifest.MAX_BYTES))
    except (NotRead, ValueError) as problem:
        unpacked.problems.append((str(entry.path), str(problem)))


class Budget:
    """Bytes that one bundle may still unpack to."""

    def __init__(self, left: int):
        self.left = left

    def read(self, entry: Entry, limit: int) -> bytes:
        """The entry's bytes. Raises NotRead when they are more than `limit`, or than what is left."""
        if self.left <= 0:
            raise NotRead(f"everything together is larger than {BUNDLE_BYTES / MB:g} MB")
        data = entry.read(min(limit, self.left))
        self.left -= len(data)
        return data


def _flat(
    entries: Iterable[Entry], budget: Budget, unpacked: Unpacked, zips: ExitStack, depth: int = 0
) -> Iterator[Entry]:
    """The entries, with those of zips among them in their place; a zip inside a zip is not opened."""
    for entry in entries:
        if not is_zip(entry):
            yield entry
            continue
        try:
            if depth:
                raise NotRead("a zip inside a zip is not opened")
            inside = zips.enter_context(opened(io.BytesIO(budget.read(entry, BUNDLE_BYTES))))
        except NotRead as problem:
            unpacked.problems.append((str(entry.path), str(problem)))
            continue
        yield from _flat([replace(e, saved=entry.saved) for e in inside], budget, unpacked, zips, depth + 1)


def is_data_file(name: str, patterns: tuple[str, ...]) -> bool:
    """Whether a file of this name is one that the assignment asks for; hidden and odd names are not.

    >>> is_data_file("me.png", ("*.png",)), is_data_file(".me.png", ("*.png",)), is_data_file("a.py", ("*.png",))
    (True, False, False)
    """
    plain = name.isprintable() and not name.startswith((".", "-")) and not set(name) & set('/\\:*?"<>|')
    return plain and len(name.encode()) <= 200 and any(fnmatchcase(name, pattern) for pattern in patterns)
