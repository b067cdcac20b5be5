"""How each question did in a class: difficulty, discrimination, and the mistakes made most often."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ..class_files.tables import QuestionGrade

LOW = 0.2  # below it a question tells strong and weak students apart poorly: a common rule of thumb
ENOUGH = 30  # submissions; with fewer, chance alone gives many a question a correlation below LOW


@dataclass(frozen=True)
class Item:
    """One question over the graded submissions of an assignment.

    `difficulty` is the mean share of its points won (0 to 1: a high one is an easy question); `discrimination`
    the correlation of its points with those of the rest of the assignment, None where that is undefined.
    """

    question: str
    max_points: float
    submissions: int
    mean: float
    all_points: int
    no_points: int
    discrimination: float | None

    @property
    def difficulty(self) -> float:
        return self.mean / self.max_points if self.max_points else 0.0

    @property
    def flag(self) -> str:
        """ "negative", "low" or nothing; nothing too while there are fewer than ENOUGH submissions."""
        if self.discrimination is None or self.submissions < ENOUGH or self.discrimination >= LOW:
            return ""
        return "negative" if self.discrimination < 0 else "low"


@dataclass(frozen=True)
class CommonMistake:
    """A recognised mistake of one question: how many made it, and the hint they were given."""

    question: str
    mistake: str
    hint: str
    times: int


def items(rows: Sequence[QuestionGrade]) -> list[Item]:
    """One Item a question, in the order of the rows; `rows` are those of one assignment's graded submissions."""
    totals: dict[str, float] = {}
    by_question: dict[str, list[QuestionGrade]] = {}
    for row in rows:
        totals[row.student] = totals.get(row.student, 0.0) + row.score
        by_question.setdefault(row.question, []).append(row)
    return [_item(question, of_it, totals) for question, of_it in by_question.items()]


def _item(question: str, rows: list[QuestionGrade], totals: dict[str, float]) -> Item:
    points = [row.score for row in rows]
    return Item(
        question=question,
        max_points=rows[0].max_score,
        submissions=len(rows),
        mean=sum(points) / len(points),
        all_points=sum(row.score >= row.max_score for row in rows),
        no_points=sum(row.score <= 0 for row in rows),
        discrimination=correlation(points, [totals[row.student] - row.score for row in rows]),
    )


def correlation(x: Sequence[float], y: Sequence[float]) -> float | None:
    """Pearson's correlation of two equally long lists; None with fewer than three pairs or a constant list.

    Two pairs always give 1 or -1, whatever they are. Raises ValueError for lists of different lengths.

    >>> correlation([1, 2, 3], [2, 4, 6]), correlation([1, 2, 3], [5, 5, 5])
    (1.0, None)
    """
    if len(x) != len(y):
        raise ValueError(f"lists of {len(x)} and {len(y)} numbers were given; equally many are needed")
    if len(x) < 3:
        return None
    dx, dy = _centred(x), _centred(y)
    spread = math.sqrt(math.fsum(a * a for a in dx) * math.fsum(b * b for b in dy))
    if spread == 0:
        return None
    return max(-1.0, min(1.0, math.fsum(a * b for a, b in zip(dx, dy, strict=True)) / spread))


def _centred(values: Sequence[float]) -> list[float]:
    """Deviations from the mean; exact zeros where all values are equal, whatever the mean rounds to."""
    if min(values) == max(values):
        return [0.0] * len(values)
    mean = math.fsum(values) / len(values)
    return [value - mean for value in values]


def common_mistakes(rows: Sequence[QuestionGrade]) -> list[CommonMistake]:
    """Recognised mistakes, commonest first; the hint is the one given most often with it."""
    hints: dict[tuple[str, str], Counter] = {}
    for row in rows:
        if row.mistake:
            hints.setdefault((row.question, row.mistake), Counter())[row.message] += 1
    made = [CommonMistake(*key, said.most_common(1)[0][0], said.total()) for key, said in hints.items()]
    return sorted(made, key=lambda mistake: (-mistake.times, mistake.question, mistake.mistake))


@dataclass(frozen=True)
class Alike:
    """Wrong answers to one question that are alike in all public cases and have no name."""

    question: str
    group: str
    message: str
    times: int


def unnamed(rows: Sequence[QuestionGrade]) -> list[Alike]:
    """Groups of at least two wrong answers without a name, the largest first; the message is the commonest."""
    said: dict[tuple[str, str], Counter] = {}
    for row in rows:
        if row.group and not row.mistake:
            said.setdefault((row.question, row.group), Counter())[row.message] += 1
    made = [Alike(*key, texts.most_common(1)[0][0], texts.total()) for key, texts in said.items()]
    return sorted(
        (one for one in made if one.times > 1), key=lambda one: (-one.times, one.question, one.group)
    )


def median(values: Sequence[float]) -> float | None:
    """The middle value, or the mean of the middle two; None of nothing.

    >>> median([3, 1, 2]), median([1, 2, 3, 4]), median([])
    (2, 2.5, None)
    """
    ordered = sorted(values)
    if not ordered:
        return None
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def histogram(shares: Sequence[float], bins: int = 10) -> list[int]:
    """How many shares (0 to 1) fall into each of `bins` equal ranges; a share of 1 belongs to the last.

    Raises ValueError for a share outside 0 to 1.

    >>> histogram([0.0, 0.05, 0.1, 0.95, 1.0])
    [2, 1, 0, 0, 0, 0, 0, 0, 0, 2]
    """
    counts = [0] * bins
    for share in shares:
        if not 0 <= share <= 1:
            raise ValueError(f"a share of {share} was given; one from 0 to 1 is needed")
        # 0.29 * 100 is 28.999…: a score on a bin's edge belongs above it
        counts[min(bins - 1, math.floor(share * bins + 1e-9))] += 1
    return counts
