"""What recording leaves in the gradebook and beside it, compared with nbgrader's own commands' code."""

import os
import re
import shutil
import stat
from datetime import datetime

import nbformat
import pytest
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.preprocessors import AssignLatePenalties, SaveAutoGrades

from cnn_helpers.grading.class_files.nbgrader_config import class_settings
from cnn_helpers.grading.recording.recorder import Recorder
from cnn_helpers.grading.values.submission_run import Executed

WHEN = datetime(2030, 2, 1, 12, 0)
SCANS = re.compile(r"SCAN (grade|comment|submitted_notebook|submitted_assignment|student)\b")
COLUMNS = ("auto_score", "manual_score", "extra_credit", "needs_manual_grade", "score", "max_score")


def rows(gradebook, name):
    """Every student's grades, comments and submission, without the random ids."""
    found = {}
    for submission in gradebook.assignment_submissions(name):
        found[submission.student.id] = (submission.timestamp, submission.late_submission_penalty)
        for notebook in submission.notebooks:
            for grade in notebook.grades:
                found[submission.student.id, grade.cell.name] = [getattr(grade, c) for c in COLUMNS]
            for comment in notebook.comments:
                facts = (comment.auto_comment, comment.manual_comment)
                found[submission.student.id, comment.cell.name, "comment"] = facts
    return found


def stock(class_dir, name, student, executed, when):
    """nbgrader's own steps, each with its own connection and its many commits."""
    url = f"sqlite:///{class_dir / 'gradebook.db'}"
    with Gradebook(url) as gradebook:
        gradebook.update_or_create_student(student)
        gradebook.update_or_create_submission(name, student, timestamp=when)
    notebook = nbformat.reads(executed.notebook, as_version=4)
    resources = {"nbgrader": {"notebook": name, "assignment": name, "student": student, "db_url": url}}
    for step in (SaveAutoGrades(), AssignLatePenalties()):
        step(notebook, resources)


def by_hand(class_dir, name, student):
    """What a teacher does in formgrader."""
    with Gradebook(f"sqlite:///{class_dir / 'gradebook.db'}") as gradebook:
        grade = gradebook.find_grade("f0-check", name, name, student)
        grade.manual_score, grade.extra_credit, grade.needs_manual_grade = 9.0, 0.5, False
        essay = gradebook.find_grade("essay", name, name, student)
        essay.manual_score, essay.needs_manual_grade = 4.0, False
        gradebook.find_comment("f1", name, name, student).manual_comment = "Well tried."
        gradebook.db.commit()


@pytest.fixture
def two_classes(released, tmp_path):
    """The same assignment in a class that is recorded here and in one that nbgrader's steps record."""
    return shutil.copytree(released, tmp_path / "ours"), shutil.copytree(released, tmp_path / "stock")


@pytest.mark.parametrize("essay", ["Mine.", "YOUR ANSWER HERE"])
def test_rows_are_stock_nbgraders_before_and_after_a_teachers_grades(kit, two_classes, essay):
    ours, theirs = two_classes
    with Recorder(ours, class_settings(ours)) as recorder:
        for points in ([10.0, 2.5, 0.0], [7.0, 2.5, 1.0]):
            executed = kit.executed(ours, points, essay=essay)
            recorder.record("ada", kit.NAME, executed, WHEN)
            stock(theirs, kit.NAME, "ada", executed, WHEN)
            with (
                Gradebook(f"sqlite:///{ours / 'gradebook.db'}") as a,
                Gradebook(f"sqlite:///{theirs / 'gradebook.db'}") as b,
            ):
                assert rows(a, kit.NAME) == rows(b, kit.NAME)
            by_hand(ours, kit.NAME, "ada")
            by_hand(theirs, kit.NAME, "ada")
        marks = kit.marks(recorder, "ada", kit.NAME)
    assert marks.score == 9.5 + 2.5 + 1.0 + 4.0
    assert marks.max_score == 37
    assert marks.scores["f0-check"] == (9.5, 10)
    assert marks.comments["f1"] == "Well tried."


