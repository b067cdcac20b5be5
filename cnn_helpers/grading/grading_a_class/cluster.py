"""Worker processes: Dask's, on this machine or on any cluster."""

from __future__ import annotations

import concurrent.futures
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from distributed import Client, Future, LocalCluster, as_completed

STARTS = 3
AHEAD = 3  # tasks a worker has before it, so that it never waits and memory stays flat


class Workers:
    """Worker processes that start when they are first needed, or early and in the background.

    `count` processes run here, or those of the Dask cluster at `scheduler`: an address, or one of Dask's cluster
    objects.
    """

    def __init__(self, count: int, scheduler: Any = None):
        self.count, self.scheduler = count, scheduler
        self._things = ExitStack()
        self._client: concurrent.futures.Future | None = None
        self._background = ThreadPoolExecutor(1)

    def __enter__(self) -> Workers:
        return self

    def __exit__(self, *problem: object) -> None:
        if self._client is not None:
            concurrent.futures.wait([self._client])
        self._background.shutdown()
        self._things.close()

    def start(self, function: Callable | None = None, *arguments: object) -> concurrent.futures.Future:
        """Begin to start, without waiting; each worker then calls `function` first. The Dask client is to come."""
        if self._client is None:
            self._client = self._background.submit(self._started, function, arguments)
        return self._client

    @property
    def client(self) -> Client:
        """The Dask client. Raises OSError when nobody answers at the scheduler's address."""
        return self.start().result()

    @property
    def ready(self) -> bool:
        """Whether they are there by now, so that asking for the client costs no wait."""
        return self._client is not None and self._client.done() and self._client.exception() is None

    def _started(self, function: Callable | None, arguments: tuple) -> Client:
        import dask
        from distributed import Client

        settings = {
            "distributed.worker.daemon": True,
            "distributed.scheduler.allowed-failures": 3,
            "distributed.comm.timeouts.connect": "20s",
            "distributed.admin.tick.limit": "60s",  # the one writer works in this process too
            "distributed.admin.low-level-log-length": 10,  # else the last 1,000 notebooks are kept, twice
            "distributed.admin.large-graph-warning-threshold": "1GB",  # a grading task's pictures are sent once
        }
        self._things.enter_context(dask.config.set(settings))
        where = self.scheduler
        if not where:
            where = self._things.enter_context(self._here())
        client = Client(where, timeout="20s", set_as_default=False)
        self._things.callback(client.close)  # not `with`: it must be left in the thread it was entered in
        if function:
            for worker in client.nthreads():
                fire_and_forget(client, function, arguments, worker)
        return client

    def _here(self) -> LocalCluster:
        """Worker processes on this machine. One that is killed while it starts costs a new start, and no run."""
        from distributed import LocalCluster

        settings = {
            "n_workers": self.count,
            "threads_per_worker": 1,
            "processes": True,
            "host": "127.0.0.1",
            "dashboard_address": "127.0.0.1:0",  # nobody outside this machine sees it
            "memory_limit": 0,  # the sandbox has its own
            "silence_logs": 50,
        }
        for _ in range(STARTS - 1):
            with suppress(RuntimeError):
                return LocalCluster(**settings)
        return LocalCluster(**settings)


def fire_and_forget(client: Client, function: Callable, arguments: tuple, worker: str) -> None:
    """Have one worker do something whose result nobody waits for."""
    from distributed import fire_and_forget as let_go

    let_go(client.submit(function, *arguments, pure=False, workers=[worker], allow_other_workers=False))


class TaskQueue:
    """What was submitted to the workers: a few tasks for each, so that none waits and memory stays flat.

    Workers may come and go meanwhile: a cluster's own queue gives out its machines when it likes.
    """

    def __init__(self, workers: Workers):
        self.workers = workers
        self._count = 0
        self._done: as_completed | None = None

    def __len__(self) -> int:
        """How many were added and have not come out."""
        return self._count

    def is_full(self) -> bool:
        """Whether every worker has enough before it."""
        return len(self) >= AHEAD * max(1, sum(self.workers.client.nthreads().values()))

    def add(self, future: Future) -> None:
        from distributed import as_completed

        if self._done is None:
            self._done = as_completed(loop=self.workers.client.loop)
        self._count += 1
        self._done.add(future)

    def next_done(self) -> Future:
        """One that has ended, well or not; waits for it."""
        if self._done is None:
            raise ValueError("no task was added; add one before asking for a result")
        self._count -= 1
        return next(self._done)


def cores() -> int:
    """How many processes this one may run on."""
    return len(os.sched_getaffinity(0))
