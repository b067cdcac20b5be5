"""The pieces that the report's sections are made of: tables, lists, bars and links."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

from ..class_folder import ClassFolder, notebook_in, page_in
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

    def __init__(self, folder: ClassFolder):
        self.folder = folder

    def tables(self) -> list[Html | str]:
        """Links to the CSV files, with commas between them."""
        folder = self.folder
        tables = (folder.grades, folder.questions, folder.canvas, folder.moodle)
        there = [link for path in tables if (link := self._link(path.name, path))]
        return [part for link in there for part in (", ", link)][1:]

    def feedback(self, words: str | Html, student: str, assignment: str) -> Html | None:
        if not (_is_name(student) and _is_name(assignment)):
            return None
        return self._link(words, page_in(self.folder.feedback / student, assignment))

    def notebook(self, words: str | Html, student: str, assignment: str) -> Html | None:
        if not (_is_name(student) and _is_name(assignment)):
            return None
        return self._link(words, notebook_in(self.folder.autograded / student, assignment))

    def _link(self, words: str | Html, path: Path) -> Html | None:
        """A link to a file in the class folder, or None when there is no such file."""
        try:
            there = path.is_file()
            address = quote(path.relative_to(self.folder.path).as_posix())
        except (OSError, ValueError):  # a name that no file can have
            return None
        return element("a", words, href=address) if there else None

    def student(self, student: str, assignment: str) -> Html:
        """The student's name, linked to the feedback page where there is one."""
        return self.feedback(quoted(student), student, assignment) or quoted(student)


def _is_name(text: str) -> bool:
    """Whether it can be a folder's name, so that no link leads out of the class folder."""
    return text not in ("", ".", "..") and "/" not in text
