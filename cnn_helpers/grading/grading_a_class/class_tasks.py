"""A class's tasks: drawn from its seeds; the gradebook knows the assignments afterwards."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace

import nbformat
from traitlets.config import Config

from ..assignments.seeds import Seeds
from ..assignments.solution import Solution
from ..class_folder import ClassFolder
from ..running.grading_task import Answering, GradingTask, SandboxSettings, digest_of, draw
from ..running.worker import right_answers
from .cluster import Workers
from .gradebook_assignment import enter_assignment
from .own_notebooks import sanitised_digests
from .right_answers import RightAnswers


def draw_tasks(
    folder: ClassFolder,
    solutions: Mapping[str, Solution],
    settings: Mapping[str, SandboxSettings],
    own: Mapping[str, Collection[str]],
    config: Config,
    workers: Workers,
) -> dict[str, GradingTask]:
    """The grading task of each assignment by its name; `own` are the texts of the sample class's notebooks of each.

    The right answers are computed on a worker, and kept in the class folder for the next run. Raises CannotRecord
    when the gradebook cannot be written.
    """
    seeds, kept = Seeds(folder.seeds), RightAnswers(folder.right_answers)
    tasks = {}
    for name, solution in solutions.items():
        notebook = enter_assignment(folder.source, folder.release, name, config)
        released = nbformat.read(notebook, as_version=4)
        seed = seeds.of(name)
        answering = _answering(
            kept, f"{name}-{digest_of(solution, seed)[:16]}", solution, settings[name], workers
        )
        task = draw(solution, seed, released, settings[name], answering)
        digests = sanitised_digests(own.get(name, ()), released, solution.assignment)
        tasks[name] = replace(task, own=digests)
    return tasks


def _answering(
    kept: RightAnswers, key: str, solution: Solution, settings: SandboxSettings, workers: Workers
) -> Answering:
    """What answers a grading task's cases: the kept right answers, or else a worker."""

    def answering(asked: dict) -> dict:
        def compute() -> dict:
            return workers.client.submit(right_answers, settings, solution.cells, asked, pure=False).result()

        return kept.of(key, compute)

    return answering
