"""What one submission may use while it is run; an assignment may declare its own."""

from __future__ import annotations

from dataclasses import dataclass

MB = 2**20


@dataclass(frozen=True)
class Limits:
    """Limits of one submission. Times are in seconds, sizes in megabytes (2**20 bytes).

    `cell_seconds` is one cell's time; `call_seconds` what one call of a graded function may compute, and by the
    clock `answers.PATIENCE` times as long, for a busy machine; `wall_seconds` that of the whole submission by the
    clock; `cpu_seconds` its processor time over all cores. Raises ValueError for a limit that is not positive.
    """

    wall_seconds: float = 300
    cpu_seconds: float = 300
    cell_seconds: float = 60
    call_seconds: float = 5
    memory_mb: int = 4096
    processes: int = 64
    file_mb: int = 64
    scratch_mb: int = 256
    output_mb: int = 10
    answer_mb: int = 32
    notebook_mb: int = 50

    def __post_init__(self) -> None:
        for name, value in vars(self).items():
            if not value > 0:
                raise ValueError(f"the limit {name} is {value}; a number above 0 is needed")