def test_recording_again_changes_nothing(kit, recorder, class_dir):
    executed = kit.executed(class_dir, [10.0, 2.5, 0.0])
    first = recorder.record("ada", kit.NAME, executed, WHEN)
    before, page = kit.dump(class_dir), kit.page_of(class_dir, "ada")
    assert recorder.record("ada", kit.NAME, executed, WHEN) == first
    assert kit.dump(class_dir) == before
    assert os.listdir(page.parent) == [page.name]
    assert first.score == 12.5
    assert first.scores == {"f0-check": (10, 10), "f1-check": (2.5, 10), "f2-check": (0, 10)} | {
        "essay": (0, 5),
        "task": (0, 2),
    }


def test_graded_notebook_is_the_executed_one_and_read_only(kit, recorder, class_dir):
    executed = kit.executed(class_dir, [1.0, 2.0, 3.0])
    recorder.record("ada", kit.NAME, executed)
    page = kit.page_of(class_dir, "ada")
    assert page.read_text() == executed.notebook
    assert stat.S_IMODE(page.stat().st_mode) == 0o444


def test_shared_course_folders_stay_writable_for_the_group(kit, class_dir, config):
    config.CourseDirectory.groupshared = True
    with Recorder(class_dir, config) as recorder:
        recorder.record("ada", kit.NAME, kit.executed(class_dir, [1.0, 2.0, 3.0]))
    page = kit.page_of(class_dir, "ada")
    assert stat.S_IMODE(page.stat().st_mode) == 0o664
    assert stat.S_IMODE(page.parent.stat().st_mode) & 0o2770 == 0o2770


def test_time_is_kept_when_a_later_run_knows_none(kit, recorder, class_dir, gradebook):
    executed = kit.executed(class_dir, [1.0, 2.0, 3.0])
    recorder.record("ada", kit.NAME, executed, WHEN)
    recorder.record("ada", kit.NAME, executed)
    assert gradebook.find_submission(kit.NAME, "ada").timestamp == WHEN


def test_failed_submission_has_a_row_of_zeros_and_no_graded_notebook(kit, recorder, class_dir, gradebook):
    recorder.record("ada", kit.NAME, kit.executed(class_dir, [10.0, 10.0, 10.0]))
    failed = Executed("", {}, failed="the file is empty")
    assert not kit.stands(recorder, "ada", kit.NAME, failed)
    assert recorder.record("ada", kit.NAME, failed).score == 0
    assert not kit.page_of(class_dir, "ada").parent.exists()
    assert {g.auto_score for g in gradebook.find_submission_notebook(kit.NAME, kit.NAME, "ada").grades} == {0}
    assert kit.stands(recorder, "ada", kit.NAME, failed)


def broken(executed, change):
    notebook = nbformat.reads(executed.notebook, as_version=4)
    change(notebook)
    return Executed(nbformat.writes(notebook), {})


def _delete(notebook):
    notebook.cells = [c for c in notebook.cells if c.metadata.nbgrader.grade_id != "f1-check"]


def _copy(notebook):
    notebook.cells.append(nbformat.from_dict({**notebook.cells[1], "id": "another"}))


def _dearer(notebook):
    notebook.cells[1].metadata.nbgrader.points = 1000


def _renamed(notebook):
    notebook.cells[1].metadata.nbgrader.grade_id = "other"


@pytest.mark.parametrize("change", [_delete, _copy, _dearer, _renamed])
def test_graded_cells_that_are_not_the_gradebooks_are_refused(kit, recorder, class_dir, change):
    executed = kit.executed(class_dir, [1.0, 2.0, 3.0])
    recorder.record("ada", kit.NAME, executed)
    before = kit.dump(class_dir)
    with pytest.raises(ValueError, match="the graded cells are"):
        recorder.record("ada", kit.NAME, broken(executed, change))
    assert kit.dump(class_dir) == before


@pytest.mark.parametrize("name", ["", "..", "a/b", "x" * 129, "\udcff"])
def test_names_that_no_gradebook_can_hold_are_refused(kit, recorder, class_dir, name):
    with pytest.raises(ValueError, match="name"):
        recorder.record(name, kit.NAME, kit.executed(class_dir, [1.0, 2.0, 3.0]))
    recorder.record("Łucja O'Neil; --", kit.NAME, kit.executed(class_dir, [1.0, 2.0, 3.0]))


