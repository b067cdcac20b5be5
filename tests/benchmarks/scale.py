"""The cost of grading, from a hundred submissions to a thousand."""

import tempfile
from pathlib import Path

from rich.table import Table

from cnn_helpers.grading.assignments import release

from .grading import make_class, ours

SCALES = (100, 1000)


def tables():
    """Yield the cost of a submission and the memory it takes, for classes of a hundred and a thousand."""
    table = Table(
        title="grading week1-step-by-step, sandbox on, feedback pages not counted",
        caption="The cost of a submission should not grow with the class, nor should memory. Processor time is that of "
        "the writer and the workers, without what runs in sandboxes.",
    )
    for heading in (
        "submissions", "seconds", "a submission", "processor time", "a submission", "writer's peak MB", "a worker's"
    ):  # fmt: skip
        table.add_column(heading, justify="right")
    for count in SCALES:
        with tempfile.TemporaryDirectory() as scratch:
            folder = Path(scratch)
            make_class(folder, release.ASSIGNMENTS, "week1-step-by-step", count)
            told = ours(folder)
        memory = [f"{told['memory'][who] / 2**20:.0f}" for who in ("writer", "worker")]
        whole, processor = told["whole"], told["processor"]
        cells = [f"{whole:.0f}", f"{whole / count:.3f}", f"{processor:.0f}", f"{processor / count:.3f}"]
        table.add_row(str(count), *cells, *memory)
    yield table
