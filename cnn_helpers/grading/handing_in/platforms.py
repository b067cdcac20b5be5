"""Who handed a file in, by the name that Moodle or Canvas gives it in a download of all submissions.

Moodle ("Download all submissions", mod/assign/classes/downloader.php): a folder for each student, called
`Full Name_NUMBER_assignsubmission_file`, with the files as they named them, subfolders kept (in older versions
the folder's name ends in another `_`). With "in folders" off, files `Full Name_NUMBER_assignsubmission_file_NAME`.
Blind marking says `Participant` for the name; a group's download has the group's name and number, the default
group no number. NUMBER is the grading worksheet's `Participant NUMBER`. Online texts are called
`…_assignsubmission_onlinetext`.

Canvas ("Download submissions", lib/content_zipper.rb): flat files `lastfirst_USER_ATTACHMENT_NAME`, the name in small
letters; `lastfirst_LATE_USER_ATTACHMENT_NAME` (`late` in older ones) when it is late, `anon_CODE_ATTACHMENT_NAME` when
grading is anonymous, and `…_text.html` or `…_link.html` for what is no file. NAME gains `-1`, `-2` when a student
hands a file of that name in again. Attachment numbers grow with time.

Both stamp a zip's entries with the time of the download, so that neither tells when the work was handed in.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath

MOODLE = re.compile(
    r"(?P<name>.+?)(?:_(?P<number>\d+))?_assignsubmission_(?P<plugin>[a-z]+)(?:_(?P<file>.*))?"
)
# Canvas keeps letters, digits, `_`, and the marks that many scripts put on letters (which \w leaves out).
CANVAS_NAME = r"(?P<name>[^\s!-/:-@\[-^`{-~]*?)_(?:(?P<late>LATE|late)_)?(?P<number>\d+)_"
CANVAS = re.compile(CANVAS_NAME + r"(?P<attachment>\d+)_(?P<file>.+)")
CANVAS_ANONYMOUS = re.compile(
    r"(?:(?P<late>LATE|late)_)?anon_(?P<number>[A-Za-z0-9]+)_(?P<attachment>\d+)_(?P<file>.+)"
)
CANVAS_TEXT = re.compile(CANVAS_NAME + r"(?:text|link)\.html")


@dataclass(frozen=True)
class Sender:
    """A student as a platform names them; `number` is the platform's own, "" when it gives none."""

    platform: str
    name: str
    number: str

    @property
    def key(self) -> str:
        """What stays the same from one download to the next."""
        return f"{self.platform}:{self.number or self.name}"

    def __str__(self) -> str:
        return " ".join(filter(None, [self.name, self.number]))


@dataclass(frozen=True)
class Labelled:
    """Whose a file is and what they called it; `attachment` orders Canvas's files; "" `file` for a text."""

    sender: Sender
    file: str
    late: bool = False
    attachment: int = 0
    doubtful: bool = False


def label(path: PurePosixPath) -> Labelled | None:
    """What a path in a platform's download says, or None when no platform made it.

    >>> label(PurePosixPath("Ada Lovelace_12_assignsubmission_file_/work/x.ipynb")).sender
    Sender(platform='moodle', name='Ada Lovelace', number='12')
    >>> label(PurePosixPath("lovelaceada_LATE_7_41_x-1.ipynb"))
    Labelled(sender=Sender(platform='canvas', name='lovelaceada', number='7'), file='x-1.ipynb', late=True,
    attachment=41, doubtful=False)
    """
    for place, part in enumerate(path.parts):  # the outermost counts: the platform named it, not the student
        found = MOODLE.fullmatch(part)
        if found:
            sender = Sender("moodle", found["name"], found["number"] or "")
            inside = path.parts[-1] if place + 1 < len(path.parts) else found["file"] or ""
            return Labelled(sender, inside if found["plugin"] == "file" else "")
    return _canvas(path.name)


def _canvas(name: str) -> Labelled | None:
    anonymous = CANVAS_ANONYMOUS.fullmatch(name)
    found = anonymous or CANVAS.fullmatch(name)
    if found:
        sender = Sender("canvas", "anonymous" if anonymous else found["name"], found["number"])
        # A student's own name or file name with two numbers in it could be read in another way.
        doubtful = bool(re.match(r"(?:late_)?\d+_\d+_", found["file"], re.IGNORECASE))
        return Labelled(sender, found["file"], bool(found["late"]), int(found["attachment"]), doubtful)
    text = CANVAS_TEXT.fullmatch(name)
    return Labelled(Sender("canvas", text["name"], text["number"]), "", bool(text["late"])) if text else None
