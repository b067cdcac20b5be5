"""The sections of the report, each for one assignment."""

from __future__ import annotations

from collections.abc import Sequence

from ..class_files.tables import Grade
from .class_results import AssignmentResults
from .histogram_figure import histogram_figure
from .item_analysis import ENOUGH, LOW, Item, median
from .markup import Html, element, fragment, hint, quoted
from .page_elements import NUMBER, Pages, bar, key_numbers, status_badge, table
from .text import counted, number, percent

MISTAKES, NAMES, SLOWEST, OPEN_ROWS = 15, 30, 10, 40


def scores(results: AssignmentResults) -> Html:
    """Key numbers beside the histogram."""
    finals, late = results.finals, results.late
    mean = sum(finals) / len(finals) if finals else None
    pairs = [
        *((status, str(len(results.with_status(status)))) for status in ("graded", "failed", "missing")),
        ("late", str(len(late))),
        ("mean", number(mean)),
        ("median", number(median(finals))),
        ("lowest", number(min(finals, default=None))),
        ("highest", number(max(finals, default=None))),
    ]
    note = f"Out of {number(results.max_score)} points, over graded submissions"
    if late:
        lost = sum(grade.score - grade.final for grade in late) / len(late)
        note += f"; late ones lost {number(lost)} points on average, which are taken off here"
    title = f"Final scores of {counted(len(finals), 'graded submission')}"
    figure = histogram_figure(results.shares, results.max_score, title) if finals else None
    numbers = element("div", key_numbers(pairs), element("p", note + ".", class_="note"))
    return element("div", numbers, figure, class_="two")


def questions(results: AssignmentResults, anchor: str) -> Html | None:
    """The item table with a line that explains it."""
    if not results.items:
        return None
    headings = [
        ("question", ""),
        ("points won", NUMBER),
        ("mean", NUMBER),
        ("discrimination", NUMBER),
        ("all points", NUMBER),
        ("no points", NUMBER),
    ]
    rows = [
        (
            element("code", item.question),
            bar(item.difficulty),
            f"{number(item.mean)} of {number(item.max_points)}",
            [element("span", f"{item.flag} ", class_="flag") if item.flag else None, discrimination(item)],
            item.all_points,
            item.no_points,
        )
        for item in results.items
    ]
    return fragment(
        element("h3", "Questions", id=anchor),
        table(f"Questions of {results.title}", headings, rows),
        element(
            "p",
            "Points won is the mean share of a question's points, its difficulty: a high share means easy. "
            "Discrimination is the correlation of a question's points with those of all other questions; "
            "“-” where it is undefined. Near 1, strong students get it right and weak ones do not; near 0 it tells "
            "nothing about them; below 0, those who do well elsewhere lose it more often, so look at the question. "
            f"Values below {LOW} are marked low or negative once {ENOUGH} submissions are graded.",
            class_="note",
        ),
    )


def discrimination(item: Item) -> str:
    """Two decimals, or "-"."""
    return "-" if item.discrimination is None else f"{item.discrimination:z.2f}"


def mistakes(results: AssignmentResults) -> Html | None:
    """The commonest recognised mistakes with their hints, and how many lost answers were recognised."""
    lost = [row for row in results.judged if row.score < row.max_score]
    if not lost:
        return None
    recognised = sum(bool(row.mistake) for row in lost)
    shown = [
        element(
            "li",
            element("b", counted(mistake.times, "student"), class_="count"),
            f" ({percent(mistake.times / len(results.graded))} of the graded) in ",
            element("code", mistake.question),
            ": ",
            quoted(mistake.mistake),
            element("blockquote", "Hint given: ", hint(mistake.hint)) if mistake.hint else None,
        )
        for mistake in results.mistakes[:MISTAKES]
    ]
    more = len(results.mistakes) - len(shown)
    note = f"{recognised} of {counted(len(lost), 'answer')} that lost points made a recognised mistake."
    note += f" {counted(more, 'rarer one is', 'rarer ones are')} in questions.csv." if more > 0 else ""
    return fragment(
        element("h3", "Commonest recognised mistakes"),
        element("ol", shown, class_="plain") if shown else None,
        element("p", note, class_="note"),
    )


