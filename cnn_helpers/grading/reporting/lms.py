"""canvas.csv and moodle.csv: final scores in the form that the two learning platforms import.

Checked against the importers' published source (Canvas: `lib/gradebook_importer.rb`; Moodle:
`grade/import/csv/classes/load_data.php`) and Moodle's documentation "Grade import"; no real Canvas or Moodle
was run, so look at the preview that both show before they change a grade.
"""

from __future__ import annotations

import csv
import html
import io
import re
from collections.abc import Sequence
from pathlib import Path

from ...files import write_whole
from ..class_files.roster import Person, roster_in
from ..class_files.tables import Grade, QuestionGrade, tamed
from ..class_folder import ClassFolder
from .class_results import AssignmentResults, GradedClass
from .text import number, visible

PLAIN_ID = re.compile(r"[\w.@+=-]*")
CANVAS_OWN = re.compile(r"(Current|Final|Override) (Score|Points|Grade|Status)|\s\(\d+\)$")
LONGEST_FEEDBACK = 2000


def write_lms(folder: ClassFolder, graded: GradedClass) -> tuple[Path, Path]:
    """Write a graded class's canvas.csv and moodle.csv; return their paths.

    A score has the late penalty taken off; a failed submission is 0; a missing one is no grade. Who is who comes
    from the class's roster.csv where there is one, else a student's folder is the login name. Raises ValueError for
    a broken roster.
    """
    roster = roster_in(folder.roster)
    people = [roster.of(name) or Person(name) for name in graded.students]
    canvas, moodle = canvas_rows(graded.assignments, people), moodle_rows(graded.assignments, people)
    write_whole(folder.canvas, _csv(canvas), lasting=True)
    write_whole(folder.moodle, _csv(moodle), lasting=True)
    return folder.canvas, folder.moodle


def canvas_rows(results: Sequence[AssignmentResults], people: Sequence[Person]) -> list[list[str]]:
    """Canvas's gradebook file: a heading, the points possible, then a row a student.

    Canvas finds a student by ID (its own number), else by SIS User ID, SIS Login ID, or the name; a column by the
    assignment's title, and offers to make a new assignment of a title that it does not know. An empty cell is no
    grade.
    """
    headings = canvas_headings(results)
    rows = [
        ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", *headings],
        ["    Points Possible", "", "", "", "", *(number(one.max_score, 2) for one in results)],
    ]
    grades = [{grade.student: grade for grade in one.grades} for one in results]
    for person in people:
        # Canvas takes any row whose first cell holds these words for the points of the assignments.
        name = tamed(visible(person.name or person.student)).replace("Points Possible", "Points possible")
        ids = (person.canvas_id, person.sis_id, _login(person))
        scores = (_score(of_it.get(person.student), "") for of_it in grades)
        rows.append([name, *map(tamed_id, ids), tamed(visible(person.section)), *scores])
    return rows


def canvas_headings(results: Sequence[AssignmentResults]) -> list[str]:
    """Titles; an assignment's name where two share a title, or where Canvas would read the title as its own.

    Canvas passes over a heading with "Final Score" or the like in it, and takes "Title (12)" for assignment 12.
    """
    titles = [one.title for one in results]
    headings = []
    for one in results:
        plain = titles.count(one.title) == 1 and not CANVAS_OWN.search(one.title)
        headings.append(tamed(visible(one.title if plain else one.name)))
    return headings


def moodle_rows(results: Sequence[AssignmentResults], people: Sequence[Person]) -> list[list[str]]:
    """Moodle's "CSV file" import: who, then for each assignment the grade and its feedback.

    In the form that follows the upload choose one of the first three columns under "Map from", and map each grade
    column and its feedback column to the same grade item: Moodle loses the grades when only feedback is mapped.
    "-" is no grade: Moodle's importer reads an empty cell so for grade items that it has, not for new ones.
    Moodle stops at the first student whom it does not know.
    """
    rows = [["Username", "ID number", "Email address"]]
    for heading in canvas_headings(results):
        rows[0] += [heading, f"{heading} (feedback)"]
    grades = [{grade.student: grade for grade in one.grades} for one in results]
    questions = [_by_student(one.questions) for one in results]
    for person in people:
        row = [tamed_id(identity) for identity in (_login(person), person.sis_id, person.email)]
        for of_it, answers in zip(grades, questions, strict=True):
            grade = of_it.get(person.student)
            row += [_score(grade, "-"), moodle_feedback(grade, answers.get(person.student, []))]
        rows.append(row)
    return rows


def moodle_feedback(grade: Grade | None, questions: Sequence[QuestionGrade]) -> str:
    """A comment for the student, on one line and escaped, because Moodle shows it as HTML."""
    if grade is None or grade.status == "missing":
        return "Nothing was handed in."
    if grade.status == "failed":
        said = f"It could not be run and scores 0: {grade.reason}"
    else:
        said = f"{number(grade.final, 2)} of {number(grade.max_score, 2)} points."
        if grade.late_penalty:
            said += f" Late: {number(grade.score - grade.final, 2)} taken off {number(grade.score, 2)}."
        for row in questions:
            if row.score < row.max_score:
                said += f" {row.question}: {number(row.score, 2)} of {number(row.max_score, 2)}"
                said += f" ({visible(row.message).rstrip('.')})." if row.message else "."
    return tamed(html.escape(visible(said, LONGEST_FEEDBACK), quote=False))


def tamed_id(text: str) -> str:
    """An identity as it is, so that the platform finds it; tamed only where it could do more than name someone.

    Letters, digits and . _ @ + = - can call nothing in a spreadsheet, and no platform's ids hold anything else
    after one of = + - @.

    >>> tamed_id("-ada@x.org"), tamed_id("=HYPERLINK(1)")
    ('-ada@x.org', "'=HYPERLINK(1)")
    """
    return text if PLAIN_ID.fullmatch(text) else tamed(visible(text))


def _login(person: Person) -> str:
    """The user name; the folder's name where the roster gives no identity at all."""
    known = person.login or person.sis_id or person.email or person.canvas_id
    return person.login if known else person.student


def _score(grade: Grade | None, missing: str) -> str:
    """Two decimals at most, which is what Canvas keeps."""
    return missing if grade is None or grade.status == "missing" else number(grade.final, 2)


def _by_student(rows: Sequence[QuestionGrade]) -> dict[str, list[QuestionGrade]]:
    found: dict[str, list[QuestionGrade]] = {}
    for row in rows:
        found.setdefault(row.student, []).append(row)
    return found


def _csv(rows: Sequence[Sequence[str]]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text).writerows(rows)
    return text.getvalue()
