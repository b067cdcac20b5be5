"""What judging a question ends with: points by family, the recognised mistake, and what to say about it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field


@dataclass
class FamilyResult:
    """One family's points and, when they are lost, the case in words and what was different."""

    title: str
    points: float
    max_points: float
    case: str = ""
    problem: str = ""

    @property
    def passed(self) -> bool:
        return not self.problem


@dataclass
class QuestionResult:
    """One question's points; `mistake` and `hint` are empty when none is recognised.

    `group` is the same for wrong answers that are alike in all public cases, and empty for a right one.
    """

    question: str
    max_points: float
    families: list[FamilyResult] = field(default_factory=list)
    mistake: str = ""
    hint: str = ""
    note: str = ""
    group: str = ""

    @property
    def points(self) -> float:
        return float(sum(family.points for family in self.families))

    @property
    def right(self) -> bool:
        return all(family.passed for family in self.families)

    @property
    def message(self) -> str:
        """One line: the hint if there is one, else the first lost case; empty when all is well."""
        if self.right:
            return self.note
        lost = next(family for family in self.families if not family.passed)
        said = self.hint or f"{lost.case}: {lost.problem}"
        return f"{self.note} {said}".strip()

    def to_dict(self) -> dict:
        return asdict(self)

    @classmethod
    def from_dict(cls, data: dict) -> QuestionResult:
        families = [FamilyResult(**family) for family in data["families"]]
        return cls(**{**data, "families": families})


def shown(text: str, most: int = 600) -> str:
    """A text that came from a student's code, as it may stand in tables, pages and terminals.

    >>> ascii(shown("red " + chr(27) + "[31m, two" + chr(10) + "lines"))
    "'red \\\\ufffd[31m, two lines'"
    """
    text = text if len(text) <= most else text[:most] + " …"
    return "".join(
        letter if letter.isprintable() else " " if letter.isspace() else "\ufffd" for letter in text
    )


def points_text(points: float) -> str:
    """Points as a person writes them: 15, 2.5."""
    return f"{points:g}"
