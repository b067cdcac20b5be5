"""canvas.csv and moodle.csv hold the final scores where the two importers look for them."""

import csv

import pytest

from cnn_helpers.grading.class_files.tables import QuestionGrade
from cnn_helpers.grading.class_folder import ClassFolder
from cnn_helpers.grading.reporting import lms, write_all
from cnn_helpers.grading.reporting.class_results import GradedClass


def write_lms(class_dir, title=None):
    folder = ClassFolder(class_dir)
    return lms.write_lms(folder, GradedClass(folder.grades, folder.questions, title))


ROSTER = """student,name,email,sis_id,section
ada,"Lovelace, Ada",ada@x.org,1001,A
bob,Bob,bob@x.org,1002,B
"""


def rows(path):
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.reader(file))


def canvas_takes(path, known):
    """What Canvas's importer would take from the file: {(person, title): grade}, and points by title.

    `known` is its students as (canvas id, SIS id, login, name). The rules are those of its published source:
    the points row by its words, a student by own number, else SIS id, else login, else name.
    """
    heading, *body = rows(path)
    assert "Student" in heading[0] and "ID" in heading[1] and len(heading) > 3
    assert heading[2:5] == ["SIS User ID", "SIS Login ID", "Section"]
    points, taken = {}, {}
    for row in body:
        assert len(row) == len(heading)
        cells = dict(zip(heading[5:], row[5:], strict=True))
        if "Points Possible" in row[0]:
            points |= cells
            continue
        identities = ((row[1], 0), (row[2], 1), (row[3], 2), (row[0], 3))
        found = [person for text, i in identities for person in known if text and person[i] == text]
        who = found[0][2] if found else None
        taken |= {(who, title): grade for title, grade in cells.items()}
    return taken, points


@pytest.fixture
def a_class(class_of, graded):
    return class_of(
        [
            graded("ada", 90.5, late_penalty=10.0),
            graded("bob", 0.0, status="failed", reason="the file is empty"),
            graded("cy", 0.0, status="missing", reason="no a.ipynb"),
            graded("ada", 40.0, assignment="b", max_score=50.0),
        ],
        [
            QuestionGrade("ada", "a", "pad", 2.5, 5.0, "one-side", "if a<b, pad both."),
            QuestionGrade("ada", "a", "conv", 20.0, 20.0, "", ""),
        ],
    )


def test_canvas_finds_every_student_by_the_folders_name_and_takes_final_scores(a_class):
    canvas, _ = write_lms(a_class, str.upper)
    known = [("7", "1001", "ada", "x"), ("8", "1002", "bob", "y"), ("9", "1003", "cy", "z")]
    taken, points = canvas_takes(canvas, known)
    assert points == {"A": "100", "B": "50"}
    assert taken == {
        ("ada", "A"): "80.5",
        ("ada", "B"): "40",
        ("bob", "A"): "0",
        ("bob", "B"): "",
        ("cy", "A"): "",
        ("cy", "B"): "",
    }


def test_canvas_finds_students_by_the_rosters_number(a_class):
    (a_class / "roster.csv").write_text(ROSTER)
    canvas, _ = write_lms(a_class)
    known = [("7", "1001", "al", "x"), ("8", "1002", "bb", "y"), ("9", "1003", "cy", "z")]
    taken, _ = canvas_takes(canvas, known)
    assert (taken["al", "a"], taken["bb", "a"], taken["cy", "a"]) == ("80.5", "0", "")
    assert rows(canvas)[2][:5] == ["Lovelace, Ada", "", "1001", "", "A"]


def test_moodle_has_grades_feedback_and_identities(a_class):
    (a_class / "roster.csv").write_text(ROSTER)
    _, moodle = write_lms(a_class, str.upper)
    heading, ada, bob, cy = rows(moodle)
    assert heading == [
        "Username",
        "ID number",
        "Email address",
        "A",
        "A (feedback)",
        "B",
        "B (feedback)",
    ]
    assert ada[:4] == ["", "1001", "ada@x.org", "80.5"]
    assert ada[4] == ("80.5 of 100 points. Late: 10 taken off 90.5. pad: 2.5 of 5 (if a&lt;b, pad both)."), (
        "text that Moodle shows as HTML is escaped"
    )
    assert bob[3:5] == ["0", "It could not be run and scores 0: the file is empty"]
    assert bob[5:] == ["-", "Nothing was handed in."]
    assert cy[:4] == ["cy", "", "", "-"]


