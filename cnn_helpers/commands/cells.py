"""Run the cells of pages, several at once, and keep their results where the build looks for them.

Run as a program: `python -m cnn_helpers.commands.cells CACHE PAGE...` prints {page: seconds} of those it ran.
Pages that cannot be run are left to the build, which says what is wrong.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import re
import sys
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

import yaml
from jupyter_cache import get_cache
from jupyter_cache.base import CacheBundleIn, JupyterCacheAbstract, ProjectNb
from jupyter_cache.executors.utils import ExecutionResult

from . import forked_kernel, page_names

READER = {"type": "plugin", "name": "myst_nb_md"}  # reads cells as the build does
SECONDS = 600
THREADS = (  # how many threads the libraries take, where they are told
    "OMP_NUM_THREADS",
    "OPENBLAS_NUM_THREADS",
    "TF_NUM_INTRAOP_THREADS",
    "TF_NUM_INTEROP_THREADS",
)
WORTH_LOADING = 3  # pages that each process is to run: TensorFlow is loaded for them once
ALONE = "measures-time"  # in a page's front matter: other pages would disturb what it measures


def front_matter(page: Path) -> dict:
    """The settings at a page's head; empty when it has none."""
    head = re.match(r"---\n(.*?)\n---\n", page.read_text(encoding="utf-8"), re.DOTALL)
    return yaml.safe_load(head[1]) if head else {}


def has_cells(page: Path) -> bool:
    """Whether a page is a notebook."""
    return "jupytext" in front_matter(page)


def can_be_run_beside_others(page: Path) -> bool:
    """Whether none of a page's cells measures time."""
    return not front_matter(page).get(ALONE, False)


def share_cores(pages: int) -> None:
    """Give the kernels that this process starts their share of the cores: more threads would wait for each other."""
    cores = os.cpu_count() or 1
    for name in THREADS:
        os.environ.setdefault(name, str(max(1, cores // min(cores, pages))))


def execute(page: ProjectNb, names: Path | None, loaded: tuple[str, ...]) -> ExecutionResult:
    """Run a page's cells in the folder it lies in; with a folder `names`, what they define is kept there.

    The kernel has `loaded` these modules already; with none, it is a fresh process.
    """
    manager = forked_kernel.manager(loaded) if loaded else None
    return page_names.execute(page.nb, str(Path(page.uri).parent), SECONDS, names, manager)


def run(
    cache_folder: Path, pages: list[Path], loaded: tuple[str, ...] = forked_kernel.USUAL
) -> dict[str, float]:
    """Run the cells of pages that the cache does not hold yet; {page: seconds}.

    Pages run side by side, one a core; those that measure time come after them, one at a time.
    Where several wait for each core, their kernels are forks of a process that has `loaded` these modules.
    """
    beside = [page for page in pages if can_be_run_beside_others(page)]
    alone = [page for page in pages if page not in beside]
    cache = get_cache(cache_folder)
    names = cache_folder / "names" if page_names.wanted() else None
    return _run(cache, names, beside, os.cpu_count() or 1, loaded) | _run(cache, names, alone, 1, loaded)


def _run(
    cache: JupyterCacheAbstract,
    names: Path | None,
    pages: list[Path],
    at_once: int,
    loaded: tuple[str, ...],
) -> dict[str, float]:
    """Run pages, so many at once.

    One process writes into the cache: when two do so at the same moment, it keeps the work of one.
    """
    records = [cache.add_nb_to_project(str(page), read_data=READER) for page in pages]
    outdated = cache.list_unexecuted(filter_pks=[record.pk for record in records])
    jobs = [cache.get_project_notebook(record.pk) for record in outdated]
    seconds: dict[str, float] = {}
    if not jobs:
        return seconds
    at_once = min(at_once, len(jobs))
    if len(jobs) < WORTH_LOADING * at_once or not forked_kernel.POSSIBLE:
        loaded = ()
    fresh = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(at_once, fresh, initializer=share_cores, initargs=(at_once,)) as pool:
        for job, result in zip(
            jobs, pool.map(partial(execute, names=names, loaded=loaded), jobs), strict=True
        ):
            if result.err is None:
                bundle = CacheBundleIn(result.nb, job.uri, data={"execution_seconds": result.time})
                cache.cache_notebook_bundle(bundle, check_validity=False, overwrite=True)
                seconds[job.uri] = result.time
    return seconds


if __name__ == "__main__":
    print(json.dumps(run(Path(sys.argv[1]), [Path(page) for page in sys.argv[2:]])))
