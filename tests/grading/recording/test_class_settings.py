"""A class's own settings, its plugin for late penalties, and the time a submission was handed in."""

from datetime import datetime

import pytest
from nbgrader.preprocessors import latesubmissions

from cnn_helpers.grading.class_files.nbgrader_config import class_settings
from cnn_helpers.grading.class_files.tables import Grade
from cnn_helpers.grading.recording.problems import CannotRecord
from cnn_helpers.grading.recording.recorder import Recorder
from cnn_helpers.grading.recording.timestamps import handed_in

DUE = datetime(2030, 2, 1, 12, 0)
PLUGIN = """
from nbgrader.plugins import BasePlugin

class TenADay(BasePlugin):
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        return {answer}
"""
USES = "c = get_config()\nc.AssignLatePenalties.plugin_class = '{module}.TenADay'\n"


@pytest.fixture
def late_class(kit, class_dir, gradebook):
    """Sets a due date and a plugin in the class folder; returns the class's settings."""

    def make(module: str, answer: str):
        gradebook.find_assignment(kit.NAME).duedate = DUE
        gradebook.db.commit()
        (class_dir / f"{module}.py").write_text(PLUGIN.format(answer=answer))
        (class_dir / "nbgrader_config.py").write_text(USES.format(module=module))
        return class_settings(class_dir)

    return make


def test_a_day_late_costs_what_the_classs_plugin_says(kit, class_dir, late_class):
    config = late_class("ten_a_day", "10 * total_seconds_late / 86400")
    executed = kit.executed(class_dir, [10.0, 10.0, 4.0])
    with Recorder(class_dir, config) as recorder:
        in_time = recorder.record("ada", kit.NAME, executed, DUE)
        late = recorder.record("bob", kit.NAME, executed, datetime(2030, 2, 2, 12, 0))
        very_late = recorder.record("eve", kit.NAME, executed, datetime(2030, 3, 2, 12, 0))
        assert [r.late_penalty for r in (in_time, late, very_late)] == [0, 10, 24]
        assert {r.score for r in (in_time, late, very_late)} == {24}
        assert recorder.record("bob", kit.NAME, executed, DUE).late_penalty == 0
        assert not kit.stands(recorder, "eve", kit.NAME, executed)  # the plugin may have changed
    row = Grade(
        "bob", kit.NAME, late.score, late.max_score, "graded", "", 1.0, late_penalty=late.late_penalty
    )
    assert row.final == 14
    assert latesubmissions.Gradebook.__name__ == "Gradebook"  # nbgrader's own is back in its place


@pytest.mark.parametrize(("module", "answer"), [("divides", "1 / 0"), ("reads", "open('/nothing/there')")])
def test_plugin_that_fails_is_named_and_nothing_is_recorded(kit, class_dir, late_class, module, answer):
    config = late_class(module, answer)
    before = kit.dump(class_dir)
    with (
        Recorder(class_dir, config) as recorder,
        pytest.raises(CannotRecord, match=r"plugin .* TenADay failed"),
    ):
        recorder.record("ada", kit.NAME, kit.executed(class_dir, [1.0, 2.0, 3.0]), datetime(2031, 1, 1))
    assert kit.dump(class_dir) == before


def test_plugin_that_does_not_exist_is_refused_on_opening(class_dir, late_class):
    config = late_class("exists", "0")
    config.AssignLatePenalties.plugin_class = "nowhere.Plugin"
    with pytest.raises(ValueError, match="plugin for late penalties"):
        Recorder(class_dir, config)


def test_class_file_has_the_last_word(class_dir):
    (class_dir / "nbgrader_config.py").write_text("c = get_config()\nc.Execute.timeout = 7\n")
    config = class_settings(class_dir)
    assert config.Execute.timeout == 7
    assert config.CourseDirectory.root == str(class_dir)


def test_class_without_a_file_has_the_courses_settings(class_dir):
    assert class_settings(class_dir).IgnorePattern.enabled is True


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("c = get_config()\nc.X = (", r"SyntaxError.*line 2"),
        ("\n\n1 / 0", r"ZeroDivisionError.*line 3"),
        ("exit(1)", "SystemExit"),
    ],
)
def test_broken_class_file_is_told_with_its_line(class_dir, text, said):
    (class_dir / "nbgrader_config.py").write_text(text)
    with pytest.raises(ValueError, match=said):
        class_settings(class_dir)


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("2030-02-01 15:30:00 UTC", datetime(2030, 2, 1, 15, 30)),
        ("2030-02-01 15:30:00.250000+0100\n", datetime(2030, 2, 1, 14, 30, 0, 250000)),
        ("", None),
    ],
)
def test_times_are_read_as_nbgrader_writes_them(tmp_path, text, time):
    assert handed_in(tmp_path) is None
    (tmp_path / "timestamp.txt").write_text(text)
    assert handed_in(tmp_path) == time


@pytest.mark.parametrize("content", [b"soon", b"\xff\xfe", b"9" * 500, b"2030-02-01 15:30:00 99999999999"])
def test_what_is_no_time_is_refused_with_the_text(tmp_path, content):
    (tmp_path / "timestamp.txt").write_bytes(content)
    with pytest.raises(ValueError, match=r"timestamp\.txt"):
        handed_in(tmp_path)


def test_linked_time_is_refused(tmp_path):
    (tmp_path / "other").write_text("2030-02-01 15:30:00 UTC")
    (tmp_path / "timestamp.txt").symlink_to(tmp_path / "other")
    with pytest.raises(ValueError, match="is a link"):
        handed_in(tmp_path)
