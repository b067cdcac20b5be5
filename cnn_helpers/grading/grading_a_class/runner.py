"""Grading a class folder: sanitise, execute, record; every submission ends as a row, whatever is in it."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any

import nbformat
from traitlets.config import Config

from ..assignments.nbgrader_setup import prepare_environment
from ..assignments.release import write_sources
from ..assignments.seeds import seed_for
from ..assignments.solution import load
from ..class_files.class_lock import locked
from ..class_files.nbgrader_config import write_config
from ..class_files.submissions import Submission, submissions
from ..class_files.tables import Grade
from ..recording.config import class_settings, with_gradebook
from ..reporting import write_all
from ..running.grading_task import Exam, Room, digest_of, draw, room_of
from ..running.worker import right_answers, run, warm
from ..sandbox.jobs import CannotShutIn
from ..sanitising import has_notebook, sanitise
from ..values.submission_run import CannotBeRun, Executed, Handed, Remark
from . import result_cache
from .cluster import Workers, cores, in_order_of_completion
from .gradebook_entry import enter_assignment
from .own_notebooks import own_notebooks, sanitised_digests
from .recorded_class import ClassRecords
from .right_answers import keep_right_answers, right_answers_in

if TYPE_CHECKING:
    from distributed import Client

UNWALLED = (
    "Nothing shuts notebooks in on this machine: the sample class, which is the course's own, ran with your rights. "
    "A real class is refused here; cnn-course doctor says what is missing."
)
RETRIES = 2  # of a submission whose worker or sandbox failed, which is not its fault
Progress = Callable[[Grade], None]


def grade_class(
    class_dir: Path,
    count: int | None = None,
    progress: Progress = lambda grade: None,
    *,
    say: Callable[[str], None] = lambda line: None,
    scheduler: Any = None,
    unsafe: bool = False,
    force: bool = False,
    students: Collection[str] = (),
    assignments: Collection[str] = (),
    db_url: str | None = None,
    feedback: bool = True,
) -> list[Grade]:
    """Grade what is under `class_dir`; write grades.csv, questions.csv, gradebook, autograded and feedback.

    `count` worker processes (default: one a core) run here, or those of the Dask cluster at `scheduler`, an address
    or one of Dask's cluster objects; `progress` is called after each submission, `say` with what a teacher must know.
    What was run already is not run again unless `force` says so.
    Only the named `students` and `assignments` are graded where any are named; the others' rows stay.
    `unsafe` runs notebooks with this user's own rights; the sample class's run so where no wall holds. `db_url`
    takes the place of the class's gradebook.
    Without `feedback` no pages for students are made.
    Raises what `submissions` raises, CannotShutIn where notebooks cannot be run safely, CannotRecord when grades
    cannot be written, and InUse when the class is being graded already.
    """
    class_dir = Path(class_dir).resolve()
    every = submissions(class_dir, students, assignments)
    names = sorted({submission.assignment for submission in every})
    with locked(class_dir), Workers(min(count or cores(), len(every)), scheduler) as workers:
        own = {} if unsafe else own_notebooks(class_dir, every)
        rooms = {name: room_of(load(name), unsafe, made_up=name in own) for name in names}
        if force or result_cache.count(class_dir) < len(every):
            workers.start(warm, rooms[names[0]])  # while this process prepares the gradebook
        prepare(class_dir)
        config = class_settings(class_dir)
        config = with_gradebook(config, db_url) if db_url else config
        exams = {
            name: exam_of(class_dir, name, config, rooms[name], workers, own.get(name, ())) for name in names
        }
        with ClassRecords(class_dir, config, progress, feedback) as records:
            to_run = _to_run(class_dir, every, exams, records, force)
            first = next(to_run, None)
            if first:
                records.pages_on(workers.client)
                if _run_all(workers.client, chain([first], to_run), exams, records):
                    say(UNWALLED)
                records.write_pages()
            grades = records.finish(every)
        write_all(class_dir)
        return grades


def prepare(class_dir: Path) -> None:
    """Make a folder one that nbgrader's programs and ours can work in; nothing that is there is changed."""
    prepare_environment(class_dir)
    result_cache.forget_parts(class_dir)
    write_sources(class_dir / "source")
    write_config(class_dir)


def exam_of(
    class_dir: Path, name: str, config: Config, room: Room, workers: Workers, own: Collection[str] = ()
) -> Exam:
    """Draw an assignment's exam from the class's seed; the gradebook knows the assignment afterwards.

    The right answers are computed on a worker, and kept in the class folder for the next run. `own` are the texts
    of the sample class's notebooks.
    """
    enter_assignment(class_dir, name, config)
    solution, seed = load(name), seed_for(class_dir, name)
    released = nbformat.read(class_dir / "release" / name / f"{name}.ipynb", as_version=4)
    path = class_dir / "answers" / f"{name}-{digest_of(solution, seed)[:16]}.frame"

    def answering(asked: dict) -> dict:
        known = right_answers_in(path)
        if known is None:
            known = workers.client.submit(right_answers, room, solution.cells, asked, pure=False).result()
            keep_right_answers(path, known)
        return known

    exam = draw(solution, seed, released, room, answering)
    return replace(exam, own=sanitised_digests(own, released, solution.assignment))


def _to_run(
    class_dir: Path, every: list[Submission], exams: dict[str, Exam], records: ClassRecords, force: bool
) -> Iterator[tuple[Submission, str, Handed]]:
    """The submissions that must be run; those that need not be are recorded on the way."""
    for submission in every:
        exam = exams[submission.assignment]
        if not has_notebook(submission.folder):
            records.missing(submission)
            continue
        try:
            released = nbformat.reads(exam.released, as_version=4)
            handed = sanitise(submission.folder, released, load(submission.assignment).assignment)
        except CannotBeRun as problem:
            records.record(submission, Executed("", {}, failed=str(problem)))
            continue
        key = result_cache.key_of(exam, handed)
        known = None if force else result_cache.recall(class_dir, key)
        if known:
            records.record(submission, known)
        else:
            yield submission, key, handed


def _run_all(
    client: Client,
    to_run: Iterable[tuple[Submission, str, Handed]],
    exams: dict[str, Exam],
    records: ClassRecords,
) -> bool:
    """Run submissions on the workers, and keep and record each as it comes back; whether any ran without walls."""
    unwalled = False
    # made on the workers by a task of its own, so that it is sent once and made again when a worker is lost
    sent = {name: client.submit(pickle.loads, pickle.dumps(exam), pure=False) for name, exam in exams.items()}
    remarks: dict[Submission, tuple[Remark, ...]] = {}

    def tasks() -> Iterator[tuple[object, Callable, tuple]]:
        for submission, key, handed in to_run:
            remarks[submission] = handed.remarks
            yield (submission, key), run, (sent[submission.assignment], handed)

    for (submission, key), future in in_order_of_completion(client, tasks(), RETRIES):
        if future.status == "finished":
            executed = future.result()
            unwalled |= executed.unwalled
            result_cache.remember(records.class_dir, key, executed)
        else:
            problem = future.exception()
            if isinstance(problem, CannotShutIn):
                raise problem
            reason = (
                f"the worker that ran it failed, {RETRIES + 1} times: {type(problem).__name__}: {problem}"
            )
            executed = Executed("", {}, remarks[submission], failed=reason[:500])
        del remarks[submission]
        records.record(submission, executed)
    return unwalled