def unnamed(results: AssignmentResults) -> Html | None:
    """Wrong answers that are alike and have no name, with the line that would name them."""
    if not results.unnamed:
        return None
    shown = [
        element(
            "li",
            element("b", counted(alike.times, "student"), class_="count"),
            " in ",
            element("code", alike.question),
            ": ",
            quoted(alike.message),
            element(
                "div",
                "The line: ",
                element("code", f"{results.name},{alike.question},{alike.group},NAME,HINT"),
            ),
        )
        for alike in results.unnamed[:MISTAKES]
    ]
    return fragment(
        element("h3", "Alike, and without a name"),
        element("ol", shown, class_="plain"),
        element(
            "p",
            "These answers are the same in all public cases. To name such a mistake, put its line, with a name "
            "and a hint of "
            "your own, into names.csv in the class folder, under the heading "
            "assignment,question,group,name,hint, and grade "
            "again: nothing is run anew.",
            class_="note",
        ),
    )


def remarked(results: AssignmentResults, pages: Pages, column: str, heading: str, note: str) -> Html | None:
    """What was said in a column of remarks, each sentence once, with the students it was said of."""
    return said(heading, note, results.by_remark(column), results.name, pages, f"{results.name}-{column}")


def failed(results: AssignmentResults, pages: Pages) -> Html | None:
    """Submissions of which nothing could be run, by reason."""
    reasons: dict[str, list[str]] = {}
    for grade in results.with_status("failed"):
        reasons.setdefault(grade.reason or "no reason was recorded", []).append(grade.student)
    entries = sorted(reasons.items(), key=lambda one: (-len(one[1]), one[0]))
    note = "They score 0; hand them back, or mend the file and grade again."
    return said("Could not be run", note, entries, results.name, pages, f"{results.name}-failed")


def said(
    heading: str,
    note: str,
    entries: Sequence[tuple[str, list[str]]],
    assignment: str,
    pages: Pages,
    anchor: str,
) -> Html | None:
    """A list of sentences, each with its students."""
    if not entries:
        return None
    listed = []
    for text, students in entries:
        names: list[object] = []
        for student in students[:NAMES]:
            names += [", " if names else None, pages.student(student, assignment)]
        more = len(students) - NAMES
        names.append(f" and {more} more" if more > 0 else None)
        listed.append(element("li", quoted(text), element("div", names, class_="who")))
    return fragment(
        element("h3", heading, id=anchor),
        element("p", note, class_="note"),
        element("ul", listed, class_="plain"),
    )


def slow(results: AssignmentResults, pages: Pages) -> Html | None:
    """The slowest submissions beside the median."""
    run = [grade for grade in results.grades if grade.status != "missing"]
    if not run:
        return None
    slowest = sorted(run, key=lambda grade: -grade.seconds)[:SLOWEST]
    rows = [
        (pages.student(grade.student, results.name), f"{grade.seconds:.1f}", status_badge(grade.status))
        for grade in slowest
    ]
    middle = median([grade.seconds for grade in run])
    total = sum(grade.seconds for grade in run)
    caption = (
        f"Slowest {len(rows)} of {counted(len(run), 'submission')}; median {number(middle)} s, all together "
    )
    caption += f"{number(total / 60)} min"
    headings = [("student", ""), ("seconds", NUMBER), ("status", "")]
    return fragment(element("h3", "Time to grade"), table(caption, headings, rows, kind="narrow"))


def students(results: AssignmentResults, pages: Pages) -> Html:
    """Every submission; folded away when there are many."""
    late = bool(results.late)
    headings = [("student", ""), ("final score" if late else "score", NUMBER), ("status", "")]
    headings += [("before penalty", NUMBER), ("late penalty", NUMBER)] if late else []
    headings += [("open", "nowrap"), ("remarks", "words")]
    rows = []
    for grade in results.grades:
        row: list[object] = [quoted(grade.student), _points(grade, grade.final), status_badge(grade.status)]
        if late:
            row += [_points(grade, grade.score), number(grade.late_penalty) if grade.late_penalty else ""]
        links = [
            pages.feedback("feedback", grade.student, results.name),
            " ",
            pages.notebook("notebook", grade.student, results.name),
        ]
        told = "; ".join(filter(None, (grade.reason, grade.suspicious, grade.limits, grade.remarks)))
        rows.append([*row, links, quoted(told) if told else None])
    caption = f"Scores out of {number(results.max_score)}"
    return element(
        "details",
        element("summary", f"All {counted(len(rows), 'student')}"),
        table(caption, headings, rows),
        open="open" if len(rows) <= OPEN_ROWS else None,
    )


def _points(grade: Grade, points: float) -> str:
    """Nothing for a student who handed nothing in: that is no score."""
    return "" if grade.status == "missing" else number(points, 2)
