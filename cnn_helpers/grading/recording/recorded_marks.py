"""What a student's marks are once they stand in the gradebook, as plain data."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Recorded:
    """The marks of one submission as the gradebook holds them, a teacher's changes by hand included.

    `scores` maps a graded cell to (points, most points), `comments` an answer cell to its comment ("" for none).
    """

    score: float
    max_score: float
    late_penalty: float = 0.0
    scores: dict[str, tuple[float, float]] = field(default_factory=dict)
    comments: dict[str, str] = field(default_factory=dict)
