"""What a teacher is told when nothing can be written; the grades that stood before stand whole."""

import errno
import json
import os
import shutil
import sqlite3
import subprocess
import sys

import pytest

from cnn_helpers.grading.recording import autograded
from cnn_helpers.grading.recording.gradebook import engine_url
from cnn_helpers.grading.recording.problems import CannotRecord
from cnn_helpers.grading.recording.recorder import Recorder


@pytest.fixture
def old_and_new(kit, recorder, class_dir):
    """A recorded result, and another that is to be recorded in its place."""
    old, new = (kit.executed(class_dir, points) for points in ([1.0, 2.0, 3.0], [4.0, 5.0, 6.0]))
    recorder.record("ada", kit.NAME, old)
    return old, new


def assert_told(said: str, *words: str) -> None:
    for word in (*words, "results are kept", "run the same command again"):
        assert word in said


def test_gradebook_that_another_program_holds(kit, recorder, class_dir, old_and_new):
    before = kit.dump(class_dir)
    holder = sqlite3.connect(class_dir / "gradebook.db", isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    with pytest.raises(CannotRecord) as told:
        recorder.record("ada", kit.NAME, old_and_new[1])
    assert_told(str(told.value), "gradebook.db", "in use by another program")
    with pytest.raises(CannotRecord, match="in use"):
        kit.stands(recorder, "ada", kit.NAME, old_and_new[0])
    holder.rollback()
    holder.close()
    assert kit.dump(class_dir) == before
    assert recorder.record("ada", kit.NAME, old_and_new[1]).score == 15


def test_gradebook_that_cannot_be_opened_is_told_on_entering(class_dir, config):
    (class_dir / "gradebook.db").write_text("no gradebook at all, just a text of some length " * 30)
    with pytest.raises(CannotRecord) as told, Recorder(class_dir, config):
        pass
    assert_told(str(told.value), "damaged or no gradebook")


def test_full_disk_under_the_graded_notebook(kit, recorder, class_dir, old_and_new, monkeypatch):
    before = kit.dump(class_dir)

    def full(descriptor):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(autograded.os, "fsync", full)
    with pytest.raises(CannotRecord) as told:
        recorder.record("ada", kit.NAME, old_and_new[1])
    assert_told(str(told.value), "the disk is full", f"{kit.NAME}.ipynb")
    monkeypatch.undo()
    page = kit.page_of(class_dir, "ada")
    assert kit.dump(class_dir) == before
    assert page.read_text() == old_and_new[0].notebook
    assert os.listdir(page.parent) == [page.name]


def test_folder_in_the_place_of_the_graded_notebook(kit, recorder, class_dir):
    kit.page_of(class_dir, "ada").mkdir(parents=True)
    before = kit.dump(class_dir)
    with pytest.raises(CannotRecord, match="a folder is in the way"):
        recorder.record("ada", kit.NAME, kit.executed(class_dir, [1.0, 2.0, 3.0]))
    assert kit.dump(class_dir) == before


RECORD = """
import json, sys
from pathlib import Path
from cnn_helpers.grading.values.submission_run import Executed
from cnn_helpers.grading.class_files.nbgrader_config import class_settings
from cnn_helpers.grading.recording.problems import CannotRecord
from cnn_helpers.grading.recording.recorder import Recorder

folder, name, notebook = Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])
result = Executed(notebook.read_text(), {})
try:
    with Recorder(folder, class_settings(folder)) as recorder:
        for i in range(int(sys.argv[4])):
            recorder.record(f"student-{i}", name, result)
    print(json.dumps("all recorded"))
except CannotRecord as problem:
    print(json.dumps(str(problem)))
"""


def in_bubblewrap(*options: str) -> list[str]:
    """A command's beginning that sees this machine with other mounts; skips where there is no bubblewrap."""
    command = ["bwrap", "--dev-bind", "/", "/", *options]
    if not shutil.which("bwrap") or subprocess.run([*command, "true"], capture_output=True).returncode:
        pytest.skip("bubblewrap cannot mount here")
    return command


def said_by(command, *arguments) -> str:
    ran = subprocess.run(
        [*command, sys.executable, "-c", RECORD, *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=240,
    )
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)


@pytest.mark.parametrize("read_only", ["gradebook.db", "."])
def test_read_only_gradebook_or_folder(kit, recorder, class_dir, old_and_new, tmp_path, read_only):
    """Even root cannot write through a read-only mount."""
    (tmp_path / "new.ipynb").write_text(old_and_new[1].notebook)
    before = kit.dump(class_dir)
    path = class_dir / read_only
    command = in_bubblewrap("--ro-bind", str(path), str(path))
    said = said_by(command, class_dir, kit.NAME, tmp_path / "new.ipynb", 1)
    assert_told(said, "read-only", "make both writable")
    assert kit.dump(class_dir) == before


def test_disk_that_fills_up_while_a_class_is_recorded(kit, class_dir, tmp_path, old_and_new):
    """On a disk of 2 MB; what was recorded before it was full can be read afterwards."""
    (tmp_path / "new.ipynb").write_text(old_and_new[1].notebook)
    small, out = tmp_path / "small", tmp_path / "out.db"
    small.mkdir()
    check = f"""
import shutil, subprocess, sys
shutil.copytree({str(class_dir)!r}, {str(small / "class")!r})
subprocess.run([sys.executable, "-c", {RECORD!r}, {str(small / "class")!r}, {kit.NAME!r},
                {str(tmp_path / "new.ipynb")!r}, "1000"], check=True)
shutil.copy({str(small / "class" / "gradebook.db")!r}, {str(out)!r})
for journal in __import__("pathlib").Path({str(small / "class")!r}).glob("gradebook.db-*"):
    shutil.copy(journal, {str(tmp_path)!r} + "/out.db-journal")
"""
    command = in_bubblewrap("--size", str(2 * 2**20), "--tmpfs", str(small))
    ran = subprocess.run([*command, sys.executable, "-c", check], capture_output=True, text=True, timeout=400)
    assert ran.returncode == 0, ran.stderr
    assert_told(json.loads(ran.stdout), "the disk is full", "make room")
    query = """SELECT student_id, count(*), sum(auto_score) FROM submitted_assignment s
        JOIN submitted_notebook n ON n.assignment_id = s.id JOIN grade g ON g.notebook_id = n.id GROUP BY s.id"""
    connection = sqlite3.connect(out)
    assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    rows = {student: (count, total) for student, count, total in connection.execute(query)}
    connection.close()
    assert rows.pop("ada") == (5, 6)
    assert len(rows) > 3
    assert set(rows.values()) == {(5, 15)}


@pytest.mark.parametrize("url", ["gradebook.db", "mysql://host/grades"])
def test_addresses_that_are_no_gradebooks_are_refused(url):
    with pytest.raises(ValueError, match="needed"):
        engine_url(url)


def test_missing_driver_names_the_extra():
    with pytest.raises(CannotRecord, match=r"cnn-helpers\[postgres\]"):
        engine_url("postgresql+pg_nothing://host/grades")
    assert engine_url("postgresql://host/grades").drivername.startswith("postgresql+psycopg")
