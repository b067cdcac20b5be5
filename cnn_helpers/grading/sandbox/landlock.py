"""Landlock: a process gives up, for good and for its children, every file and connection that is not named.

It stands behind bubblewrap's mounts as a second wall, and needs no rights to set up. Files that are open already stay
usable. Reference: the Linux kernel's user-space API guide, "Landlock: unprivileged access control".
"""

from __future__ import annotations

import errno
import os
import stat
import struct
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from .system_calls import no_new_privileges, system_call

# the same on every architecture that Landlock supports
CREATE_RULESET, ADD_RULE, RESTRICT_SELF = 444, 445, 446
ASK_VERSION = 1
PATH_BENEATH = 1

EXECUTE, WRITE_FILE, READ_FILE, READ_DIR, REMOVE_DIR, REMOVE_FILE = (1 << bit for bit in range(6))
MAKE_CHAR, MAKE_DIR, MAKE_REG, MAKE_SOCK, MAKE_FIFO, MAKE_BLOCK, MAKE_SYM = (1 << bit for bit in range(6, 13))
REFER, TRUNCATE, IOCTL_DEV = 1 << 13, 1 << 14, 1 << 15
BIND_TCP, CONNECT_TCP = 1 << 0, 1 << 1
SCOPE_ABSTRACT_UNIX_SOCKET, SCOPE_SIGNAL = 1 << 0, 1 << 1

ON_FILES = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEV
READ_ONLY = EXECUTE | READ_FILE | READ_DIR
# no EXECUTE: what a notebook writes is read, not run; no MAKE_CHAR, MAKE_BLOCK, IOCTL_DEV: no devices
READ_WRITE = (
    WRITE_FILE | READ_FILE | READ_DIR | TRUNCATE | REMOVE_DIR | REMOVE_FILE | REFER
    | MAKE_DIR | MAKE_REG | MAKE_SOCK | MAKE_FIFO | MAKE_SYM
)  # fmt: skip


@dataclass(frozen=True)
class Landlock:
    """What a restricted process is held to.

    `version` is the kernel's Landlock ABI. Files are always covered; `truncating` says that shortening a file counts
    as writing it (since ABI 3), `tcp` that TCP is closed but for what was left open (4), `devices` that devices take
    no commands (5), `scoped` that abstract Unix sockets and signals end at the sandbox's edge (6).
    """

    version: int
    truncating: bool
    tcp: bool
    devices: bool
    scoped: bool


def version() -> int:
    """The kernel's Landlock ABI; 0 when it has none or it is switched off.

    >>> version() >= 0
    True
    """
    try:
        return system_call(CREATE_RULESET, None, 0, ASK_VERSION)
    except OSError as problem:
        if problem.errno in (errno.ENOSYS, errno.EOPNOTSUPP, errno.EPERM):
            return 0
        raise


def handled(abi: int) -> tuple[int, int, int]:
    """All rights over files, TCP and scopes that an ABI can take away, as the kernel's bit masks.

    >>> [hex(mask) for mask in handled(1)], [hex(mask) for mask in handled(7)]
    (['0x1fff', '0x0', '0x0'], ['0xffff', '0x3', '0x3'])
    """
    files = (1 << 13) - 1
    for right, since in ((REFER, 2), (TRUNCATE, 3), (IOCTL_DEV, 5)):
        files |= right if abi >= since else 0
    tcp = BIND_TCP | CONNECT_TCP if abi >= 4 else 0
    scopes = SCOPE_ABSTRACT_UNIX_SOCKET | SCOPE_SIGNAL if abi >= 6 else 0
    return files, tcp, scopes


def restrict(
    read_write: Sequence[str],
    read_only: Sequence[str],
    connect: bool = False,
    optional: Collection[str] = (),
) -> Landlock:
    """Keep this process, for good, to the files at or below the named paths, and off TCP.

    `read_write` paths allow files, folders, links, pipes and Unix sockets, but neither devices nor running a file;
    `read_only` paths allow reading and running. `connect` leaves TCP connections out (not listening) open. Paths in
    `optional` may be missing. Rules bind the calling thread, so there must be one.
    Raises OSError where the kernel has no Landlock, FileNotFoundError for a missing path and
    RuntimeError when other threads would stay free.
    """
    abi = version()
    if not abi:
        raise OSError(
            errno.ENOSYS,
            "this kernel has no Landlock: Linux 5.13 or newer is needed, with landlock in its lsm= list",
        )
    _refuse_threads()
    files, tcp, scopes = handled(abi)
    tcp &= ~CONNECT_TCP if connect else ~0
    # an older kernel takes a longer struct as long as the part it does not know is zero
    ruleset = system_call(CREATE_RULESET, struct.pack("QQQ", files, tcp, scopes), 24, 0)
    try:
        for path, rights in [(p, READ_WRITE) for p in read_write] + [(p, READ_ONLY) for p in read_only]:
            _allow(ruleset, path, rights & files, path in optional)
        no_new_privileges()
        system_call(RESTRICT_SELF, ruleset, 0)
    finally:
        os.close(ruleset)
    return Landlock(abi, truncating=abi >= 3, tcp=abi >= 4, devices=abi >= 5, scoped=abi >= 6)


def _allow(ruleset: int, path: str, rights: int, optional: bool) -> None:
    try:
        found = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except FileNotFoundError:
        if optional:
            return
        raise FileNotFoundError(
            errno.ENOENT, "the sandbox is to allow a path that does not exist", path
        ) from None
    try:
        if not stat.S_ISDIR(os.fstat(found).st_mode):
            rights &= ON_FILES
        system_call(ADD_RULE, ruleset, PATH_BENEATH, struct.pack("=Qi", rights, found), 0)
    finally:
        os.close(found)


def _refuse_threads() -> None:
    threads = Path("/proc/self/task")
    count = len(list(threads.iterdir())) if threads.exists() else 1
    if count > 1:
        raise RuntimeError(
            f"Landlock binds one thread and this process has {count}: restrict before any starts"
        )
