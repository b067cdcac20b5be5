"""The right answers of a class's exam, kept in its folder so that they are computed once."""

from __future__ import annotations

from pathlib import Path

from ...files import write_whole
from ..values import wire
from ..values.answers import Outcome


def keep_right_answers(path: Path, answers: dict[str, list[Outcome]]) -> None:
    """Write them to `path`, in the form in which answers leave a sandbox."""
    plain = {name: [[o.value, o.error, o.text] for o in outcomes] for name, outcomes in answers.items()}
    write_whole(path, wire.encode(plain))


def right_answers_in(path: Path) -> dict[str, list[Outcome]] | None:
    """What is kept there; None when there is nothing that can be read."""
    try:
        content = path.read_bytes()
        size, _ = wire.LENGTHS.unpack(content[: wire.LENGTHS.size])
        body = wire.LENGTHS.size + size
        plain = wire.decode(content[wire.LENGTHS.size : body], content[body:])
        return {name: [Outcome(*told) for told in outcomes] for name, outcomes in plain.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return None
