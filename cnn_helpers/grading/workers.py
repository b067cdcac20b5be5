"""Worker processes: Dask's, on this machine or on any cluster."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice

AHEAD = 3  # tasks a worker has before it, so that it never waits and memory stays flat


@contextmanager
def workers(count: int, scheduler: str | None = None) -> Iterator:
    """A Dask client: of a cluster started here with `count` processes, or of the one at `scheduler`.

    Raises OSError when nobody answers at that address.
    """
    import dask
    from distributed import Client, LocalCluster

    settings = {
        "distributed.worker.daemon": True,
        "distributed.scheduler.allowed-failures": 3,
        "distributed.comm.timeouts.connect": "20s",
        "distributed.admin.tick.limit": "60s",  # the one writer works in this process too
    }
    with dask.config.set(settings):
        if scheduler:
            with Client(scheduler, timeout="20s") as client:
                yield client
            return
        cluster = LocalCluster(
            n_workers=count,
            threads_per_worker=1,
            processes=True,
            host="127.0.0.1",
            dashboard_address="127.0.0.1:0",  # nobody outside this machine sees it
            memory_limit=0,  # the sandbox has its own
            silence_logs=50,
        )
        with cluster, Client(cluster) as client:
            yield client


def in_order_of_completion(
    client, tasks: Iterable[tuple[object, Callable, tuple]], retries: int = 0
) -> Iterator[tuple]:
    """Run (name, function, arguments) on the workers, a few ahead; yields (name, future) as each is done."""
    from distributed import as_completed

    waiting, names = iter(tasks), {}
    done = as_completed()
    capacity = AHEAD * max(1, sum(client.nthreads().values()))

    def submit(some) -> None:
        for name, function, arguments in some:
            future = client.submit(function, *arguments, pure=False, retries=retries)
            names[future.key] = name
            done.add(future)

    submit(islice(waiting, capacity))
    for future in done:
        yield names.pop(future.key), future
        submit(islice(waiting, 1))


def cores() -> int:
    """How many processes this one may run on."""
    return len(os.sched_getaffinity(0))
