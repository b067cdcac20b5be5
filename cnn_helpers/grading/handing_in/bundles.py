"""What a source holds for each student: a platform's download, a folder of zips, or one zip."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from . import manifest
from .entries import Entry, in_folder, of_file
from .platforms import Sender, label
from .zips import CLASS_ENTRIES, opened


@dataclass(frozen=True)
class Bundle:
    """One student's files as they called them, oldest first; `sender` is None where no platform names them.

    `shown` is how a table calls it; `remarks` are what its name tells.
    """

    shown: str
    sender: Sender | None
    entries: tuple[Entry, ...]
    remarks: tuple[str, ...] = ()


def bundles(source: Path) -> Iterator[Bundle]:
    """Each student's bundle; its entries are to be read before the next one is asked for.

    Raises FileNotFoundError when there is no such file or folder, and NotRead when it is a file but no zip.
    """
    if source.is_dir():
        yield from _sorted_out(in_folder(source))
    elif not source.exists():
        raise FileNotFoundError(f"{source} does not exist; a zip or a folder of what was handed in is needed")
    else:
        with source.open("rb") as stream, opened(stream, CLASS_ENTRIES) as entries:
            if _is_download(entries):
                yield from _sorted_out(entries)
                return
        yield from _sorted_out([of_file(source, source.parent)])


def _is_download(entries: list[Entry]) -> bool:
    """Whether a zip holds a class's work; one with a manifest or a notebook of its own is one student's."""
    if any(entry.name == manifest.NAME for entry in entries):
        return False
    return any(label(entry.path) for entry in entries) or not any(is_notebook(entry) for entry in entries)


def is_notebook(entry: Entry) -> bool:
    return entry.name.lower().endswith(".ipynb")


def is_zip(entry: Entry) -> bool:
    return entry.name.lower().endswith(".zip")


def _sorted_out(entries: Iterable[Entry]) -> Iterator[Bundle]:
    """Files with a platform's label by student, then every zip without one; other notebooks are nobody's."""
    labelled: dict[str, list] = {}
    loose = []
    for entry in entries:
        found = label(entry.path)
        if found:
            labelled.setdefault(found.sender.key, []).append((found, entry))
        elif is_zip(entry) or is_notebook(entry):
            loose.append(entry)
    for pairs in labelled.values():
        yield _of_platform(sorted(pairs, key=lambda pair: pair[0].attachment))
    yield from (Bundle(str(entry.path), None, (entry,)) for entry in loose)


def _of_platform(found: list) -> Bundle:
    labels = [one for one, _ in found]
    # Canvas's labels stand before the name; in Moodle's folders a file keeps its path.
    entries = tuple(replace(entry, path=PurePosixPath(one.file)) for one, entry in found if one.file)
    remarks = []
    if any(one.late for one in labels):
        remarks.append("late, says Canvas")
    if any(one.doubtful for one in labels):
        remarks.append("its name can be read in two ways: look whether it is this student's")
    if not entries:
        remarks.append("a text was handed in, no file")
    return Bundle(str(labels[0].sender), labels[0].sender, entries, tuple(remarks))


def nobody(bundle: Bundle) -> bool:
    """Whether it is a notebook that lies about with nothing to tell whose it is."""
    return bundle.sender is None and is_notebook(bundle.entries[0])
