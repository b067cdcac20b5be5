"""What each submission's code answers: from the result cache, or from running it on the workers."""

from __future__ import annotations

import hashlib
import pickle
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import nbformat

from ..assignments.solution import Solution
from ..class_files.submissions import Submission
from ..running.grading_task import GradingTask
from ..running.worker import run
from ..sandbox.jobs import CannotShutIn
from ..sanitising import has_notebook, sanitise
from ..values.submission_run import CannotBeRun, Executed, Handed
from .cluster import TaskQueue, Workers
from .result_cache import ResultCache

if TYPE_CHECKING:
    from distributed import Client, Future

RETRIES = 2  # of a submission whose worker or sandbox failed, which is not its fault


def results_of(
    every: Sequence[Submission],
    solutions: Mapping[str, Solution],
    tasks: Mapping[str, GradingTask],
    cache: ResultCache,
    workers: Workers,
    force: bool = False,
) -> Iterator[tuple[Submission, Executed | None]]:
    """Each submission with its result as soon as it is known; None where nothing was handed in.

    Raises CannotShutIn when a worker cannot run notebooks safely.
    """
    queue = TaskQueue(workers)
    sent, running = {}, {}
    for submission in every:
        name = submission.assignment
        if not has_notebook(submission.folder):
            yield submission, None
            continue
        try:
            released = nbformat.reads(tasks[name].released, as_version=4)
            handed = sanitise(submission.folder, released, solutions[name].assignment)
        except CannotBeRun as problem:
            yield submission, Executed("", {}, failed=str(problem))
            continue
        key = key_of(tasks[name], handed)
        known = None if force else cache.recall(key)
        if known:
            yield submission, known
            continue
        if name not in sent:
            sent[name] = _sent(workers.client, tasks[name])
        future = workers.client.submit(run, sent[name], handed, pure=False, retries=RETRIES)
        queue.add(future)
        running[future.key] = (submission, key, handed.remarks)
        while queue.is_full():
            yield _finished(queue.next_done(), running, cache)
    while running:
        yield _finished(queue.next_done(), running, cache)


def key_of(task: GradingTask, handed: Handed) -> str:
    """A digest of the grading task (questions, answers, limits, versions, seed) and of what was handed in.

    It holds no student: the same notebook has the same result, whoever hands it in.
    """
    digest = hashlib.sha256(f"{task.digest} {handed.digest}".encode())
    digest.update(repr(handed.remarks).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _sent(client: Client, task: GradingTask) -> Future:
    """The grading task on the workers, as a result of theirs: sent once, and made again when a worker is lost."""
    return client.submit(pickle.loads, pickle.dumps(task), pure=False)


def _finished(future: Future, running: dict[Any, tuple], cache: ResultCache) -> tuple[Submission, Executed]:
    """What a run ended with; a result is kept."""
    submission, key, remarks = running.pop(future.key)
    if future.status == "finished":
        executed = future.result()
        cache.remember(key, replace(executed, unwalled=False))  # walls are told of when it runs
        return submission, executed
    problem = future.exception()
    if isinstance(problem, CannotShutIn):
        raise problem
    reason = f"the worker that ran it failed, {RETRIES + 1} times: {type(problem).__name__}: {problem}"
    return submission, Executed("", {}, remarks, failed=reason[:500])
