"""The inner wall: what a forked job takes from itself before the first line of foreign code runs.

Nothing here is undone: each job is a process tree of its own that ends with its first process, and with it end
its namespaces, its scratch space and everything it started.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
from pathlib import Path

from . import landlock, seccomp
from .view import SYSTEM, SYSTEM_IF_THERE, programs

NEW_MOUNT, NEW_UTS, NEW_IPC = 0x00020000, 0x04000000, 0x08000000
NEW_USER, NEW_PID, NEW_NET = 0x10000000, 0x20000000, 0x40000000
NOSUID_NODEV, BIND, PRIVATE = 2 | 4, 4096, (1 << 18) | 16384
DIE_WITH_PARENT, DROP_BOUND, SUBREAPER = 1, 24, 36
READABLE = ("/lib", "/lib32", "/lib64", "/bin", "/sbin", "/proc", "/sys/devices/system/cpu", "/dev/urandom")
WRITABLE = ("/dev/null", "/dev/zero", "/tmp", "/dev/shm")

_libc = ctypes.CDLL(None, use_errno=True)


def _call(name: str, *arguments) -> None:
    if getattr(_libc, name)(*arguments) < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{name}: {os.strerror(number)}")


def new_namespaces() -> bool:
    """Give the children of this process users, processes, mounts, messages and network of their own.

    False where the kernel does not allow it; the wall around the zygote and its sweeping must then do.
    """
    user, group = os.getuid(), os.getgid()
    try:
        _call("unshare", NEW_USER | NEW_PID | NEW_MOUNT | NEW_IPC | NEW_UTS | NEW_NET)
    except OSError:
        return False
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
    Path("/proc/self/gid_map").write_text(f"{group} {group} 1")
    return True


def private_scratch(job: Path, scratch_mb: int) -> None:
    """Mount empty scratch space on /tmp, /dev/shm, and the job's home; hide other jobs.

    Needs namespaces of its own. What the grader put into the home stays there.
    """
    _call("mount", None, b"/", None, PRIVATE, None)
    options = f"size={scratch_mb}m,nr_inodes=20000".encode()
    # the folder is held open, because the mount on its parent hides it
    held = os.open(job, os.O_PATH | os.O_DIRECTORY)
    inside = [(path.name, path.read_bytes()) for path in sorted((job / "home").iterdir())]
    for place in (Path("/tmp"), Path("/dev/shm"), job.parent):
        if place.exists():  # the new /tmp has hidden what lies below it
            _call("mount", b"tmpfs", bytes(place), b"tmpfs", NOSUID_NODEV, options + b",mode=1777")
    os.makedirs(job)
    _call("mount", f"/proc/self/fd/{held}".encode(), bytes(job), None, BIND, None)
    os.close(held)
    _call("mount", b"tmpfs", bytes(job / "home"), b"tmpfs", NOSUID_NODEV, options + b",mode=0700")
    for name, content in inside:
        (job / "home" / name).write_bytes(content)


def own_process_list() -> None:
    """Show the job its own processes in /proc; where the kernel refuses, the zygote's few stay in sight."""
    with contextlib.suppress(OSError):
        _call("mount", b"proc", b"/proc", b"proc", NOSUID_NODEV | 8, None)


def end_with_parent() -> None:
    """Die when the parent dies."""
    _call("prctl", DIE_WITH_PARENT, 9, 0, 0, 0)


def adopt_orphans() -> None:
    """Become the parent of every descendant whose own parent ends, so that none can get away."""
    _call("prctl", SUBREAPER, 1, 0, 0, 0)


def limited(limits: dict) -> None:
    """Set the kernel's limits of one job: processor time, memory, processes, file size, no core dumps."""
    mb = 2**20
    wanted = {
        resource.RLIMIT_CPU: int(limits["cpu_seconds"]),
        resource.RLIMIT_DATA: limits["memory_mb"] * mb,
        resource.RLIMIT_NPROC: limits["processes"],
        resource.RLIMIT_FSIZE: limits["file_mb"] * mb,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NOFILE: 512,
        resource.RLIMIT_MEMLOCK: 0,
        resource.RLIMIT_MSGQUEUE: 0,
    }
    for which, most in wanted.items():
        hard = resource.getrlimit(which)[1]
        most = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(which, (most, most))


def without_privileges() -> None:
    """Give up every capability for good."""
    for capability in range(64):
        if _libc.prctl(DROP_BOUND, capability, 0, 0, 0) < 0:
            break
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    nothing = (ctypes.c_uint32 * 6)()
    _call("capset", header, nothing)


def closed_in(job: Path) -> None:
    """Landlock and seccomp: last, because they forbid what the other steps do."""
    places = [str(path) for path in (*SYSTEM, *SYSTEM_IF_THERE, *READABLE, *programs())]
    writable = [str(job), *WRITABLE]
    if landlock.version():
        landlock.restrict(writable, places, optional=places)
    seccomp.restrict()
