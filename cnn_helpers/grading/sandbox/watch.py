"""Watching a job from outside: what the kernel's limits for single processes cannot count together."""

from __future__ import annotations

import contextlib
import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from ..values.limits import Limits
from .jobs import Job

EVERY_SECONDS = 0.25
NEARLY_ALL = 0.9
TICKS = os.sysconf("SC_CLK_TCK")


class Watch:
    """Kills a job that passes its limits on time by the clock, processor time or memory; `hit` says which.

    `hit` is a sentence for people, or empty. Memory and processor time are summed over all processes.
    """

    def __init__(self, job: Job, limits: Limits):
        self.job, self.limits, self.hit = job, limits, ""
        self._until = time.monotonic() + limits.wall_seconds
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def until(self, seconds: float) -> None:
        """From now on, allow this many seconds more by the clock."""
        self._until = time.monotonic() + seconds

    def stop(self) -> None:
        self._done.set()
        self._thread.join()

    def full(self) -> bool:
        """Whether the job's first process holds nearly all the memory that it may ask for."""
        reserved = _kilobytes(f"/proc/{self.job.pid}/status", ("VmData:",))
        return reserved > NEARLY_ALL * self.limits.memory_mb * 2**20

    def _watch(self) -> None:
        while not self._done.wait(EVERY_SECONDS):
            self.hit = self._passed()
            if self.hit:
                self.job.signal(signal.SIGKILL)
                return

    def _passed(self) -> str:
        limits = self.limits
        if time.monotonic() > self._until:
            return f"the time limit of {limits.wall_seconds:g} s for the whole notebook"
        with contextlib.suppress(OSError, ValueError, IndexError):
            running = list(family(self.job.pid))
            if sum(_processor_seconds(pid) for pid in running) > limits.cpu_seconds:
                return f"the limit of {limits.cpu_seconds:g} s of processor time"
            most = limits.memory_mb * 2**20
            if sum(_own_memory(pid) for pid in running) > most and sum(_share(pid) for pid in running) > most:
                return f"the memory limit of {limits.memory_mb} MB"
        return ""


def family(pid: int | None) -> Iterator[int]:
    """A process and all its descendants, those that run now."""
    if pid is None:
        return
    yield pid
    for task in Path(f"/proc/{pid}/task").iterdir():
        with contextlib.suppress(OSError):
            for child in (task / "children").read_text().split():
                yield from family(int(child))


def _processor_seconds(pid: int) -> float:
    with contextlib.suppress(OSError):
        after_name = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        return sum(map(int, after_name[11:15])) / TICKS  # user and system, own and of children that ended
    return 0.0


def _own_memory(pid: int) -> int:
    """Bytes that are not files: cheap to ask, and counts what is shared with the zygote every time."""
    return _kilobytes(f"/proc/{pid}/status", ("RssAnon:", "RssShmem:"))


def _share(pid: int) -> int:
    """Bytes with shared pages divided among those who share them: exact, and slow to ask."""
    return _kilobytes(f"/proc/{pid}/smaps_rollup", ("Pss_Anon:", "Pss_Shmem:"))


def _kilobytes(path: str, names: tuple[str, ...]) -> int:
    with contextlib.suppress(OSError):
        lines = Path(path).read_text().splitlines()
        return 1024 * sum(int(line.split()[1]) for line in lines if line.startswith(names))
    return 0
