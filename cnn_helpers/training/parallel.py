"""Work that falls into pieces, done on all cores."""

import os
import signal
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import TypeVar

from cnn_helpers.checks import whole_number

Piece = TypeVar("Piece")


def in_pieces(
    function: Callable[[int, int], Piece], n: int, piece: int = 1000, processes: int | None = None
) -> list[Piece]:
    """Return [function(first, count), ...] that cover 0, ..., n - 1 in order, worked on by several processes.

    function: can be pickled, such as a module's function or a partial of one; piece: the greatest count;
    processes: how many work, one a core when not given; one, or a single piece, stays in this process.
    Raises ValueError for counts below 1, and what the function raises.

    >>> in_pieces(range, 5, piece=2, processes=1)
    [range(0, 2), range(2, 2), range(4, 1)]
    """
    n, piece = whole_number("n", n, least=1), whole_number("piece", piece, least=1)
    firsts = range(0, n, piece)
    counts = [min(piece, n - first) for first in firsts]
    processes = whole_number("processes", processes or cores(), least=1)
    processes = min(processes, len(counts))
    if processes == 1:
        return list(map(function, firsts, counts))
    # Fresh processes: a fork of one that has started TensorFlow's threads may hang.
    fresh = get_context("spawn")
    with ProcessPoolExecutor(processes, fresh, initializer=_leave_interrupts_to_the_parent) as pool:
        return list(pool.map(function, firsts, counts))


def cores() -> int:
    """Return how many cores this process may use.

    >>> cores() >= 1
    True
    """
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _leave_interrupts_to_the_parent() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
