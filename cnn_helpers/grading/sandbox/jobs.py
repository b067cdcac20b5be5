"""The trusted side of the sandbox: starting a zygote, asking it for jobs, and ending them.

>>> with Sandbox() as sandbox:                                                       # doctest: +SKIP
...     with sandbox.start("cnn_helpers.grading.sandbox.plain:run") as job:
...         job.channel.sendall(b"...")
"""

from __future__ import annotations

import json
import os
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import asdict
from pathlib import Path

from ..values.limits import Limits
from . import bubblewrap
from .view import hidden, masked
from .walls import Wall, walls

START_SECONDS = 120
BORN_SECONDS = 20


class NoSandbox(RuntimeError):
    """The sandbox could not be started; the text says what it said."""


class CannotShutIn(NoSandbox):
    """This machine lacks what it takes to run strangers' code safely; the text says what."""


class Job:
    """One forked process tree. `channel` is a socket to it; `kill` ends it and everything that it started."""

    def __init__(self, folder: Path, channel: socket.socket, status: socket.socket):
        self.folder, self.channel, self._status = folder, channel, status
        self._status.settimeout(BORN_SECONDS)
        self.exit_code: int | None = None
        self.handle: int | None = None
        try:
            message, fds, _, _ = socket.recv_fds(status, 4096, 1)
        except TimeoutError:
            message, fds = b"", []
        if not message or not fds:
            self.close()
            raise NoSandbox("the sandbox did not start a job")
        self.handle = fds[0]
        self.apart = json.loads(message)["apart"]

    @property
    def pid(self) -> int | None:
        """The first process's number on this machine; None when it has ended."""
        if self.handle is None:
            return None
        for line in Path(f"/proc/self/fdinfo/{self.handle}").read_text().splitlines():
            if line.startswith("Pid:"):
                return int(line.split()[1]) if int(line.split()[1]) > 0 else None
        return None

    def poll(self) -> int | None:
        """The exit code, or None while it runs; a negative one is the signal that ended it."""
        if self.exit_code is None and self.handle is not None and select.select([self.handle], [], [], 0)[0]:
            self._status.settimeout(5)
            try:
                message = self._status.recv(4096)
                self.exit_code = json.loads(message)["exit"] if message else -signal.SIGKILL
            except OSError:
                self.exit_code = -signal.SIGKILL
        return self.exit_code

    def ended_within(self, seconds: float) -> bool:
        """Whether it has ended, or does so in this time."""
        if self.exit_code is None and self.handle is not None:
            select.select([self.handle], [], [], seconds)
        return self.poll() is not None

    def signal(self, number: int) -> None:
        if self.poll() is None and self.handle is not None:
            try:
                signal.pidfd_send_signal(self.handle, number)
            except ProcessLookupError:
                return

    def kill(self) -> None:
        """End the job, wait until nothing of it is left, and remove its folder."""
        if self.handle is not None:
            self.signal(signal.SIGKILL)
            until = time.monotonic() + 10
            while self.poll() is None and time.monotonic() < until:
                select.select([self.handle], [], [], 0.1)
        self.close()

    def close(self) -> None:
        self.channel.close()
        self._status.close()
        if self.handle is not None:
            os.close(self.handle)
            self.handle = None
            self.exit_code = -signal.SIGKILL if self.exit_code is None else self.exit_code
        shutil.rmtree(self.folder, ignore_errors=True)

    def __enter__(self) -> Job:
        return self

    def __exit__(self, *exception: object) -> None:
        self.kill()


