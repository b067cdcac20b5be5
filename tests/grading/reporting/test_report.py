"""report.html says what happened in a class, whatever students wrote, and needs nothing beside it."""

import cProfile
import pstats
import re
from html.parser import HTMLParser

import pytest

from cnn_helpers.grading.assignments.solution import SOLUTIONS_VARIABLE
from cnn_helpers.grading.class_files.tables import QuestionGrade
from cnn_helpers.grading.class_folder import ClassFolder
from cnn_helpers.grading.reporting import page
from cnn_helpers.grading.reporting.class_results import GradedClass, title_of
from cnn_helpers.grading.reporting.text import visible


def write_report(class_dir, title=None):
    folder = ClassFolder(class_dir)
    return page.write_report(folder, GradedClass(folder.grades, folder.questions, title))


HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</style></title><svg onload=alert(1)>",
    "' onclick='alert(1)",
    "&lt;b&gt;",
    "a\nb\r\n<tr>",
    "=HYPERLINK(1)",
    "javascript:alert(1)",
    "..",
    "x" * 5000,
]
VOID = {"meta", "rect", "line", "path"}


class Page(HTMLParser):
    """The elements, texts and attributes of a page; fails where tags do not close in order."""

    def __init__(self, text):
        super().__init__()
        self.open, self.tags, self.attributes, self.texts = [], [], [], []
        self.feed(text)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.attributes += attributes
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.tags.append(tag)
        self.attributes += attributes

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        if "script" not in self.open and "style" not in self.open:
            self.texts.append(data)

    @property
    def text(self):
        return " ".join(" ".join(self.texts).split())


def report(folder, **options):
    return Page(write_report(folder, **options).read_text(encoding="utf-8"))


def answers(student, scores, max_score=10.0, mistake="", message=""):
    return [
        QuestionGrade(student, "a", f"q{i}", float(s), max_score, mistake if s < max_score else "", message)
        for i, s in enumerate(scores)
    ]


@pytest.mark.parametrize("text", HOSTILE)
def test_text_of_a_student_stays_text(class_of, graded, text):
    grade = graded(student=text, reason=text, remarks=text, limits=text, suspicious=text, late_penalty=1.0)
    failed = graded(student=text + "2", score=0.0, status="failed", reason=text)
    rows = [QuestionGrade(text, "a", text, 0.0, 10.0, text, text)]
    page = report(class_of([grade, failed], rows), title=lambda name: text)
    plain = report(class_of([graded(), failed]))
    assert page.tags.count("script") == plain.tags.count("script") == 1
    assert set(page.tags) <= set(plain.tags) | {"table", "blockquote", "ol", "code", "b", "a"}
    assert not [name for name, _ in page.attributes if name.startswith("on")]
    assert visible(text) in page.text


def test_marks_of_direction_and_controls_are_named(class_of, graded):
    text = write_report(class_of([graded(student="ada\u202egnp.exe\x1b[2J")]))
    page = text.read_text(encoding="utf-8")
    assert "ada[U+202E]gnp.exe[U+001B][2J" in page
    assert not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x08\x0b-\x1f]", page)


def test_page_asks_nothing_of_anyone(class_of, graded):
    page = report(class_of([graded(suspicious="x", limits="y")], answers("ada", [1, 10])))
    assert not set(page.tags) & {"link", "img", "iframe", "object", "base", "form", "input"}
    assert "src" not in dict(page.attributes)
    links = [value for name, value in page.attributes if name == "href"]
    assert links
    assert not [link for link in links if re.match(r"[a-z]+:|//|/", link)]
    ids = [value for name, value in page.attributes if name == "id"]
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in links if link.startswith("#")} <= set(ids)


def test_counts_means_and_late_penalties_are_over_graded_submissions(class_of, graded):
    grades = [
        graded("ada", 90.0, late_penalty=10.0),
        graded("bob", 70.0),
        graded("cy", 5.0, late_penalty=20.0),
        graded("dan", 0.0, status="failed", reason="the file is empty"),
        graded("eve", 0.0, status="missing", reason="no a.ipynb"),
    ]
    said = report(class_of(grades)).text
    assert "graded 3 failed 1 missing 1 late 2 mean 50 median 70 lowest 0 highest 80" in said
    assert "lost 7.5 points on average" in said
    assert "0 to 10 %: 1 student; 70 to 80 %: 1 student; 80 to 90 %: 1 student" in said
    assert "the file is empty dan" in said
    assert "Slowest 4 of 4 submissions" in said


def test_questions_and_mistakes_are_told_with_their_numbers(class_of, graded):
    scores = {"ada": [10, 10], "bob": [5, 0], "cy": [0, 5]}
    grades = [graded(name, float(sum(points)), max_score=20.0) for name, points in scores.items()]
    rows = [row for name, s in scores.items() for row in answers(name, s, mistake="half", message="use all")]
    said = report(class_of(grades, rows)).text
    assert "q0 50 % 5 of 10 0.50 1 1" in said
    assert "2 students (67 % of the graded) in q0 : half Hint given: use all" in said
    assert "4 of 4 answers that lost points made a recognised mistake." in said


