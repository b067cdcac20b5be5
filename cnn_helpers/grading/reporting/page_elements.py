"""The pieces that the report's sections are made of: tables, lists, bars and links."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

from .markup import Html, element, quoted
from .text import percent

NUMBER = "n"  # the class of columns that hold numbers


def table(
    caption: str, headings: Sequence[tuple[str, str]], rows: Sequence[Sequence], kind: str = "sortable"
) -> Html:
    """A table in a box that scrolls when it is wider than the screen; `headings` are (text, class).

    The first cell of a row names it.
    """
    head = [element("th", text, scope="col", class_=column or None) for text, column in headings]
    body = []
    for row in rows:
        cells = [
            element("td", cell, class_=column or None)
            for cell, (_, column) in zip(row[1:], headings[1:], strict=True)
        ]
        body.append(element("tr", element("th", row[0], scope="row"), cells))
    whole = element(
        "table",
        element("caption", caption),
        element("thead", element("tr", head)),
        element("tbody", body),
        class_=kind,
    )
    return element("div", whole, class_="scroll", tabindex=0, role="region", aria_label=caption)


def bar(share: float) -> Html:
    """A share as a bar with its percentage beside it."""
    picture = element(
        "svg",
        element("rect", width=100, height=10, class_="rail"),
        element("rect", width=round(100 * share, 1), height=10, class_="bar"),
        viewBox="0 0 100 10",
        class_="share",
        aria_hidden="true",
    )
    return element("span", percent(share), " ", picture, class_="nowrap")


def status_badge(status: str) -> Html:
    return element("span", status, class_=f"badge {status if status in ('graded', 'failed') else 'missing'}")


def key_numbers(pairs: Sequence[tuple[str, str]]) -> Html:
    """Numbers with what they are, in a row."""
    return element(
        "dl",
        [element("div", element("dt", name), element("dd", value)) for name, value in pairs],
        class_="keys",
    )


class Pages:
    """Links from the report to what nbgrader wrote beside it, where that is there."""

    def __init__(self, class_dir: Path):
        self.class_dir = class_dir

    def link(self, words: str | Html, *parts: str) -> Html | None:
        """A link to the file `parts` under the class folder, or None when there is no such file."""
        if any(part in ("", ".", "..") or "/" in part for part in parts):
            return None
        try:
            there = self.class_dir.joinpath(*parts).is_file()
            address = quote("/".join(parts))
        except (OSError, ValueError):  # a name that no file can have
            return None
        return element("a", words, href=address) if there else None

    def feedback(self, words: str | Html, student: str, assignment: str) -> Html | None:
        return self.link(words, "feedback", student, assignment, f"{assignment}.html")

    def notebook(self, words: str | Html, student: str, assignment: str) -> Html | None:
        return self.link(words, "autograded", student, assignment, f"{assignment}.ipynb")

    def student(self, student: str, assignment: str) -> Html:
        """The student's name, linked to the feedback page where there is one."""
        return self.feedback(quoted(student), student, assignment) or quoted(student)
