"""A seccomp filter: system calls that no notebook needs are refused, so that a hole in one is out of reach.

What is refused answers with an error rather than ending the process, so that libraries fall back. The filter is a
program for the kernel's classic BPF machine. Reference: the Linux kernel's user-space API guide, "Seccomp BPF".
"""

from __future__ import annotations

import ctypes
import errno
import platform
import struct
from dataclasses import dataclass

from .system_calls import no_new_privileges, system_call

ALLOW, REFUSE = 0x7FFF0000, 0x00050000  # REFUSE is added to an errno
LOAD, EQUAL, AT_LEAST, ANY_BIT, RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
NUMBER, ARCHITECTURE, ARGUMENTS = 0, 4, 16  # offsets in the kernel's struct seccomp_data
SET_MODE_FILTER, ALL_THREADS = 1, 1
X32 = 0x40000000  # set in the number of a call of x86-64's second ABI, whose numbers are others

AF_UNIX, AF_NETLINK = 1, 16
SOCK_STREAM, SOCK_NONBLOCK, SOCK_CLOEXEC = 1, 0o4000, 0o2000000
STREAMS = [SOCK_STREAM | flags for flags in (0, SOCK_NONBLOCK, SOCK_CLOEXEC, SOCK_NONBLOCK | SOCK_CLOEXEC)]
# mount, cgroup, uts, ipc, user, pid, net; a new time namespace takes unshare or clone3
NEW_NAMESPACES = 0x00020000 | 0x02000000 | 0x04000000 | 0x08000000 | 0x10000000 | 0x20000000 | 0x40000000
TIOCSTI, TIOCLINUX = 0x5412, 0x541C
ASK_PERSONALITY = 0xFFFFFFFF


@dataclass(frozen=True)
class Machine:
    """A processor family: the kernel's name for it, and where it stands in the table of numbers."""

    audit: int
    column: int


MACHINES = {"x86_64": Machine(0xC000003E, 0), "aarch64": Machine(0xC00000B7, 1)}

# (x86_64, aarch64); None: the family has no such call
CLONE, CLONE3, PERSONALITY, IOCTL = (56, 220), (435, 435), (135, 92), (16, 29)
SOCKET, SOCKETPAIR, SECCOMP = (41, 198), (53, 199), (317, 277)
REFUSED: dict[str, tuple[int | None, int | None]] = {
    # the file system's shape
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "chroot": (161, 51),
    "open_tree": (428, 428),
    "move_mount": (429, 429),
    "fsopen": (430, 430),
    "fsconfig": (431, 431),
    "fsmount": (432, 432),
    "fspick": (433, 433),
    "mount_setattr": (442, 442),
    "open_tree_attr": (467, 467),
    "name_to_handle_at": (303, 264),
    "open_by_handle_at": (304, 265),
    "quotactl": (179, 60),
    "quotactl_fd": (443, 443),
    "swapon": (167, 224),
    "swapoff": (168, 225),
    "fanotify_init": (300, 262),
    "inotify_add_watch": (254, 27),  # names of files in folders that Landlock lets nobody list
    # other programs: a stream socket reaches one by connect alone, and no other kind of socket can be made
    "connect": (42, 203),
    # other processes, other namespaces
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "process_madvise": (440, 440),
    "kcmp": (312, 272),
    "pidfd_getfd": (438, 438),
    "unshare": (272, 97),
    "setns": (308, 268),
    "perf_event_open": (298, 241),
    # memory that belongs to no process, so that no limit counts it
    "memfd_create": (319, 279),
    "memfd_secret": (447, 447),
    "shmget": (29, 194),
    "msgget": (68, 186),
    "semget": (64, 190),
    # wide doors into the kernel
    "bpf": (321, 280),
    "userfaultfd": (323, 282),
    "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "keyctl": (250, 219),
    # the machine itself
    "kexec_load": (246, 104),
    "kexec_file_load": (320, 294),
    "init_module": (175, 105),
    "finit_module": (313, 273),
    "delete_module": (176, 106),
    "reboot": (169, 142),
    "acct": (163, 89),
    "syslog": (103, 116),
    "iopl": (172, None),
    "ioperm": (173, None),
    "modify_ldt": (154, None),
    "uselib": (134, None),
}

Instruction = tuple[int, int, int, int]  # code, steps to jump when true, when false, constant


def unsupported() -> str:
    """Why no filter can be set here; empty when one can.

    >>> unsupported() in ("", f"no filter is written for {platform.machine()} processors")
    True
    """
    if platform.system() != "Linux":
        return f"seccomp is Linux's; this is {platform.system()}"
    if platform.machine() not in MACHINES:
        return f"no filter is written for {platform.machine()} processors"
    if ctypes.sizeof(ctypes.c_void_p) != 8:
        return "no filter is written for 32-bit Pythons"
    return ""