def test_failed_submissions_do_not_count_in_questions(class_of, graded):
    grades = [graded("ada", 10.0), graded("bob", 0.0, status="failed", reason="broken")]
    said = report(class_of(grades, [*answers("ada", [10]), *answers("bob", [0], message="broken")])).text
    assert "q0 100 % 10 of 10 - 1 0" in said
    assert "recognised" not in said


def test_remarks_are_told_once_with_everyone_they_are_about(class_of, graded):
    grades = [graded(f"s{i:02d}", remarks="put back; retyped" if i else "retyped") for i in range(33)]
    said = report(class_of(grades)).text
    assert "Mended before grading None of these cost a point. retyped s00 , s01 , s02" in said
    assert "s29 and 3 more put back s01" in said
    assert "Nothing needs a second look" in said


def test_what_to_look_at_first_is_linked(class_of, graded):
    grades = [graded("ada", suspicious="reads a file", limits="time; memory"), graded("bob", status="failed")]
    page = report(class_of(grades))
    assert "Look at these first a: 1 suspicious , 1 could not be run , 1 hit a limit" in page.text
    assert {("href", "#a-suspicious"), ("id", "a-suspicious"), ("id", "a-limits")} <= set(page.attributes)


def test_links_lead_to_pages_that_are_there_alone(class_of, graded):
    folder = class_of([graded("ada"), graded("bob b?"), graded("eve")])
    for student in ("ada", "bob b?"):
        path = folder / "feedback" / student / "a" / "a.html"
        path.parent.mkdir(parents=True)
        path.touch()
    links = {value for name, value in report(folder).attributes if name == "href"}
    assert links == {
        "grades.csv",
        "questions.csv",
        "feedback/ada/a/a.html",
        "feedback/bob%20b%3F/a/a.html",
    }


def test_several_assignments_have_a_section_each_and_an_overview(class_of, graded):
    page = report(class_of([graded(assignment="a"), graded(assignment="b", score=40.0)]), title=str.upper)
    assert "Assignments of the class" in page.text
    assert {("href", "#a1"), ("href", "#a2"), ("id", "a1"), ("id", "a2")} <= set(page.attributes)
    assert "Assignments of the class" not in report(class_of([graded()])).text


@pytest.mark.parametrize("students", [0, 1, 12])
def test_small_classes_have_a_page_too(class_of, graded, students):
    grades = [graded(f"s{i}") for i in range(students)]
    said = report(class_of(grades, [r for g in grades for r in answers(g.student, [5, 10])])).text
    assert ("no submission in this class" in said) == (students == 0)
    assert "nan" not in said.lower()


def test_class_where_nothing_could_be_run_has_a_page(class_of, graded):
    said = report(class_of([graded(score=0.0, status="failed", reason="empty")])).text
    assert "graded 0 failed 1" in said
    assert "mean - median -" in said


def test_thousand_students_stay_small_and_cost_no_more_each_than_a_hundred(class_of, graded):
    def written(count):
        """The size of the report on so many students, and the number of calls that writing it made."""
        ids = [f"student-{i:04d}" for i in range(count)]
        grades = [graded(who, float(i % 101), remarks="a cell was put back") for i, who in enumerate(ids)]
        rows = [row for who in ids for row in answers(who, [i % 11 for i in range(8)], mistake="m")]
        folder = class_of(grades, rows, name=f"class-of-{count}")
        for who in ids:
            path = folder / "feedback" / who / "a" / "a.html"
            path.parent.mkdir(parents=True)
            path.touch()
        profile = cProfile.Profile()
        path = profile.runcall(write_report, folder)
        return path.stat().st_size, pstats.Stats(profile).total_calls

    (_, few), (size, many) = written(100), written(1000)
    assert size < 2e6
    assert many < 12 * few


def test_same_results_give_the_same_page(class_of, graded):
    folder = class_of([graded()], answers("ada", [3]))
    first = write_report(folder).read_bytes()
    assert write_report(folder).read_bytes() == first
    assert not list(folder.glob("*.part"))


def test_ungraded_class_is_refused_and_nothing_is_written(tmp_path):
    with pytest.raises(FileNotFoundError, match="cnn-course grade"):
        write_report(tmp_path)
    assert not list(tmp_path.iterdir())


def test_title_is_read_from_the_declaration_without_running_it(tmp_path, monkeypatch):
    monkeypatch.setenv(SOLUTIONS_VARIABLE, str(tmp_path))
    for name, text in {
        "good": 'raise SystemExit\nassignment = Assignment("good", title="All good", questions=())',
        "second": 'assignment = Assignment("second", "Second", ())',
        "odd": "assignment = Assignment(name, title=name + '!')",
        "broken": "assignment = (",
    }.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "questions.py").write_text(text)
    titles = [title_of(name) for name in ("good", "second", "odd", "broken", "absent")]
    assert titles == ["All good", "Second", "odd", "broken", "absent"]
    monkeypatch.setenv(SOLUTIONS_VARIABLE, str(tmp_path / "nowhere"))
    assert title_of("good") == "good"