@pytest.mark.parametrize("name", ["=1+1", "+cmd|' /C calc'!A0", "@SUM(1)", "-2+3", "＝1", "\t=1"])
def test_names_are_no_formulas_in_a_spreadsheet(class_of, graded, name):
    folder = class_of([graded("ada")])
    (folder / "roster.csv").write_text(f'student,name,section\nada,"{name}","{name}"\n')
    canvas, _ = write_lms(folder)
    cells = rows(canvas)[2]
    assert cells[0] == cells[4] == "'" + name.strip()


def test_identity_that_could_call_something_is_tamed_and_a_plain_one_is_kept(class_of, graded):
    students = ["-ada", "+b@x.org", "=cmd|' /C calc'!A0", "=HYPERLINK(1)"]
    canvas, moodle = write_lms(class_of([graded(student) for student in students]))
    kept = {"-ada", "+b@x.org", "'=cmd|' /C calc'!A0", "'=HYPERLINK(1)"}
    assert {row[3] for row in rows(canvas)[2:]} == kept
    assert {row[0] for row in rows(moodle)[1:]} == kept


def test_message_of_a_student_is_no_formula_either(class_of, graded):
    rows_of_it = [QuestionGrade("ada", "a", "q", 0.0, 5.0, "", "=1")]
    folder = class_of([graded("ada", status="failed", reason="\u202e=1")], rows_of_it)
    _, moodle = write_lms(folder)
    assert rows(moodle)[1][4] == "It could not be run and scores 0: [U+202E]=1"


def test_student_called_points_possible_does_not_set_the_points(class_of, graded):
    folder = class_of([graded("Points Possible", 3.0), graded("ada", 50.0)])
    taken, points = canvas_takes(
        write_lms(folder)[0], [("1", "", "ada", ""), ("2", "", "Points Possible", "")]
    )
    assert points == {"a": "100"}
    assert taken["Points Possible", "a"] == "3"


@pytest.mark.parametrize("title", ["Final Score", "Unposted Current Grade", "Edges (12)"])
def test_title_that_canvas_would_read_as_its_own_gives_way_to_the_name(class_of, graded, title):
    canvas, _ = write_lms(class_of([graded()]), lambda name: title)
    assert rows(canvas)[0][5:] == ["a"]


def test_shared_title_gives_way_to_the_names(class_of, graded):
    canvas, moodle = write_lms(class_of([graded(), graded(assignment="b")]), lambda name: "Same")
    assert rows(canvas)[0][5:] == ["a", "b"]
    assert rows(moodle)[0][3:] == ["a", "a (feedback)", "b", "b (feedback)"]


def test_empty_class_gives_headings(class_of):
    canvas, moodle = write_lms(class_of([]))
    assert (len(rows(canvas)), len(rows(moodle))) == (2, 1)


def test_broken_roster_is_refused_before_anything_is_written(a_class):
    (a_class / "roster.csv").write_text("name\nAda\n")
    with pytest.raises(ValueError, match="with `student` among"):
        write_lms(a_class)
    assert not (a_class / "canvas.csv").exists()


def test_platforms_own_export_serves_as_the_roster(class_of, graded):
    folder = class_of([graded("s1", 90.5), graded("grace", 3.0)])
    (folder / "roster.csv").write_text(
        "Student,ID,SIS User ID,SIS Login ID,Section\n"
        '"Lovelace, Ada",12,s1,ada,A\n"Hopper, Grace",34,,grace,A\n'
    )
    canvas, _ = write_lms(folder)
    assert rows(canvas)[2:] == [
        ["Hopper, Grace", "34", "", "grace", "A", "3"],
        ["Lovelace, Ada", "12", "s1", "ada", "A", "90.5"],
    ]


def test_report_links_to_the_platforms_files(a_class):
    report, canvas, moodle = write_all(a_class)
    assert {canvas.name, moodle.name} == {"canvas.csv", "moodle.csv"}
    assert 'href="canvas.csv"' in report.read_text() and 'href="moodle.csv"' in report.read_text()


def test_broken_roster_is_told_and_takes_no_report_away(a_class):
    (a_class / "roster.csv").write_text("nobody\n")
    with pytest.raises(ValueError, match=r"roster\.csv"):
        write_all(a_class)
    assert (a_class / "report.html").exists()


def test_ungraded_class_is_refused(tmp_path):
    with pytest.raises(FileNotFoundError, match="cnn-course grade"):
        write_all(tmp_path)
    assert not list(tmp_path.iterdir())
