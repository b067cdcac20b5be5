"""What goes into the untrusted pass, and what comes out of it: plain data that can be stored and sent."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass, field

from .results import QuestionResult

MENDED, SUSPICIOUS, LIMIT = "mended", "suspicious", "limit"


class CannotBeRun(Exception):
    """A submission of which nothing can be run; the text says why, for people."""


@dataclass(frozen=True)
class Remark:
    """Something a teacher should know: `kind` is "mended", "suspicious" or "limit"; `text` one plain sentence."""

    kind: str
    text: str


@dataclass(frozen=True)
class Handed:
    """A sanitised submission: the notebook as JSON text, data files by name, and what was noticed on the way."""

    notebook: str
    files: dict[str, bytes] = field(default_factory=dict)
    remarks: tuple[Remark, ...] = ()

    @property
    def digest(self) -> str:
        """A digest of all of it that is run."""
        digest = hashlib.sha256()
        for name, content in [
            ("", self.notebook.encode("utf-8", "surrogatepass")),
            *sorted(self.files.items()),
        ]:
            digest.update(f"{name!r} {len(content)} ".encode() + content)
        return digest.hexdigest()


@dataclass
class Executed:
    """What running and judging ended with: the notebook with its outputs (JSON), and each question's result.

    `failed` is empty, or says why nothing could be run; `stages` are the seconds each stage took; `unwalled` says
    that it ran with the grader's own rights because no wall holds there.
    """

    notebook: str
    results: dict[str, QuestionResult]
    remarks: tuple[Remark, ...] = ()
    seconds: float = 0.0
    failed: str = ""
    stages: dict[str, float] = field(default_factory=dict)
    unwalled: bool = False

    def to_dict(self) -> dict:
        return asdict(self)

    @classmethod
    def from_dict(cls, data: dict) -> Executed:
        results = {name: QuestionResult.from_dict(result) for name, result in data["results"].items()}
        remarks = tuple(Remark(**remark) for remark in data["remarks"])
        return cls(**{**data, "results": results, "remarks": remarks})
