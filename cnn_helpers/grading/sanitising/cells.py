"""A notebook's cell as plain data, of the release or of a submission."""

from __future__ import annotations

from dataclasses import dataclass, field

SKIP = "skip-execution"  # nbclient's tag


@dataclass(frozen=True, eq=False)
class Cell:
    """One cell: `kind` is "code", "markdown" or "raw"; a submission's `id` and `metadata` may be anything."""

    kind: str
    source: str
    id: str = ""
    metadata: dict = field(default_factory=dict)

    @property
    def grading(self) -> dict:
        """nbgrader's metadata, empty where there is none."""
        found = self.metadata.get("nbgrader")
        return found if isinstance(found, dict) else {}

    @property
    def grade_id(self) -> str:
        name = self.grading.get("grade_id")
        return name if isinstance(name, str) else ""

    @property
    def tags(self) -> list[str]:
        found = self.metadata.get("tags")
        return [tag for tag in found if isinstance(tag, str)] if isinstance(found, list) else []

    @property
    def skipped(self) -> bool:
        return self.kind == "code" and SKIP in self.tags

    # The rest is asked of released cells alone.

    @property
    def graded(self) -> bool:
        """Whether it carries points."""
        return bool(self.grading.get("grade") or self.grading.get("task"))

    @property
    def locked(self) -> bool:
        """Whether its text is the release's, as nbgrader's `is_locked` has it."""
        asked = self.grading
        return not asked.get("solution") and bool(asked.get("grade") or asked.get("locked"))

    @property
    def kept(self) -> bool:
        """Whether nbgrader knows it, so that every submission has to have it."""
        return bool(self.grade_id) and (self.graded or self.locked or bool(self.grading.get("solution")))
