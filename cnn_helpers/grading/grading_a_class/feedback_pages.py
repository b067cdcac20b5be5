"""The pages that students get back, made on the workers once these are there."""

from __future__ import annotations

from collections import deque
from pathlib import Path
from typing import TYPE_CHECKING

from ...files import write_whole
from ..class_folder import page_in
from ..recording.feedback_page import feedback_page
from .cluster import Workers
from .gradebook_entries import Entry

if TYPE_CHECKING:
    from distributed import Future

MOST_WAITING = 8


class FeedbackPages:
    """Has pages made and writes them; with `wanted` false there are to be none."""

    def __init__(self, workers: Workers, wanted: bool = True):
        self.workers, self.wanted = workers, wanted
        self._waiting: deque[tuple[Path, Future]] = deque()

    def renew(self, entry: Entry, folder: Path) -> None:
        """Have FOLDER/STUDENT/NAME/NAME.html made, and write it when it comes.

        A submission that could not be run has none.
        """
        if entry.recorded is None:
            return
        submission = entry.submission
        path = page_in(folder / submission.student, submission.assignment)
        if entry.executed.failed or not self.wanted:
            path.unlink(missing_ok=True)  # what it said of an earlier submission is not true any more
            return
        arguments = (entry.executed.notebook, entry.recorded, submission.assignment)
        if self.workers.ready:
            page = self.workers.client.submit(feedback_page, *arguments, pure=False, priority=-1)
            self._waiting.append((path, page))
            self.wait(MOST_WAITING)
        else:
            write_whole(path, feedback_page(*arguments))

    def wait(self, left: int = 0) -> None:
        """Wait until no more than `left` pages are still being made."""
        while len(self._waiting) > left:
            path, page = self._waiting.popleft()
            write_whole(path, page.result())
