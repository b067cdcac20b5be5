"""Any Dask cluster will do: a scheduler and two workers, each a process of its own, without the solutions."""

import os
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from cnn_helpers.grading.assignments.published import FOLDER_VARIABLE
from cnn_helpers.grading.assignments.solution import SOLUTIONS_VARIABLE
from cnn_helpers.grading.grading_a_class.cluster import AHEAD, TaskQueue, Workers
from cnn_helpers.grading.grading_a_class.runner import grade_class


@pytest.fixture
def cluster(tmp_path):
    """A scheduler's address, with two workers that do not know where solutions or feedback data are."""
    about = tmp_path / "scheduler.json"
    bare = {k: v for k, v in os.environ.items() if k not in (SOLUTIONS_VARIABLE, FOLDER_VARIABLE)}
    dask = [sys.executable, "-m", "dask"]
    file = ["--scheduler-file", str(about)]
    local = ["--local-directory", str(tmp_path), "--host", "127.0.0.1"]
    commands = [
        [
            *dask,
            "scheduler",
            *file,
            "--host",
            "127.0.0.1",
            "--port",
            "0",
            "--dashboard-address",
            "127.0.0.1:0",
        ]
    ]
    commands += [
        [*dask, "worker", *file, *local, "--nthreads", "1", "--no-dashboard", "--name", n] for n in "ab"
    ]
    quiet = dict(stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=bare, cwd=tmp_path)
    started = [subprocess.Popen(words, **quiet) for words in commands]
    try:
        from distributed import Client

        with Client(scheduler_file=str(about), timeout="60s") as client:
            client.wait_for_workers(2, timeout=120)
            yield client
    finally:
        for process in started:
            process.terminate()
        for process in started:
            process.wait(30)


@pytest.mark.sandbox
def test_cluster_gives_the_grades_that_this_machine_gives(make_class, cluster):
    here, there = make_class("here", 8), make_class("there", 8)
    expected = {grade.student: grade.score for grade in grade_class(here, 2, feedback=False)}
    found = {grade.student: grade.score for grade in grade_class(there, scheduler=cluster.scheduler.address)}
    assert found == expected
    assert len(set(expected.values())) >= 2
    worked = cluster.run(
        lambda: __import__("cnn_helpers.grading.running.worker", fromlist=["x"])._sandboxes.keys().__len__()
    )
    assert sorted(worked.values()) == [1, 1], "a worker had nothing to do"


@pytest.mark.sandbox
def test_address_where_nobody_answers_is_said(make_class):
    with pytest.raises(OSError, match=r"127\.0\.0\.1:9"):
        grade_class(make_class("here", 1), scheduler="tcp://127.0.0.1:9")


def in_order_of_completion(workers, tasks):
    queue = TaskQueue(workers)
    for function, *arguments in tasks:
        queue.add(workers.client.submit(function, *arguments, pure=False))
        while queue.is_full():
            yield queue.next_done()
    while len(queue):
        yield queue.next_done()


def test_workers_that_come_later_are_given_work():
    from distributed import Client, LocalCluster

    taken = []

    def tasks():
        for number in range(40):
            taken.append(number)
            yield abs, -number

    local = dict(n_workers=1, threads_per_worker=1, processes=False, dashboard_address=None)
    with LocalCluster(**local) as cluster, Client(cluster, set_as_default=False) as client:
        done = in_order_of_completion(SimpleNamespace(client=client), tasks())
        results = [next(done)]
        assert len(taken) == AHEAD, "a single worker has a few tasks before it and no more"
        cluster.scale(4)
        client.wait_for_workers(4, timeout=60)
        results.append(next(done))
        assert len(taken) == 4 * AHEAD + 1
        results += done
        assert sorted(future.result() for future in results) == list(range(40))


def _resident_mb() -> float:
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 2**20


def test_what_was_sent_and_came_back_is_not_kept():
    notebooks = ((str.swapcase, f"{number:04d}" * 25_000) for number in range(400))
    sizes = []
    with Workers(2) as workers:
        for future in in_order_of_completion(workers, notebooks):
            sizes.append((len(future.result()), _resident_mb()))
    assert [size for size, _ in sizes] == [100_000] * 400
    grown = sizes[-1][1] - sizes[99][1]
    assert grown < 20, f"300 notebooks of 0.1 MB, there and back, left {grown:.0f} MB behind"
