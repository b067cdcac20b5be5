"""The surroundings of an attacked class: secrets in every place, listeners, a bystander, and folders to write to."""

from __future__ import annotations

import contextlib
import ctypes
import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from cnn_helpers.grading.assignments.nbgrader_setup import find_alembic

SOLUTIONS = Path(__file__).parent / "solutions"
ENVIRONMENT = "ATTACKED_CLASS_KEY"
NEIGHBOUR = "neighbour-secret"


@dataclass
class World:
    """Folders, secrets by the place they lie in, and what outside evidence there is so far."""

    root: Path
    tmp: Path
    secrets: dict[str, str]
    assignment: str = "target"
    places: dict = field(default_factory=dict)
    heard: set[str] = field(default_factory=set)

    @property
    def class_dir(self) -> Path:
        return self.root / "class"

    @property
    def environment(self) -> dict[str, str]:
        """What the grading process and nothing else is to see."""
        return os.environ | {
            "HOME": str(self.root / "home"),
            "CNN_COURSE_SOLUTIONS": str(self.root / "solutions"),
            "CNN_COURSE_PUBLISHED": str(self.root / "published"),
            "CNN_COURSE_CLASS": str(self.class_dir),
            ENVIRONMENT: self.secrets["environment"],
            "PYTHONWARNINGS": "ignore",
        }

    def add_to_gradebook(self) -> None:
        """Put a student into the gradebook whose name is a secret, as a teacher's roster does."""
        from nbgrader.api import Gradebook

        find_alembic()
        with Gradebook(f"sqlite:///{self.class_dir / 'gradebook.db'}") as gradebook:
            gradebook.update_or_create_student("rostered", last_name=self.secrets["gradebook"])

    def dropped(self, name: str) -> str:
        """What an attack wrote into the folders that everyone may write to; empty when it wrote nothing."""
        folders = (self.root / "drop", self.root / "locked", self.tmp, self.root / "home")
        return "".join(
            (folder / name).read_text(errors="replace") or "empty file"
            for folder in folders
            if (folder / name).is_file()
        )

    def survivors(self, name: str) -> list[int]:
        """Processes that carry the attack's name and this world's token in their command line."""
        found = []
        for folder in Path("/proc").iterdir():
            if folder.name.isdigit():
                with contextlib.suppress(OSError):
                    line = (folder / "cmdline").read_bytes()
                    state = (folder / "stat").read_text().rpartition(")")[2].split()[0]
                    if f"{name}:{self.places['token']};".encode() in line and state != "Z":
                        found.append(int(folder.name))
        return found


@contextlib.contextmanager
def world(released: Path, published: Path, assignment: str = "target"):
    """A World for the length of a test, its secrets in place and its listeners listening."""
    root = Path(
        tempfile.mkdtemp(prefix="attacked-", dir="/var/tmp")
    )  # /tmp is private in most sandboxes anyhow
    tmp = Path(tempfile.mkdtemp(prefix="attacked-"))
    kinds = ("class", "solution", "questions", "submission", "gradebook", "autograded", "results", "home",
             "elsewhere", "environment", "process", "memory", "descriptor", "kernel", "tmp")  # fmt: skip
    made = World(root, tmp, {kind: f"CANARY-{kind}-{secrets.token_hex(8)}" for kind in kinds}, assignment)
    made.secrets["seed"] = str(3 * 10**9 + secrets.randbelow(10**9))
    with contextlib.ExitStack() as stack:
        stack.callback(shutil.rmtree, tmp, True)
        stack.callback(shutil.rmtree, root, True)
        stack.callback(_clean, made)
        stack.callback(_end, made)
        _folders(made, released, published)
        bystander = stack.enter_context(_bystander(made))
        listening = stack.enter_context(_listeners(made))
        made.places = {
            "root": str(root),
            "class": str(made.class_dir),
            "solutions": str(root / "solutions"),
            "published": str(root / "published"),
            "drop": str(root / "drop"),
            "locked": str(root / "locked"),
            "tmp": str(tmp),
            "home": str(root / "home"),
            "neighbour": NEIGHBOUR,
            "bystander": bystander,
            "pid_namespace": os.readlink("/proc/self/ns/pid"),
            "token": root.name,
            **listening,
        }
        yield made


def _folders(made: World, released: Path, published: Path) -> None:
    """Everything a class has, with a secret in each place."""
    secret, root = made.secrets, made.root
    for folder, mode in (
        ("class/submitted", 0o755),
        ("elsewhere", 0o755),
        ("drop", 0o777),
        ("locked", 0o700),
    ):
        (root / folder).mkdir(parents=True)
        (root / folder).chmod(mode)
    for folder, mode in ((root, 0o755), (made.tmp, 0o777)):
        folder.chmod(mode)
    shutil.copytree(SOLUTIONS, root / "solutions")
    shutil.copytree(published, root / "published")
    shutil.copytree(released, root / "assignments")
    notebook = root / "solutions" / "target" / "target.md"
    text = notebook.read_text(encoding="utf-8").replace(
        "return 2 * x", f"return 2 * x  # {secret['solution']}"
    )
    notebook.write_text(text, encoding="utf-8")
    with (notebook.parent / "questions.py").open("a", encoding="utf-8") as file:
        file.write(f"# {secret['questions']}\n")
    runtime = root / "home" / ".local" / "share" / "jupyter" / "runtime"
    runtime.mkdir(parents=True)
    for path, text in {
        made.class_dir / "private.txt": secret["class"],
        made.class_dir / "seeds.json": f'{{"target": {secret["seed"]}}}',
        made.class_dir / "autograded" / NEIGHBOUR / "notes.txt": secret["autograded"],
        made.class_dir / "results" / "notes.json": secret["results"],
        root / "elsewhere" / "private.txt": secret["elsewhere"],
        root / "home" / ".netrc": secret["home"],
        runtime / "kernel-other.json": f'{{"key": "{secret["kernel"]}"}}',
        made.tmp / "private.txt": secret["tmp"],
    }.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text + "\n", encoding="utf-8")


