"""The terminal's tables say what report.html says, and obey no control sequence in a name."""

import pytest
from rich.console import Console

from cnn_helpers.commands.class_tables import grades_table, report_tables
from cnn_helpers.grading.class_files.tables import QuestionGrade


def said(*tables):
    console = Console(width=200, record=True, force_terminal=False)
    for table in tables:
        console.print(table)
    return " ".join(console.export_text().replace("│", " ").split())


def test_scores_are_final_and_remarks_have_a_column_only_where_there_are_any(graded):
    late = graded("ada", 90.0, late_penalty=5.0)
    text = said(grades_table([late]))
    assert "ada 85 of 100 (5 off: late) graded" in text
    assert "remarks" not in text
    text = said(grades_table([late, graded("bob", remarks="a cell was put back", limits="memory")]))
    assert "memory; a cell was put back" in text


def test_questions_mistakes_and_suspicious_submissions_are_told(class_of, graded):
    scores = {"ada": (10, 10), "bob": (5, 0), "cy": (0, 5)}
    grades = [graded(name, float(sum(points)), max_score=20.0) for name, points in scores.items()]
    rows = [
        QuestionGrade(name, "a", f"q{i}", float(p), 10.0, "half" if p < 10 else "", "use all")
        for name, points in scores.items()
        for i, p in enumerate(points)
    ]
    text = said(*report_tables(class_of(grades, rows)))
    assert "a q0 50 % 5 of 10 1 of 3 0.50" in text
    assert "2 67 % q0 half use all" in text
    assert "Suspicious" not in text
    text = said(*report_tables(class_of([graded("eve", suspicious="it reads a file")])))
    assert "eve a it reads a file" in text


@pytest.mark.parametrize("name", ["\x1b[31mred", "[red]x[/red]", "[/]", "a\u202eb"])
def test_name_is_shown_and_not_obeyed(class_of, graded, name):
    tables = report_tables(class_of([graded(name, suspicious=name, remarks=name)]))
    text = said(*tables)
    assert "\x1b" not in text and "\u202e" not in text
    assert name.replace("\x1b", "[U+001B]").replace("\u202e", "[U+202E]") in text


def test_tables_of_an_ungraded_class_are_refused(tmp_path):
    with pytest.raises(FileNotFoundError, match="cnn-course grade"):
        report_tables(tmp_path)
