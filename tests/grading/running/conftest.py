"""Submissions of the tiny assignment, run in a sandbox with small limits."""

from dataclasses import replace

import nbformat
import pytest

from cnn_helpers.grading.assignments import sample_class
from cnn_helpers.grading.running.execute import execute
from cnn_helpers.grading.running.grading_task import draw, sandbox_settings
from cnn_helpers.grading.sandbox.jobs import Sandbox
from cnn_helpers.grading.values.limits import Limits
from cnn_helpers.grading.values.submission_run import Handed

RIGHT = {"double": 40.0, "double_sum": 60.0}
SMALL = Limits(
    wall_seconds=90, cpu_seconds=90, cell_seconds=8, memory_mb=700, output_mb=1, scratch_mb=16, file_mb=4
)


@pytest.fixture
def task(tiny, tiny_notebook):
    return draw(tiny, 5, tiny_notebook, replace(sandbox_settings(tiny), limits=SMALL))


@pytest.fixture(scope="module")
def sandbox():
    with Sandbox(("cnn_helpers.grading.feedback",), ("scipy",), SMALL) as opened:
        yield opened


@pytest.fixture
def graded(task, sandbox, tiny, tiny_notebook):
    """Grades right answers with some replaced, and with cells of the student's own put first or last."""

    def grade(first="", last="", files=None, **answers):
        notebook = sample_class.fill(tiny_notebook, tiny.sources | answers)
        for source, place in ((last, len(notebook.cells)), (first, 2)):
            if source:
                notebook.cells.insert(place, nbformat.v4.new_code_cell(source))
        return execute(task, Handed(nbformat.writes(notebook), files or {}), sandbox)

    return grade


def points(executed):
    return {name: result.points for name, result in executed.results.items()}


def told(executed):
    """Everything that a grading says, for a test's message."""
    problems = {
        name: [family.problem for family in result.families] for name, result in executed.results.items()
    }
    return problems, executed.remarks, executed.stages
