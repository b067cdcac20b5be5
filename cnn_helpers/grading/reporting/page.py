"""report.html: one page of a graded class that needs no network, no script and nothing beside it."""

from __future__ import annotations

import base64
import hashlib
from datetime import datetime
from pathlib import Path

from ...files import write_whole
from ..class_folder import ClassFolder
from . import sections
from .class_results import AssignmentResults, GradedClass
from .item_analysis import median
from .markup import Html, element, quoted
from .page_elements import NUMBER, Pages, table
from .text import counted, number

STYLE = (Path(__file__).parent / "report.css").read_text(encoding="utf-8")
# Only sorting by a click and unfolding for the printer; the page is complete without it.
SCRIPT = """
const value = text => parseFloat(text.replace(/^[a-z ]+/, "")) || 0;
for (const table of document.querySelectorAll("table.sortable")) {
  table.querySelectorAll("thead th").forEach((head, column) => {
    const button = document.createElement("button");
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener("click", () => {
      const down = head.getAttribute("aria-sort") === "ascending";
      for (const other of head.parentNode.children) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      const text = row => row.children[column].textContent.trim();
      const compare = head.classList.contains("n")
        ? (a, b) => value(text(a)) - value(text(b))
        : (a, b) => text(a).localeCompare(text(b));
      const body = table.tBodies[0];
      body.append(...[...body.rows].sort((a, b) => (down ? compare(b, a) : compare(a, b))));
    });
  });
}
addEventListener("beforeprint", () => document.querySelectorAll("details").forEach(d => { d.open = true; }));
"""


def write_report(folder: ClassFolder, graded: GradedClass) -> Path:
    """Write a graded class's report.html, whole or not at all; return its path."""
    name, graded_at = folder.path.resolve().name, datetime.fromtimestamp(folder.grades.stat().st_mtime)
    pages = Pages(folder)
    write_whole(folder.report, page(graded.assignments, pages, name, graded_at), lasting=True)
    return folder.report


def page(results: list[AssignmentResults], pages: Pages, name: str, graded_at: datetime) -> str:
    """The whole page of the class `name`. Its own policy forbids every script but ours and every request."""
    body = [
        element("p", "Graded class", class_="kicker"),
        element("h1", quoted(name)),
        element("p", f"As of {graded_at:%Y-%m-%d %H:%M}. Files: ", pages.tables(), class_="note"),
        _look_first(results),
        _overview(results),
        [_assignment(one, pages, place) for place, one in enumerate(results, 1)],
    ]
    policy = f"default-src 'none'; style-src {_hash(STYLE)}; script-src {_hash(SCRIPT)}"
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=policy),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("title", f"Report: {name}"),
        element("style", Html(STYLE)),
    )
    script = element("script", Html(SCRIPT))
    return f"<!DOCTYPE html>\n{element('html', head, element('body', element('main', body), script), lang='en')}\n"


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _look_first(results: list[AssignmentResults]) -> Html:
    """What a teacher should look at before the numbers, linked."""
    if not any(one.grades for one in results):
        return element("p", "There is no submission in this class yet.")
    found = []
    for place, one in enumerate(results, 1):
        lines = [
            (
                len([g for g in one.grades if g.suspicious]),
                "suspicious",
                "suspicious",
                f"{one.name}-suspicious",
            ),
            (len(one.with_status("failed")), "could not be run", "could not be run", f"{one.name}-failed"),
            (len([g for g in one.grades if g.limits]), "hit a limit", "hit a limit", f"{one.name}-limits"),
            (
                len([i for i in one.items if i.flag == "negative"]),
                "question discriminates negatively",
                "questions discriminate negatively",
                f"a{place}-questions",
            ),
        ]
        links: list[object] = []
        for count, singular, plural, anchor in lines:
            if count:
                link = element("a", counted(count, singular, plural), href=f"#{anchor}")
                links += [", " if links else None, link]
        if links:
            found.append(element("li", f"{one.title}: ", links))
    if not found:
        return element("p", "Nothing needs a second look: every submission that was handed in could be run.")
    heading = element("h2", "Look at these first", id="first")
    return element("section", heading, element("ul", found), class_="first", aria_labelledby="first")


def _overview(results: list[AssignmentResults]) -> Html | None:
    """One row an assignment, where there are several."""
    if len(results) < 2:
        return None
    headings = [("assignment", "")]
    headings += [(name, NUMBER) for name in ("graded", "failed", "missing", "late", "mean", "median", "of")]
    rows = [
        (
            element("a", one.title, href=f"#a{i}"),
            len(one.graded),
            len(one.with_status("failed")),
            len(one.with_status("missing")),
            len(one.late),
            number(sum(one.finals) / len(one.finals) if one.finals else None),
            number(median(one.finals)),
            number(one.max_score),
        )
        for i, one in enumerate(results, 1)
    ]
    return element("section", element("h2", "Assignments"), table("Assignments of the class", headings, rows))


def _assignment(results: AssignmentResults, pages: Pages, place: int) -> Html:
    suspicious = (
        "Each was graded for what its code answers; the sentence says what was noticed, not who meant what."
    )
    limits = "What was stopped is said by the limit's name; the questions answered until then were judged."
    return element(
        "section",
        element("h2", results.title, id=f"a{place}"),
        element("p", element("code", results.name), class_="note") if results.title != results.name else None,
        sections.scores(results),
        sections.questions(results, f"a{place}-questions"),
        sections.mistakes(results),
        sections.unnamed(results),
        sections.remarked(results, pages, "suspicious", "Suspicious", suspicious),
        sections.failed(results, pages),
        sections.remarked(results, pages, "limits", "Limits hit", limits),
        sections.remarked(results, pages, "remarks", "Mended before grading", "None of these cost a point."),
        sections.slow(results, pages),
        element("h3", "Students"),
        sections.students(results, pages),
        aria_labelledby=f"a{place}",
    )
