"""Grading a class folder: sanitise, execute, record; every submission ends as a row, whatever is in it."""

from __future__ import annotations

import os
from collections.abc import Callable, Collection
from typing import Any

from ..assignments.solution import load
from ..class_files.class_lock import locked
from ..class_files.mistake_names import read_names
from ..class_files.nbgrader_config import prepare
from ..class_files.submissions import submissions
from ..class_files.tables import Grade
from ..class_folder import class_folder
from ..recording.gradebook import with_gradebook
from ..recording.recorder import Recorder
from ..reporting import write_all
from ..running.grading_task import sandbox_settings
from ..running.worker import warm
from .class_grades import ClassGrades
from .class_tasks import draw_tasks
from .cluster import Workers, cores
from .feedback_pages import FeedbackPages
from .gradebook_entries import enter
from .named_by_teacher import named_by_teacher
from .own_notebooks import own_notebooks
from .result_cache import ResultCache
from .submission_results import results_of

UNWALLED = (
    "Nothing shuts notebooks in on this machine: the sample class, which is the course's own, ran with your rights. "
    "A real class is refused here; cnn-course doctor says what is missing."
)


def grade_class(
    class_dir: str | os.PathLike,
    count: int | None = None,
    progress: Callable[[Grade], None] = lambda grade: None,
    *,
    begin: Callable[[int], None] = lambda count: None,
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
    or one of Dask's cluster objects; `begin` is called with the number of submissions, `progress` after each, `say`
    with what a teacher must know.
    What was run already is not run again unless `force` says so.
    Only the named `students` and `assignments` are graded where any are named; the others' rows stay.
    `unsafe` runs notebooks with this user's own rights; the sample class's run so where no wall holds. `db_url`
    takes the place of the class's gradebook.
    Without `feedback` no pages for students are made.
    Raises what `submissions` and `read_names` raise, CannotShutIn where notebooks cannot be run safely,
    CannotRecord when grades cannot be written, and InUse when the class is being graded already.
    """
    folder = class_folder(class_dir)
    names = read_names(folder.mistake_names)
    every = submissions(folder.submitted, students, assignments)
    begin(len(every))
    solutions = {name: load(name) for name in sorted({submission.assignment for submission in every})}
    own = {} if unsafe else own_notebooks(folder.sample_class, every)
    settings = {name: sandbox_settings(solution, unsafe, name in own) for name, solution in solutions.items()}
    unwalled = False
    with locked(folder.grading_lock), Workers(min(count or cores(), len(every)), scheduler) as workers:
        cache = ResultCache(folder.results)
        if force or cache.count() < len(every):
            workers.start(warm, next(iter(settings.values())))  # while this process prepares the gradebook
        config = prepare(folder)
        config = with_gradebook(config, db_url) if db_url else config
        tasks = draw_tasks(folder, solutions, settings, own, config, workers)
        pages, grades = FeedbackPages(workers, feedback), ClassGrades(solutions)
        with Recorder(folder, config) as recorder:
            for submission, executed in results_of(every, solutions, tasks, cache, workers, force):
                if executed is not None:
                    executed = named_by_teacher(executed, submission.assignment, names)
                entry = enter(recorder, submission, executed)
                pages.renew(entry, folder.feedback)
                progress(grades.add(entry))
                unwalled |= executed is not None and executed.unwalled
            pages.wait()
        rows = grades.write_to(folder)
        write_all(folder)
    if unwalled:
        say(UNWALLED)
    return rows