class Sandbox:
    """A zygote behind a wall, and the jobs forked from it.

    `preload` are modules to import once, `forbidden` ones that jobs shall not find; `wall` is the first of `walls()`
    unless given. With `unsafe` nothing is shut in: jobs have the rights of whoever started this.
    """

    def __init__(
        self,
        preload: tuple[str, ...] = (),
        forbidden: tuple[str, ...] = (),
        limits: Limits | None = None,
        unsafe: bool = False,
        wall: Wall | None = None,
    ):
        self.preload, self.forbidden, self.unsafe = tuple(preload), tuple(forbidden), unsafe
        self.limits = limits or Limits()
        self.wall = None if unsafe else wall or walls()[0]
        self._process: subprocess.Popen | None = None
        self._made, self._starting = 0, threading.Lock()

    def running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def open(self) -> Sandbox:
        """Start the zygote. Raises NoSandbox with what it wrote when it does not come up."""
        self.jobs = Path(tempfile.mkdtemp(prefix="cnn-course-")).resolve()
        self.jobs.chmod(0o711)
        self.own = Path(tempfile.mkdtemp(prefix="cnn-course-own-"))
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        words = self._wall_words()
        words += [sys.executable, "-I", "-m", f"{__package__}.zygote", str(theirs.fileno())]
        spec = {"preload": list(self.preload)}
        self._said = tempfile.TemporaryFile()
        self._process = subprocess.Popen(
            [*words, json.dumps(spec)],
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=self._said,
            env=environment(self.jobs),
            start_new_session=True,
        )
        theirs.close()
        self._control.settimeout(START_SECONDS)
        try:
            message = self._control.recv(4096)
        except OSError:
            message = b""
        if not message:
            self._process.kill()
            self._process.wait()
            said = self.said()
            self.close()
            raise NoSandbox(f"the sandbox did not start: {said or 'it said nothing'}")
        self._control.settimeout(None)
        return self

    @property
    def alone(self) -> bool:
        """Whether each job must shut itself in, because nothing stands around the zygote."""
        return self.wall is not None and not self.wall.program

    def _wall_words(self) -> list[str]:
        if self.unsafe or self.wall is None or not self.wall.program:
            return []
        return bubblewrap.wrapped(self.wall.program, self.jobs, self.forbidden, self.limits.scratch_mb)

    def start(self, run: str, files: dict[str, bytes] | None = None, **more: object) -> Job:
        """Fork a job that runs "module:function"; `files` are put into its home.

        Starts the zygote when there is none or it has died. Raises NoSandbox.
        """
        with self._starting:
            if not self.running():
                self.close()
                self.open()
            self._made += 1
            folder = self.jobs / f"job{self._made}"
        home = folder / "home"
        home.mkdir(parents=True)
        for name, content in (files or {}).items():
            (home / name).write_bytes(content)
        if os.getuid() == 0 and not self.unsafe:
            for path in (folder, home, *home.iterdir()):
                os.chown(path, bubblewrap.user(), bubblewrap.user())
        channel, inner = socket.socketpair()
        status, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        request = {
            "run": run,
            "job": str(folder),
            "env": environment(folder / "home"),
            "limits": asdict(self.limits),
            "apart": not self.unsafe,
            "closed_in": not self.unsafe,
            "alone": self.alone,
            "user": bubblewrap.user(),
            "masked": masked(self.forbidden) if self.alone else ((), ()),
            "hidden": hidden() if self.alone else (),
            **more,
        }
        try:
            socket.send_fds(self._control, [json.dumps(request).encode()], [inner.fileno(), theirs.fileno()])
        except OSError as problem:
            raise NoSandbox(f"the sandbox has ended: {problem}") from None
        finally:
            inner.close()
            theirs.close()
        try:
            return Job(folder, channel, status)
        except NoSandbox as problem:
            raise NoSandbox(": ".join([str(problem), *self.said().splitlines()[-1:]])) from None

    def said(self) -> str:
        """The end of what the zygote wrote about itself."""
        self._said.seek(0)
        return self._said.read().decode(errors="replace").strip()[-1000:]

    def close(self) -> None:
        """End the zygote and all its jobs."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._said.close()
            self._control.close()
            for folder in (self.jobs, self.own):
                shutil.rmtree(folder, ignore_errors=True)
            self._process = None

    def __enter__(self) -> Sandbox:
        return self.open()

    def __exit__(self, *exception: object) -> None:
        self.close()


def environment(home: Path) -> dict[str, str]:
    """All the environment that a sandboxed process has."""
    return {
        "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin",
        "HOME": str(home),
        "TMPDIR": "/tmp",
        "LANG": "C.UTF-8",
        "IPYTHONDIR": f"{home}/.ipython",
        "JUPYTER_RUNTIME_DIR": str(home),
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "MPLCONFIGDIR": "/tmp",
        "NBGRADER_EXECUTION": "autograde",
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "PYTHONDONTWRITEBYTECODE": "1",
    }
