"""From a result to the gradebook: what became of each submission."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..class_files.submissions import Submission
from ..recording.recorded_marks import Recorded
from ..recording.recorder import Recorder
from ..recording.timestamps import handed_in
from ..values.submission_run import SUSPICIOUS, Executed, Remark


@dataclass(frozen=True)
class Entry:
    """What became of a submission; status is graded, failed (could not be run or recorded) or missing.

    `recorded` is what the gradebook says, None where it has nothing; `reason` says why a submission is not graded.
    """

    submission: Submission
    executed: Executed
    recorded: Recorded | None
    status: str
    reason: str = ""


def enter(recorder: Recorder, submission: Submission, executed: Executed | None) -> Entry:
    """Write a result into the gradebook, unless it stands there already; None means that nothing was handed in.

    What no gradebook can hold (such as a student's name that is not text) is a failed entry.
    """
    if executed is None:
        reason = f"no {submission.assignment}.ipynb"
        return Entry(submission, Executed("", {}), None, "missing", reason)
    try:
        when = handed_in(submission.folder)
    except ValueError as problem:
        when = None
        remark = Remark(SUSPICIOUS, f"the time of handing in was not taken: {problem}")
        executed = replace(executed, remarks=(*executed.remarks, remark))
    try:
        recorded = recorder.record(submission.student, submission.assignment, executed, when)
    except ValueError as problem:
        return Entry(submission, executed, None, "failed", f"it cannot be recorded: {problem}")
    return Entry(submission, executed, recorded, "failed" if executed.failed else "graded", executed.failed)
