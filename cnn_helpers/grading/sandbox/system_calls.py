"""Linux system calls that Python has no function for."""

from __future__ import annotations

import ctypes
import os

PR_SET_NO_NEW_PRIVS = 38

_libc = ctypes.CDLL(None, use_errno=True)
_libc.syscall.restype = ctypes.c_long


def system_call(number: int, *arguments: int | bytes | None) -> int:
    """Make a system call by its number; pointers are given as bytes.

    Raises OSError with the kernel's reason.

    >>> system_call(39) == os.getpid() if os.uname().machine == "x86_64" else True
    True
    """
    words = [ctypes.c_long(a) if isinstance(a, int) else a for a in arguments]
    answer = _libc.syscall(ctypes.c_long(number), *words)
    if answer < 0:
        reason = ctypes.get_errno()
        raise OSError(reason, os.strerror(reason))
    return answer


def no_new_privileges() -> None:
    """Make exec give this thread and its children no rights they lack now, for good: set-uid bits do nothing.

    The kernel takes Landlock rules and seccomp filters from an ordinary user only after this.
    """
    if _libc.prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0):
        reason = ctypes.get_errno()
        raise OSError(reason, f"the kernel refuses no_new_privs: {os.strerror(reason)}")
