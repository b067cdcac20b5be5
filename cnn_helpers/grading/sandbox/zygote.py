"""The process that jobs are forked from: everything imported, nothing run, no thread started.

Started as `python -I -m cnn_helpers.grading.sandbox.zygote FD SPEC` behind a wall; FD is a socket on which
each message asks for one job and carries two sockets: the job's channel, and one on which its birth (a pidfd)
and its end are told. SPEC is JSON: the modules to import.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import select
import signal
import socket
import sys
from collections.abc import Callable
from pathlib import Path

from . import isolation

ALWAYS = (
    "numpy",
    "numpy.random",
    "ipykernel.kernelapp",
    "ipykernel.ipkernel",
    "cnn_helpers.grading.running.kernel_process",
)
# what a kernel would import only when it starts
CORE = ("completerlib", "debugger", "logger", "oinspect", "historyapp", "profileapp", "magics")
LATER = (
    *(f"IPython.core.{name}" for name in CORE),
    "IPython.extensions.storemagic",
    "IPython.utils.wildcard",
    "tornado.platform.asyncio",
    "tornado.queues",
    "unicodedata",
)


def main() -> None:
    sock = socket.socket(fileno=int(sys.argv[1]))
    spec = json.loads(sys.argv[2])
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    sys.modules["debugpy"] = None  # type: ignore[assignment]  # no grader steps through a notebook, and a kernel starts faster without it
    for name in (*ALWAYS, *LATER, *spec["preload"]):
        with contextlib.suppress(ImportError):  # a job that needs it will say so itself
            importlib.import_module(name)
    gc.collect()
    gc.freeze()  # collecting would touch, and so copy, the pages that all jobs share
    threads = len(os.listdir("/proc/self/task"))
    sock.send(json.dumps({"pid": os.getpid(), "threads": threads}).encode())
    serve(sock)


def serve(sock: socket.socket) -> None:
    """Fork a keeper for each request until the other side closes."""
    while True:
        ready = select.select([sock], [], [], 1.0)[0]
        with contextlib.suppress(ChildProcessError):
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
        if not ready:
            continue
        message, fds, _, _ = socket.recv_fds(sock, 2**20, 2)
        if not message:
            return
        if os.fork() == 0:
            sock.close()
            _ends_with(keep, json.loads(message), *fds)
        for fd in fds:
            os.close(fd)


def _ends_with(function: Callable, *arguments: object) -> None:
    """Run in a forked child and never come back into the parent's code."""
    code = 1
    try:
        function(*arguments)
        code = 0
    except SystemExit as left:
        code = left.code if isinstance(left.code, int) else 1
    except BaseException:
        import traceback

        traceback.print_exc()
    finally:
        os._exit(code)


def keep(request: dict, channel: int, status: int) -> None:
    """One job's keeper: makes its namespaces, forks it, tells of its birth and end, and sweeps behind it."""
    isolation.end_with_parent()
    isolation.adopt_orphans()
    apart = request["apart"] and isolation.new_namespaces()
    if request["alone"] and not apart:
        raise PermissionError("the kernel gives this job no namespaces of its own, and nothing else holds it")
    told = socket.socket(fileno=status)
    pid = os.fork()
    if pid == 0:
        told.close()
        _ends_with(job, request, channel, apart)
    os.close(channel)
    handle = os.pidfd_open(pid)
    socket.send_fds(told, [json.dumps({"apart": apart}).encode()], [handle])
    _, ended = os.waitpid(pid, 0)
    if not apart:
        sweep()
    told.send(json.dumps({"exit": os.waitstatus_to_exitcode(ended)}).encode())


def sweep() -> None:
    """Kill whatever a job left behind, where no process namespace does it; orphans have come to their keeper."""
    for _ in range(1000):
        children = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
        if not children:
            return
        for child in children:
            with contextlib.suppress(ProcessLookupError):
                os.kill(int(child), signal.SIGKILL)
        with contextlib.suppress(ChildProcessError):
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass


def job(request: dict, channel: int, apart: bool) -> None:
    """The job itself: shut in, then the function that the request names as "module:function"."""
    os.setsid()
    isolation.end_with_parent()
    home = Path(request["job"])
    alone = request["alone"]
    if apart:
        if alone:
            isolation.read_only_view(*request["masked"])
        isolation.private_scratch(home, request["limits"]["scratch_mb"], request["hidden"], alone)
        isolation.own_process_list(alone)
    os.environ.clear()
    os.environ.update(request["env"])
    os.chdir(home / "home")
    signal.signal(signal.SIGINT, signal.default_int_handler)
    forget_the_past()
    nothing = os.open("/dev/null", os.O_RDWR)
    isolation.limited(request["limits"])
    if alone and os.getuid() == 0:
        isolation.become(request["user"])
    isolation.without_privileges()
    if request["closed_in"]:
        isolation.closed_in(home)
    for standard in (0, 1, 2):  # only now: what goes wrong before is told to whoever started the zygote
        os.dup2(nothing, standard)
    module, _, function = request["run"].partition(":")
    getattr(importlib.import_module(module), function)(socket.socket(fileno=channel), request)


def forget_the_past() -> None:
    """Nothing random or remembered may be the same in two jobs."""
    import random
    import tempfile

    import numpy

    tempfile.tempdir = None  # the zygote's choice does not exist here
    random.seed()
    numpy.random.seed()  # noqa: NPY002 (students use it)


if __name__ == "__main__":
    main()
