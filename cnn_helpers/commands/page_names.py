"""Run a page's cells, and keep what they define, so that the tests of the book need not run them a second time.

A build keeps it where the environment variable CNN_COURSE_KEEP_NAMES says 1. What cannot be pickled, or is larger
than 64 MB, is left out.
"""

from __future__ import annotations

import hashlib
import os
import pickle
import re
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from jupyter_cache.executors.utils import ExecutionResult
from jupyter_client.client import KernelClient
from jupyter_client.manager import AsyncKernelManager
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError, CellTimeoutError
from nbformat import NotebookNode

from . import page_kernel

VARIABLE = "CNN_COURSE_KEEP_NAMES"
SUMMARY = re.compile("^## Summary$", re.MULTILINE)  # most tests of pages look no further


def wanted() -> bool:
    """Whether a build is to keep names."""
    return os.environ.get(VARIABLE) == "1"


def file_of(folder: Path, cells: Iterable[str]) -> Path:
    """Where the names are kept that code cells with these sources, one after the other, define."""
    return folder / f"{hashlib.sha256(chr(0).join(cells).encode()).hexdigest()}.pickle"


def read(path: Path) -> dict[str, bytes]:
    """What was kept: each name's value as a pickle of its own. Raises FileNotFoundError where nothing was."""
    return pickle.loads(path.read_bytes())


class NameKeeper(NotebookClient):
    """Runs a notebook, and has its kernel write its names into `folder`: before its summary, and at its end."""

    folder: Path
    kc: KernelClient  # there while cells run

    async def async_execute_cell(
        self, cell: NotebookNode, cell_index: int, *args: Any, **kwargs: Any
    ) -> NotebookNode:
        if cell_index == 0:
            await self._silently("listen()")
        if cell.cell_type == "markdown" and SUMMARY.search(cell.source):
            await self._keep(cell_index)
        done = await super().async_execute_cell(cell, cell_index, *args, **kwargs)
        if cell_index == len(self.nb.cells) - 1:
            await self._keep(cell_index + 1)
        return done

    async def _keep(self, count: int) -> None:
        """Write what the first `count` cells have defined."""
        code = [cell.source for cell in self.nb.cells[:count] if cell.cell_type == "code"]
        path = file_of(self.folder, code)
        if not path.exists():
            await self._silently(f"write(get_ipython(), {str(path)!r})")

    async def _silently(self, call: str) -> None:
        code = f"__import__('{page_kernel.__name__}', fromlist=['write']).{call}"
        await self.async_wait_for_reply(self.kc.execute(code, silent=True, store_history=False))


def execute(
    notebook: NotebookNode,
    cwd: str,
    seconds: int,
    folder: Path | None,
    manager: AsyncKernelManager | None = None,
) -> ExecutionResult:
    """Run a page's cells in the folder `cwd`; a failure stands in the result.

    With a `folder`, the names that they define are kept there. A `manager` starts the kernel in its own way.
    """
    kind = NameKeeper if folder else NotebookClient
    client = kind(
        notebook,
        km=manager,
        timeout=seconds,
        record_timing=False,
        shutdown_kernel="immediate",
        resources={"metadata": {"path": cwd}},
    )
    if isinstance(client, NameKeeper) and folder:
        client.folder = folder
    began = time.monotonic()
    error = None
    try:
        client.execute(cleanup_kc=True)  # end the kernel, whoever made its manager
    except (CellExecutionError, CellTimeoutError) as problem:
        error = problem
    return ExecutionResult(notebook, cwd, time.monotonic() - began, error, error and str(error))