def program(machine: str) -> list[Instruction]:
    """The filter's instructions for "x86_64" or "aarch64".

    Raises ValueError for another machine.

    >>> program("x86_64")[:2] == [(LOAD, 0, 0, ARCHITECTURE), (EQUAL, 1, 0, 0xC000003E)]
    True
    """
    if machine not in MACHINES:
        raise ValueError(f"no filter is written for {machine!r}; one of {', '.join(MACHINES)} is needed")
    here = MACHINES[machine]
    eperm, enosys = REFUSE + errno.EPERM, REFUSE + errno.ENOSYS
    lines = [(LOAD, 0, 0, ARCHITECTURE), (EQUAL, 1, 0, here.audit), (RETURN, 0, 0, eperm)]
    lines += [(LOAD, 0, 0, NUMBER)]
    if machine == "x86_64":
        lines += [(AT_LEAST, 0, 1, X32), (RETURN, 0, 0, eperm)]
    for numbers in REFUSED.values():
        number = numbers[here.column]
        if number is not None:
            lines += [(EQUAL, 0, 1, number), (RETURN, 0, 0, eperm)]
    # a filter cannot read clone3's flags behind their pointer; without it, the C library calls clone
    lines += [(EQUAL, 0, 1, CLONE3[here.column]), (RETURN, 0, 0, enosys)]
    lines += _by_argument(CLONE[here.column], 0, {NEW_NAMESPACES: eperm}, ALLOW, test=ANY_BIT)
    for call in (SOCKET, SOCKETPAIR):
        lines += _unix_streams_only(call[here.column])
    lines += _by_argument(IOCTL[here.column], 1, {TIOCSTI: eperm, TIOCLINUX: eperm}, ALLOW)
    lines += _by_argument(PERSONALITY[here.column], 0, {ASK_PERSONALITY: ALLOW}, eperm)
    return [*lines, (RETURN, 0, 0, ALLOW)]


def _by_argument(
    number: int, index: int, answers: dict[int, int], otherwise: int, test: int = EQUAL
) -> list[Instruction]:
    """Decide one call by the low 32 bits (the kernel reads no more of these) of one of its arguments."""
    lines = [(LOAD, 0, 0, ARGUMENTS + 8 * index)]
    for value, matched in answers.items():
        lines += [(test, 0, 1, value), (RETURN, 0, 0, matched)]
    lines += [(RETURN, 0, 0, otherwise)]
    return [(EQUAL, 0, len(lines), number), *lines]


def _unix_streams_only(number: int) -> list[Instruction]:
    """Decide a call that makes sockets: streams of the Unix family are left.

    A datagram socket could send to any address without `connect`, and a filter cannot read the address.
    """
    eperm = REFUSE + errno.EPERM
    lines = [(LOAD, 0, 0, ARGUMENTS)]
    # ZeroMQ asks netlink for addresses, goes on without when told "not supported", and ends the kernel at EPERM
    lines += [(EQUAL, 0, 1, AF_NETLINK), (RETURN, 0, 0, REFUSE + errno.EOPNOTSUPP)]
    lines += [(EQUAL, 1, 0, AF_UNIX), (RETURN, 0, 0, eperm), (LOAD, 0, 0, ARGUMENTS + 8)]
    for kind in STREAMS:
        lines += [(EQUAL, 0, 1, kind), (RETURN, 0, 0, ALLOW)]
    lines += [(RETURN, 0, 0, eperm)]
    return [(EQUAL, 0, len(lines), number), *lines]


def restrict() -> bool:
    """Set the filter, for good, for every thread of this process and its children; False where there is none.

    Left open: files, threads, forks, pipes, Unix streams that others connect to. Closed: connecting to anyone,
    sockets of other kinds, mounts, namespaces, other processes' memory, memory without a process, keys, io_uring,
    bpf, and what only the machine's owner does.
    Raises OSError when the kernel refuses the filter.
    """
    if unsupported():
        return False
    lines = program(platform.machine())
    code = ctypes.create_string_buffer(b"".join(struct.pack("=HBBI", *line) for line in lines))
    no_new_privileges()
    stuck = system_call(
        SECCOMP[MACHINES[platform.machine()].column],
        SET_MODE_FILTER,
        ALL_THREADS,
        struct.pack("HxxxxxxQ", len(lines), ctypes.addressof(code)),
    )
    if stuck:
        raise OSError(
            errno.EBUSY, f"thread {stuck} has a filter of its own, so this one cannot be set for all"
        )
    return True
