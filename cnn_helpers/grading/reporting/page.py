"""report.html: one page of a graded class that needs no network, no script and nothing beside it."""

from __future__ import annotations

import base64
import hashlib
import os
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from . import sections
from .class_results import AssignmentResults, read_class
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
FILES = (
    ("grades.csv", "grades.csv"),
    ("questions.csv", "questions.csv"),
    ("canvas.csv", "canvas.csv"),
    ("moodle.csv", "moodle.csv"),
)


def write_report(class_dir: Path, title: Callable[[str], str] | None = None) -> Path:
    """Write CLASS_DIR/report.html from grades.csv and questions.csv, whole or not at all; return its path.

    `title` gives an assignment's title for its name. Raises FileNotFoundError when the class has not been graded.
    """
    class_dir = Path(class_dir).resolve()
    results = read_class(class_dir, title)
    graded_at = datetime.fromtimestamp((class_dir / "grades.csv").stat().st_mtime)
    path = class_dir / "report.html"
    part = path.with_name(path.name + ".part")
    part.write_text(page(results, class_dir, graded_at), encoding="utf-8")
    os.replace(part, path)
    return path


def page(results: list[AssignmentResults], class_dir: Path, graded_at: datetime) -> str:
    """The whole page. Its own policy forbids every script but ours and every request."""
    pages = Pages(class_dir)
    name = class_dir.name
    body = [
        element("p", "Graded class", class_="kicker"),
        element("h1", quoted(name)),
        element("p", f"As of {graded_at:%Y-%m-%d %H:%M}. Files: ", _files(pages), class_="note"),
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


def _files(pages: Pages) -> Sequence[Html | str]:
    there = [link for words, name in FILES if (link := pages.link(words, name))]
    return [part for link in there for part in (", ", link)][1:]


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
        sections.remarked(results, pages, "suspicious", "Suspicious", suspicious),
        sections.failed(results, pages),
        sections.remarked(results, pages, "limits", "Limits hit", limits),
        sections.remarked(results, pages, "remarks", "Mended before grading", "None of these cost a point."),
        sections.slow(results, pages),
        element("h3", "Students"),
        sections.students(results, pages),
        aria_labelledby=f"a{place}",
    )
