"""The inner wall: what a forked job takes from itself before the first line of foreign code runs.

Nothing here is undone: each job is a process tree of its own that ends with its first process, and with it end
its namespaces, its scratch space and everything it started.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import struct
from collections.abc import Iterable
from pathlib import Path

from . import landlock, seccomp
from .system_calls import system_call
from .view import SYSTEM, SYSTEM_IF_THERE, programs

NEW_MOUNT, NEW_UTS, NEW_IPC = 0x00020000, 0x04000000, 0x08000000
NEW_USER, NEW_PID, NEW_NET = 0x10000000, 0x20000000, 0x40000000
NOSUID_NODEV, BIND, RECURSIVE, PRIVATE = 2 | 4, 4096, 16384, (1 << 18) | 16384
MOUNT_SETATTR, AT_CWD, AT_RECURSIVE, READ_ONLY, NO_SETUID = 442, -100, 0x8000, 1, 2  # on every architecture
DIE_WITH_PARENT, DUMPABLE, DROP_BOUND, SUBREAPER = 1, 4, 24, 36
READABLE = ("/lib", "/lib32", "/lib64", "/bin", "/sbin", "/proc", "/sys/devices/system/cpu", "/dev/urandom")
WRITABLE = ("/dev/null", "/dev/zero", "/tmp", "/dev/shm")

_libc = ctypes.CDLL(None, use_errno=True)


def _call(name: str, *arguments: object) -> None:
    if getattr(_libc, name)(*arguments) < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"{name}: {os.strerror(number)}")


def new_namespaces() -> bool:
    """Give the children of this process users, processes, mounts, messages and network of their own.

    Root needs no users of its own: it becomes another one later (`become`). False where the kernel does not allow
    it; the wall around the zygote and its sweeping must then do.
    """
    user, group = os.getuid(), os.getgid()
    try:
        _call("unshare", (NEW_USER if user else 0) | NEW_PID | NEW_MOUNT | NEW_IPC | NEW_UTS | NEW_NET)
    except OSError:
        return False
    if not user:
        return True
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
    Path("/proc/self/gid_map").write_text(f"{group} {group} 1")
    return True


def read_only_view(folders: Iterable[str] = (), files: Iterable[str] = ()) -> None:
    """Make every mount read-only, and these folders and files empty, for this process and its children.

    Landlock alone would let a job change modes and times of files that its user owns. Needs namespaces of its own.
    Raises OSError where the kernel cannot (before Linux 5.12).
    """
    _call("mount", None, b"/", None, PRIVATE, None)
    for path in folders:
        _call("mount", b"tmpfs", os.fsencode(path), b"tmpfs", NOSUID_NODEV, b"size=4096,mode=0555")
    for path in files:
        _call("mount", b"/dev/null", os.fsencode(path), None, BIND, None)
    _mount_flags("/", AT_RECURSIVE, READ_ONLY | NO_SETUID, 0)


def _mount_flags(path: str, how: int, given: int, taken: int) -> None:
    attributes = struct.pack("4Q", given, taken, 0, 0)
    system_call(MOUNT_SETATTR, AT_CWD, os.fsencode(path), how, attributes, len(attributes))


def private_scratch(job: Path, scratch_mb: int, hidden: Iterable[str] = (), alone: bool = False) -> None:
    """Mount empty scratch space on /tmp, /dev/shm, and the job's home; hide other jobs and the `hidden` folders.

    Needs namespaces of its own. What the grader put into the home stays there, and so do programs in those places
    (a checkout may lie in /tmp), as read-only as they were. `alone`: all was made read-only, the job's folder too.
    """
    owner = job.stat()
    _call("mount", None, b"/", None, PRIVATE, None)
    options = f"size={scratch_mb}m,nr_inodes=20000".encode()
    # the folder is held open, because the mount on its parent hides it
    held = os.open(job, os.O_PATH | os.O_DIRECTORY)
    inside = [(path.name, path.read_bytes()) for path in sorted((job / "home").iterdir())]
    places = [*map(Path, hidden), Path("/tmp"), Path("/dev/shm"), job.parent]
    kept = {path: os.open(path, os.O_PATH) for path in programs() if _below(path, places)}
    for place in places:
        if place.exists():  # the new /tmp has hidden what lies below it
            mode = b",mode=0755" if str(place) in hidden else b",mode=1777"
            _call("mount", b"tmpfs", bytes(place), b"tmpfs", NOSUID_NODEV, options + mode)
    for path, program in kept.items():
        _mount_again(program, path)
    _mount_again(held, str(job))
    if alone:
        _mount_flags(str(job), 0, 0, READ_ONLY)
    mine = f",mode=0700,uid={owner.st_uid},gid={owner.st_gid}".encode()
    _call("mount", b"tmpfs", bytes(job / "home"), b"tmpfs", NOSUID_NODEV, options + mine)
    for name, content in inside:
        (job / "home" / name).write_bytes(content)
        os.chown(job / "home" / name, owner.st_uid, owner.st_gid)


def _below(path: str, places: Iterable[Path]) -> bool:
    return any(Path(path).is_relative_to(place) for place in places)


def _mount_again(held: int, path: str) -> None:
    """Show an open folder at the path that another mount has hidden."""
    os.makedirs(path, exist_ok=True)
    _call("mount", f"/proc/self/fd/{held}".encode(), os.fsencode(path), None, BIND | RECURSIVE, None)
    os.close(held)


def own_process_list(alone: bool = False) -> None:
    """Show the job its own processes in /proc; where the kernel refuses, the zygote's few stay in sight.

    Raises OSError for a refused job that is `alone`: in sight would be all of the machine's.
    """
    with contextlib.suppress(*(() if alone else (OSError,))):
        _call("mount", b"proc", b"/proc", b"proc", NOSUID_NODEV | 8, None)


def become(user: int) -> None:
    """Give up root for a user who owns nothing; this process still dies with its parent and sees itself in /proc."""
    os.setgroups([])
    os.setresgid(user, user, user)
    os.setresuid(user, user, user)
    _call("prctl", DUMPABLE, 1, 0, 0, 0)
    end_with_parent()


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
