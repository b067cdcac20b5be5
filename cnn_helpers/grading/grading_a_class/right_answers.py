"""The right answers of a class's tasks, kept in its folder so that they are computed once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ...files import write_whole
from ..values import wire
from ..values.answers import Outcome

Outcomes = dict[str, list[Outcome]]


class RightAnswers:
    """The right answers that are kept in a folder."""

    def __init__(self, folder: Path):
        self.folder = folder

    def of(self, name: str, compute: Callable[[], Outcomes]) -> Outcomes:
        """What is kept under `name`; computed and kept where there is nothing that can be read."""
        path = self.folder / f"{name}.frame"
        answers = _read(path)
        if answers is None:
            answers = compute()
            _write(path, answers)
        return answers


def _write(path: Path, answers: Outcomes) -> None:
    """In the form in which answers leave a sandbox."""
    plain = {name: [[o.value, o.error, o.text] for o in outcomes] for name, outcomes in answers.items()}
    write_whole(path, wire.encode(plain))


def _read(path: Path) -> Outcomes | None:
    try:
        content = path.read_bytes()
        size, _ = wire.LENGTHS.unpack(content[: wire.LENGTHS.size])
        body = wire.LENGTHS.size + size
        plain = wire.decode(content[wire.LENGTHS.size : body], content[body:])
        return {name: [Outcome(*told) for told in outcomes] for name, outcomes in plain.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return None