def test_unknown_assignment_is_refused_by_name(kit, recorder, class_dir):
    with pytest.raises(MissingEntry, match="other"):
        recorder.record("ada", "other", kit.executed(class_dir, [1.0, 2.0, 3.0]))


def test_links_in_the_way_are_not_followed(kit, recorder, class_dir, tmp_path):
    secret = tmp_path / "secret"
    (secret / kit.NAME).mkdir(parents=True)
    (secret / "file").write_text("mine")
    executed = kit.executed(class_dir, [1.0, 2.0, 3.0])
    folder = class_dir / "autograded"
    folder.mkdir(exist_ok=True)
    (folder / "ada").symlink_to(secret)
    (folder / "bob").mkdir()
    (folder / "bob" / kit.NAME).symlink_to(secret)
    kit.page_of(class_dir, "eve").parent.mkdir(parents=True)
    kit.page_of(class_dir, "eve").symlink_to(secret / "file")
    for student in ("ada", "bob", "eve"):
        assert not kit.stands(recorder, student, kit.NAME, executed)
        recorder.record(student, kit.NAME, executed)
        page = kit.page_of(class_dir, student)
        assert page.resolve() == page.absolute()
        assert page.read_text() == executed.notebook
    assert (secret / "file").read_text() == "mine"
    assert sorted(p.name for p in secret.rglob("*")) == ["file", kit.NAME]


def test_recorded_is_told_from_unrecorded_by_looking(kit, recorder, class_dir, gradebook):
    executed, other = (kit.executed(class_dir, points) for points in ([1.0, 2.0, 3.0], [1.0, 2.0, 4.0]))
    page = kit.page_of(class_dir, "ada")
    assert not kit.stands(recorder, "ada", kit.NAME, executed)
    recorder.record("ada", kit.NAME, executed, WHEN)
    assert kit.stands(recorder, "ada", kit.NAME, executed, WHEN)
    assert not kit.stands(recorder, "ada", kit.NAME, executed, WHEN.replace(hour=13))
    assert not kit.stands(recorder, "ada", kit.NAME, other)
    by_hand(class_dir, kit.NAME, "ada")
    assert kit.stands(recorder, "ada", kit.NAME, executed)
    page.unlink()
    assert not kit.stands(recorder, "ada", kit.NAME, executed)
    recorder.record("ada", kit.NAME, executed)
    assert kit.stands(recorder, "ada", kit.NAME, executed)
    gradebook.find_grade("f0-check", kit.NAME, kit.NAME, "ada").auto_score = 10
    gradebook.db.commit()
    assert not kit.stands(recorder, "ada", kit.NAME, executed)


def test_gradebook_that_was_deleted_is_filled_anew(kit, class_dir, config):
    from cnn_helpers.grading.assignments.release import generate

    executed = kit.executed(class_dir, [1.0, 2.0, 3.0])
    with Recorder(class_dir, config) as recorder:
        recorder.record("ada", kit.NAME, executed)
    (class_dir / "gradebook.db").unlink()
    generate(kit.NAME, config)
    with Recorder(class_dir, config) as recorder:
        assert not kit.stands(recorder, "ada", kit.NAME, executed)
        assert recorder.record("ada", kit.NAME, executed).score == 6
        assert kit.stands(recorder, "ada", kit.NAME, executed)


def test_cost_of_a_record_does_not_grow_with_the_class(kit, class_dir, config):
    """Queries are counted, and none may read a whole table of grades: SQLite tells its plan."""
    from sqlalchemy import event

    with Recorder(class_dir, config) as recorder:
        executed = kit.executed(class_dir, [1.0, 2.0, 3.0])
        statements = []
        listen = lambda c, cursor, statement, values, *more: statements.append((statement, values))  # noqa: E731
        event.listen(recorder.gradebook.engine, "before_cursor_execute", listen)
        counts = []
        for i in range(6):
            statements.clear()
            recorder.record(f"student-{i}", kit.NAME, executed)
            counts.append(len(statements))
        event.remove(recorder.gradebook.engine, "before_cursor_execute", listen)
        with recorder.gradebook.engine.connect() as connection:
            for statement, values in statements:
                if statement.startswith("SELECT"):
                    plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
                    said = " ".join(str(row[3]) for row in plan)
                    assert not SCANS.search(said), (statement, said)
        assert counts[1:] == counts[1:2] * 5
