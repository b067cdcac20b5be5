"""What is noticed while a submission is sanitised, gathered into a few sentences."""

from __future__ import annotations

from ..values.submission_run import Remark

NAMES_IN_A_REMARK = 6


class Noted:
    """Names gathered under a sentence each, so that a notebook of a thousand odd cells has a few remarks.

    >>> noted = Noted()
    >>> noted.add("mended", "Cells that were missing were put back", "double")
    >>> noted.add("mended", "Cells that were missing were put back", "double-check")
    >>> noted.remarks()[0].text
    'Cells that were missing were put back: double, double-check.'
    """

    def __init__(self) -> None:
        self._names: dict[tuple[str, str], list[str]] = {}

    def add(self, kind: str, sentence: str, *names: str) -> None:
        self._names.setdefault((kind, sentence), []).extend(names)

    def remarks(self) -> tuple[Remark, ...]:
        """One remark a sentence, in the order in which they were first met."""
        return tuple(
            Remark(kind, f"{sentence}{_listed(names)}.") for (kind, sentence), names in self._names.items()
        )


def _listed(names: list[str]) -> str:
    unlike = list(dict.fromkeys(shown(name) for name in names))
    if not unlike:
        return ""
    more = len(unlike) - NAMES_IN_A_REMARK
    return ": " + ", ".join(unlike[:NAMES_IN_A_REMARK]) + (f" and {more} more" if more > 0 else "")


def shown(name: str) -> str:
    r"""A name from a submission as it may be printed: one short line without control characters.

    >>> shown("tiny\n.ipynb")
    'tiny?.ipynb'
    """
    line = "".join(letter if letter.isprintable() else "?" for letter in name[:61])
    return line if len(line) <= 60 else line[:57] + "..."
