"""Texts that students could have written, made safe to show: one line, nothing invisible, not endless."""

from __future__ import annotations

import re

LONGEST = 400
# Controls but for tab and new line, halves of characters, and marks that reorder or hide what stands beside
# them. Joiners stay, because names and emoji need them.
HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ud800-\udfff\ufeff]"
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
    return HIDDEN.sub(lambda found: f"[U+{ord(found[0]):04X}]", text)


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
