"""The walls there may be around notebooks on this machine, best first; each is proved before it is used."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

from . import bubblewrap


@dataclass(frozen=True)
class Wall:
    """What stands around the zygote: the bubblewrap at `program`, or nothing where that is empty.

    Without bubblewrap each job shuts itself in alone: namespaces of its own in which all but its scratch space is
    read-only, then Landlock, seccomp and limits. It can still learn whether a file of a known name exists.
    """

    name: str
    program: str = ""


KERNEL = Wall("the kernel's own means (namespaces, Landlock, seccomp), without bubblewrap")


def walls() -> list[Wall]:
    """What can be tried here, in order: the system's bubblewrap, the packaged one, the kernel alone."""
    there = []
    if program := bubblewrap.found():
        there.append(Wall(f"bubblewrap ({program})", program))
    with suppress(bubblewrap.NotTrusted):
        if program := bubblewrap.carried():
            there.append(Wall(f"bubblewrap of the package {bubblewrap.CARRIER}", program))
    return [*there, KERNEL]
