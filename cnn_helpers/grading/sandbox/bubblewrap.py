"""The outer wall: a bubblewrap command line with a bare file system, no network and a process space of its own."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from .view import SYSTEM, SYSTEM_IF_THERE, masked, programs

FIRST_UID = 64000  # as root, each sandbox runs as a user number that nothing else on the machine uses


def found() -> str | None:
    """The path of bubblewrap, or None."""
    return shutil.which("bwrap")


def user() -> int:
    """Whom the sandboxed processes belong to: a number of this process's own as root, else oneself."""
    return FIRST_UID + os.getpid() % 1000 if os.getuid() == 0 else os.getuid()


def wrapped(jobs: Path, forbidden: tuple[str, ...] = (), scratch_mb: int = 256) -> list[str]:
    """The words to put before a command so that it runs behind the wall; `jobs` is the one folder it may write.

    As root bubblewrap gives up root inside through setpriv; else it works in a user namespace. Its environment
    can be read inside, so it must be started with a clean one.
    """
    words = [found() or "bwrap", "--die-with-parent", "--new-session", "--cap-drop", "ALL"]
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