@contextlib.contextmanager
def _bystander(made: World):
    """A process of the teacher's: a secret in its environment, memory and an open file; yields its id."""
    held = made.root / "held.txt"
    held.write_text(made.secrets["descriptor"] + "\n")
    code = (
        "import os, sys, time; held = open(sys.argv[1]); os.unlink(sys.argv[1]); "
        "kept = ''.join(['CANARY-mem', 'ory-', *sys.stdin.readline().split()]); print(flush=True); time.sleep(3600)"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(held)],
        env=os.environ | {"BYSTANDER": made.secrets["process"]},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    process.stdin.write(made.secrets["memory"].removeprefix("CANARY-memory-").encode() + b"\n")
    process.stdin.flush()
    process.stdout.readline()
    try:
        yield process.pid
    finally:
        process.kill()
        process.communicate()


@contextlib.contextmanager
def _listeners(made: World):
    """Listeners of every kind that write down what they are told; and a look at a port nobody may open."""
    sockets, places, threads, done = [], {}, [], threading.Event()
    addresses = {
        "tcp": (socket.AF_INET, socket.SOCK_STREAM, ("127.0.0.1", 0)),
        "tcp6": (socket.AF_INET6, socket.SOCK_STREAM, ("::1", 0)),
        "udp": (socket.AF_INET, socket.SOCK_DGRAM, ("127.0.0.1", 0)),
        "unix": (socket.AF_UNIX, socket.SOCK_STREAM, str(made.tmp / "listener")),
        "unix_far": (socket.AF_UNIX, socket.SOCK_STREAM, str(made.root / "listener")),
        "abstract": (socket.AF_UNIX, socket.SOCK_STREAM, f"\0{made.root.name}"),
    }
    for name, (family, kind, address) in addresses.items():
        listener = socket.socket(family, kind)
        listener.bind(address)
        if kind == socket.SOCK_STREAM:
            listener.listen(64)
        if family == socket.AF_UNIX and not address.startswith("\0"):
            os.chmod(address, 0o777)
        places[name] = address if family == socket.AF_UNIX else listener.getsockname()[1]
        listener.settimeout(0.1)
        sockets.append(listener)
        threads.append(
            threading.Thread(target=_write_down, args=(listener, kind, done, made.heard), daemon=True)
        )
    free = socket.socket()
    free.bind(("127.0.0.1", 0))
    places["free"] = free.getsockname()[1]
    free.close()
    threads.append(threading.Thread(target=_knock, args=(places["free"], done, made.heard), daemon=True))
    for thread in threads:
        thread.start()
    try:
        yield places
    finally:
        done.set()
        for thread in threads:  # closing a socket does not wake who waits at it: hundreds would be left
            thread.join()
        for listener in sockets:
            listener.close()


def _write_down(listener: socket.socket, kind: int, done: threading.Event, heard: set[str]) -> None:
    """Keep the first bytes of everything that reaches a listener, until it is done."""
    while not done.is_set():
        with contextlib.suppress(OSError):  # TimeoutError is one: nobody came
            if kind == socket.SOCK_DGRAM:
                heard.add(listener.recv(256).decode(errors="replace"))
                continue
            connection, _ = listener.accept()
            with connection:
                connection.settimeout(2)
                heard.add(connection.recv(256).decode(errors="replace"))


def _knock(port: int, done: threading.Event, heard: set[str]) -> None:
    """Try a port again and again: who answers there listens where nobody may."""
    while not done.wait(0.1):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1) as answer:
            heard.add(answer.recv(256).decode(errors="replace"))


def _clean(made: World) -> None:
    """Take away what an attack could plant in places of the machine's own when nothing held it back."""
    import numpy

    import cnn_helpers

    places = [Path(name) for name in ("/tmp", "/var/tmp", "/dev/shm", "/run")]
    for package in (numpy, cnn_helpers):
        folder = Path(package.__file__).parent
        places += [folder.parent, folder, folder / "__pycache__", folder / "grading"]
    for place in places:
        for path in place.glob(f"*{made.root.name}*"):
            if path.is_file():
                path.unlink()
    libc, key = ctypes.CDLL(None), int(made.root.name.encode().hex()[-6:], 16)
    libc.shmctl(libc.shmget(key, 64, 0), 0, None)
    libc.semctl(libc.semget(key + 1, 1, 0), 0, 0)
    with contextlib.suppress(OSError):
        ctypes.CDLL("librt.so.1").mq_unlink(f"/{made.root.name}".encode())


def _end(made: World) -> None:
    """End what attacks left running: processes with this world's token in their command line, and no others."""
    token = f"{made.places.get('token', 'no token')};".encode()
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit() and int(folder.name) != os.getpid():
            with contextlib.suppress(OSError):
                if token in (folder / "cmdline").read_bytes():
                    os.kill(int(folder.name), 9)
    time.sleep(0.1)
