"""A question's result in words: as plain lines, as a box in a notebook, and as data for the grader beside it."""

from __future__ import annotations

import html

from .results import FamilyResult, QuestionResult, points_text

RESULT_MIME = "application/vnd.cnn-course.result+json"
BOX = "border-left:4px solid {};padding:0 1em;margin:.5em 0"


def show(result: QuestionResult, where: str, after: str = "") -> None:
    """Show a result in a notebook, with its data beside it for the grader; in a terminal print it.

    `after` is said at the end.
    """
    text = "\n".join(filter(None, [as_text(result, where), after]))
    try:
        get_ipython()  # type: ignore[name-defined]  # only defined inside IPython
    except NameError:
        print(text)
        return
    from IPython.display import display

    bundle = {"text/plain": text, "text/html": as_html(result, where, after), RESULT_MIME: result.to_dict()}
    display(bundle, raw=True)


def as_text(result: QuestionResult, where: str = "") -> str:
    """A result in plain lines: the score, then what is lost and the hint."""
    lines = [f"{result.question}: {_score(result)}{' ' + where if where else ''}."]
    if result.right:
        lines[0] += " All right."
    for family, problem in _lost(result):
        lines.append(f"  lost {points_text(family.max_points)}: {family.title}{problem}")
    return "\n".join([*lines, *(f"  {text}" for text in _advice(result))])


def as_html(result: QuestionResult, where: str = "", after: str = "") -> str:
    """The same for a notebook page; everything that came from a student's code is escaped."""
    lost = {family.title: problem for family, problem in _lost(result)}
    rows = "".join(
        f"<li>{'&#10003;' if family.passed else '&#10007;'} {html.escape(family.title)}: "
        f"{points_text(family.points)} of {points_text(family.max_points)}"
        f"<small>{html.escape(lost.get(family.title, ''))}</small></li>"
        for family in result.families
    )
    advice = "".join(f"<p>{html.escape(text)}</p>" for text in _advice(result))
    end = f"<p><small>{html.escape(after)}</small></p>" if after else ""
    return (
        f'<div style="{BOX.format("#009e73" if result.right else "#d55e00")}">'
        f"<p><code>{html.escape(result.question)}</code>: <b>{_score(result)}</b> {html.escape(where)}</p>"
        f'<ul style="list-style:none;padding-left:0">{rows}</ul>{advice}{end}</div>'
    )


def _score(result: QuestionResult) -> str:
    return f"{points_text(result.points)} of {points_text(result.max_points)} points"


def _lost(result: QuestionResult) -> list[tuple[FamilyResult, str]]:
    """The families that are lost, with their case and problem in brackets; a problem is told once."""
    told, lost = set(), []
    for family in result.families:
        if not family.passed:
            lost.append((family, "" if family.problem in told else f" ({family.case}: {family.problem})"))
            told.add(family.problem)
    return lost


def _advice(result: QuestionResult) -> list[str]:
    """The note and the hint, where there are any."""
    return [text for text in (result.note, result.hint and f"Hint: {result.hint}") if text]
