"""Texts that students could have written, made safe to show: one line, nothing invisible, not endless."""

from __future__ import annotations

import unicodedata
from functools import cache

LONGEST = 400
# Marks that reorder or hide what stands beside them; joiners stay, because names and emoji need them.
HIDDEN = frozenset(
    "\u061c\u200b\u200e\u200f\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2060\u2066\u2067\u2068\u2069\ufeff"
)


def visible(text: str, longest: int = LONGEST) -> str:
    """`text` on one line of at most `longest` characters, where what would be invisible is named instead.

    >>> visible("a\\u202eb\\x1b[31m\\nc")
    'a[U+202E]b[U+001B][31m c'
    """
    shown = revealed(" ".join(text[: 2 * longest].split()))
    return shown if len(shown) <= longest else shown[: longest - 1] + "…"


def revealed(text: str) -> str:
    """`text` with its control characters, marks of direction and halves of characters named; spaces stay."""
    return "".join(f"[U+{ord(c):04X}]" if _is_hidden(c) else c for c in text)


@cache
def _is_hidden(character: str) -> bool:
    return character in HIDDEN or (
        unicodedata.category(character) in ("Cc", "Cs") and character not in "\n\t"
    )


def joined(names: list[str], most: int = 30) -> str:
    """Names in a row, the first `most` of them.

    >>> joined(["ada", "bob", "cy"], most=2)
    'ada, bob and 1 more'
    """
    more = len(names) - most
    return ", ".join(names[:most]) + (f" and {more} more" if more > 0 else "")


def number(value: float | None, digits: int = 1) -> str:
    """A number as a person writes it, "-" for None.

    >>> number(97.5), number(100.0), number(-0.04), number(None)
    ('97.5', '100', '0', '-')
    """
    if value is None:
        return "-"
    text = f"{value:.{digits}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return "0" if text == "-0" else text


def percent(share: float | None) -> str:
    """
    >>> percent(0.756), percent(None)
    ('76 %', '-')
    """
    return "-" if share is None else f"{100 * share:.0f} %"


def counted(count: int, one: str, many: str = "") -> str:
    """
    >>> counted(1, "submission"), counted(3, "submission"), counted(2, "was", "were")
    ('1 submission', '3 submissions', '2 were')
    """
    return f"{count} {one if count == 1 else many or one + 's'}"
