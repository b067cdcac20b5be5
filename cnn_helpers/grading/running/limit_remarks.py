"""Which limit an error speaks of: Python says it in the system's words, a teacher wants the limit's name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..values.limits import Limits
from ..values.submission_run import LIMIT, Remark

if TYPE_CHECKING:
    import nbformat

    from ..values.results import QuestionResult

NO_MEMORY = ("MemoryError", "Cannot allocate memory", "Unable to allocate")
SIGNS = (
    (NO_MEMORY, "the memory limit of {memory_mb} MB"),
    (("File too large",), "the limit of {file_mb} MB for one file"),
    (("No space left on device",), "the limit of {scratch_mb} MB for all files"),
    (("can't start new thread", "Resource temporarily unavailable"), "the limit of {processes} processes"),
    (("Too many open files",), "the limit of open files"),
)


def hit_in(
    notebook: nbformat.NotebookNode, results: dict[str, QuestionResult], limits: Limits
) -> Iterator[Remark]:
    """A remark for each cell or question whose error comes from a limit."""
    for number, cell in enumerate(notebook.cells, 1):
        for output in cell.get("outputs", []):
            if output.output_type == "error":
                for name in named_in(f"{output.ename}: {output.evalue}", limits):
                    yield Remark(LIMIT, f"cell {number} met {name}")
    for result in results.values():
        for family in result.families:
            for name in named_in(family.problem, limits):
                yield Remark(LIMIT, f"`{result.question}` met {name}")


def ran_out_of_memory(result: QuestionResult) -> bool:
    """Whether an answer failed because no memory was left."""
    return any(sign in family.problem for family in result.families for sign in NO_MEMORY)


def named_in(text: str, limits: Limits) -> list[str]:
    """The limits that an error's text speaks of.

    >>> named_in("OSError: [Errno 27] File too large", Limits())
    ['the limit of 64 MB for one file']
    """
    return [name.format(**vars(limits)) for signs, name in SIGNS if any(sign in text for sign in signs)]
