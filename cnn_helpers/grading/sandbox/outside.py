"""What stands outside a sandbox while it is tried: things to see and to reach, and whether they were."""

from __future__ import annotations

import contextlib
import ctypes
import os
import secrets as random
import shutil
import signal
import socket
import stat
import subprocess
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from .isolation import end_with_parent
from .view import PACKAGE

IPC_CREAT, IPC_RMID = 0o1000, 0
MODE = 0o666  # of the secret file: whoever gets at it can read and change it
_libc = ctypes.CDLL(None, use_errno=True)


class Outside:
    """Secret files, listeners, a process and shared memory, open to every user of the machine while this is entered.

    `facts` are plain values that tell a job where to find them.
    """

    def __init__(self, secrets: Sequence[Path] = ()):
        self._secrets = [str(Path(path).resolve()) for path in secrets]
        self._cleaning = contextlib.ExitStack()

    def __enter__(self) -> Outside:
        with contextlib.ExitStack() as cleaning:
            self._prepare(cleaning)
            self._cleaning = cleaning.pop_all()
        return self

    def __exit__(self, *exception: object) -> None:
        self._cleaning.close()

    def _prepare(self, cleaning: contextlib.ExitStack) -> None:
        self._token = f"cnn-course-trial-{random.token_hex(8)}"
        self._folder = _folder(cleaning, self._token)
        self._secret = self._folder / "secret"
        self._secret.write_text(self._token)
        self._secret.chmod(MODE)
        scratch = [Path(place) / self._token for place in (tempfile.gettempdir(), "/dev/shm")]
        for path in scratch:
            with contextlib.suppress(OSError):  # a container may have no /dev/shm
                path.touch()
                cleaning.callback(path.unlink, missing_ok=True)
        # stopped, so that a signal which reaches it shows; it ends with whoever tries, even one that is killed
        self._process = cleaning.enter_context(
            subprocess.Popen(
                [self._token, "600"],
                executable="sleep",
                env={"TOKEN": self._token},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                preexec_fn=end_with_parent,
            )
        )
        cleaning.callback(self._process.kill)
        self._process.send_signal(signal.SIGSTOP)
        os.waitpid(self._process.pid, os.WUNTRACED)
        tcp = cleaning.enter_context(socket.create_server(("127.0.0.1", 0)))
        self._udp = cleaning.enter_context(socket.socket(socket.AF_INET, socket.SOCK_DGRAM))
        self._udp.bind(("127.0.0.1", 0))
        named = str(self._folder / "socket")
        for address in (named, f"\0{self._token}"):
            listener = cleaning.enter_context(socket.socket(socket.AF_UNIX))
            listener.bind(address)
            listener.listen()
        self._letters = cleaning.enter_context(socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM))
        letters = str(self._folder / "letters")
        self._letters.bind(letters)
        for address in (named, letters):
            Path(address).chmod(0o777)
        key = 1 + random.randbelow(2**31 - 2)
        memory = _libc.shmget(key, 4096, IPC_CREAT | 0o666)
        if memory == -1:
            raise OSError(ctypes.get_errno(), "no shared memory to try the sandbox with")
        cleaning.callback(_libc.shmctl, memory, IPC_RMID, None)
        self.facts = {
            "token": self._token,
            "mark": f"{self._token}-mark",
            "secrets": [str(self._secret), str(self._folder), *self._secrets],
            "folders": [str(self._folder)],
            "scratch": [str(path) for path in scratch],
            "home": _names(Path.home()),
            "package": str(PACKAGE / "__init__.py"),
            "process": self._process.pid,
            "tcp": tcp.getsockname()[1],
            "udp": self._udp.getsockname()[1],
            "unix": [named, f"\0{self._token}"],
            "letters": letters,
            "shared_memory": key,
        }

    def written(self) -> str:
        """What a job changed among the files out here; empty when nothing."""
        if self._secret.read_text() != self._token:
            return f"a job changed {self._secret}"
        if stat.S_IMODE(self._secret.stat().st_mode) != MODE or self._secret.stat().st_mtime == 0:
            return f"a job changed the mode or the time of {self._secret}"
        new = set(_names(self._folder)) - {"secret", "socket", "letters"}
        return f"a job wrote {self._folder / new.pop()}" if new else ""

    def signalled(self) -> str:
        """Whether a job's signal came to the process out here; empty when not."""
        state = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()[0]
        return "" if state == "T" else "a job's signal reaches processes outside"

    def heard(self) -> str:
        """Whether a job's packet came over the network; empty when not."""
        return "a packet came out" if _received(self._udp) else ""

    def delivered(self) -> str:
        """Whether a job's datagram came to a Unix socket out here; empty when not."""
        return "a datagram reaches Unix sockets of other programs" if _received(self._letters) else ""

    def left(self) -> str:
        """Ends what a job left running; empty when there was nothing."""
        time.sleep(0.2)
        found = [
            int(folder.name)
            for folder in Path("/proc").glob("[0-9]*")
            if self._token + "-left" in _command(folder)
        ]
        for number in found:
            with contextlib.suppress(ProcessLookupError):
                os.kill(number, signal.SIGKILL)
        return "a process outlives its job" if found else ""


def _folder(cleaning: contextlib.ExitStack, name: str) -> Path:
    """A new folder that every user of the machine can reach, outside /tmp where that is possible."""
    for place in (Path("/var/tmp"), Path.home(), Path(tempfile.gettempdir())):
        folder = place / name
        with contextlib.suppress(OSError):
            folder.mkdir()
            folder.chmod(0o777)
            cleaning.callback(shutil.rmtree, folder, ignore_errors=True)
            return folder
    raise OSError(f"neither /var/tmp, {Path.home()} nor {tempfile.gettempdir()} can be written")


def _received(listener: socket.socket) -> bool:
    listener.settimeout(0.2)
    with contextlib.suppress(TimeoutError):
        return bool(listener.recv(10))
    return False


def _names(folder: Path) -> list[str]:
    with contextlib.suppress(OSError):
        return sorted(os.listdir(folder))
    return []


def _command(process: Path) -> str:
    with contextlib.suppress(OSError):
        return (process / "cmdline").read_bytes().decode(errors="replace")
    return ""
