"""The files of a class folder: seeds, tables, students' copies and the sample class."""

import json
import os
import subprocess
import sys

import pytest

from cnn_helpers.commands.lab import copy_assignments
from cnn_helpers.grading.assignments import sample_class
from cnn_helpers.grading.assignments.nbgrader_setup import find_alembic
from cnn_helpers.grading.assignments.seeds import seed_for
from cnn_helpers.grading.class_files.class_lock import locked
from cnn_helpers.grading.class_files.nbgrader_config import CLASS_CONFIG, prepare
from cnn_helpers.grading.class_files.tables import Grade, read, write
from cnn_helpers.grading.class_folder import ClassFolder
from cnn_helpers.grading.grading_a_class.gradebook_assignment import newest_version
from cnn_helpers.grading.grading_a_class.result_cache import ResultCache
from cnn_helpers.grading.grading_a_class.submission_results import key_of
from cnn_helpers.grading.running.grading_task import draw, sandbox_settings
from cnn_helpers.grading.values.results import FamilyResult, QuestionResult
from cnn_helpers.grading.values.submission_run import Executed, Handed, Remark

LOCKED = """
import sys
from pathlib import Path
from cnn_helpers.grading.class_files.class_lock import locked
with locked(Path(sys.argv[1])):
    pass
"""
OF_AN_EARLIER_VERSION = """
from pathlib import Path

from cnn_helpers.grading.class_config import configure

configure(get_config(), Path(__file__).parent)
"""


@pytest.mark.parametrize("text", [OF_AN_EARLIER_VERSION, CLASS_CONFIG])
def test_nbgraders_programs_work_in_class_folders_of_any_version(tiny, tmp_path, text):
    (tmp_path / "nbgrader_config.py").write_text(text)
    command = [sys.executable, "-m", "nbgrader", "generate_assignment", "tiny"]
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr[-2000:]
    assert (tmp_path / "release" / "tiny" / "tiny.ipynb").exists() and (tmp_path / "gradebook.db").exists()
    prepare(ClassFolder(tmp_path))
    assert (tmp_path / "nbgrader_config.py").read_text() == text, "it is the teacher's own by now"


def test_class_folder_is_a_path_and_makes_nothing(tmp_path):
    folder = ClassFolder(tmp_path / "class")
    assert (folder.path, str(folder)) == (tmp_path / "class", os.fspath(folder))
    paths = [getattr(folder, name) for name, kind in vars(ClassFolder).items() if isinstance(kind, property)]
    flat = [path for one in paths for path in (one if isinstance(one, tuple) else (one,))]
    assert {path.parent for path in flat} == {folder.path} and not folder.path.exists()
    assert len(set(flat)) == len(paths) - 1, "two properties name the same path"


def test_seed_is_drawn_once_for_each_assignment(tmp_path):
    first = seed_for(tmp_path, "a")
    assert seed_for(tmp_path, "a") == first
    assert seed_for(tmp_path, "b") != first
    assert seed_for(tmp_path, "a") == first


@pytest.mark.parametrize("content", ["{", '{"a": "x"}', "[1]", '{"a": true}'])
def test_damaged_seeds_are_refused_and_kept(tmp_path, content):
    (tmp_path / "seeds.json").write_text(content)
    with pytest.raises(ValueError, match="mend it or move it away"):
        seed_for(tmp_path, "a")
    assert (tmp_path / "seeds.json").read_text() == content


def test_table_comes_back_as_it_was(tmp_path):
    rows = [
        Grade("ada", "a", 97.5, 100.0, "graded", "", 1.25),
        Grade("bob, jr", "a", 0.0, 100.0, "failed", 'a "b"', 0.5),
    ]
    write(tmp_path / "grades.csv", Grade, rows)
    assert read(tmp_path / "grades.csv", Grade) == rows
    header = (tmp_path / "grades.csv").read_text().splitlines()[0]
    assert header == (
        "student,assignment,score,max_score,status,reason,seconds,late_penalty,remarks,limits,suspicious"
    )


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", "＝1", "'=1", "''@x"])
def test_text_from_a_student_is_no_formula_in_a_spreadsheet_and_comes_back(tmp_path, text):
    write(tmp_path / "grades.csv", Grade, [Grade("s", "a", 0.0, 1.0, "failed", text, 0.0)])
    assert ",'" in (tmp_path / "grades.csv").read_text()
    assert read(tmp_path / "grades.csv", Grade)[0].reason == text.strip()


@pytest.mark.parametrize("text", ["'tis", "'", "a=1"])
def test_text_that_is_no_formula_is_left_alone(tmp_path, text):
    write(tmp_path / "grades.csv", Grade, [Grade("s", "a", 0.0, 1.0, "failed", text, 0.0)])
    assert f",{text}," in (tmp_path / "grades.csv").read_text()
    assert read(tmp_path / "grades.csv", Grade)[0].reason == text


def test_reading_an_ungraded_class_says_what_to_do(tmp_path):
    with pytest.raises(FileNotFoundError, match="cnn-course grade"):
        read(tmp_path / "grades.csv", Grade)


def test_students_copies_are_never_overwritten(tmp_path):
    (tmp_path / "assignments" / "one").mkdir(parents=True)
    (tmp_path / "assignments" / "one" / "one.ipynb").write_text("released")
    (tmp_path / "assignments" / "two.ipynb").write_text("released")
    (tmp_path / "work" / "one").mkdir(parents=True)
    mine = tmp_path / "work" / "one" / "one.ipynb"
    mine.write_text("my work")
    copied, kept = copy_assignments(tmp_path / "assignments", tmp_path / "work")
    assert (copied, kept) == ([tmp_path / "work" / "two.ipynb"], [mine])
    assert mine.read_text() == "my work"


def test_nothing_to_copy_is_said(tmp_path):
    with pytest.raises(FileNotFoundError, match="cnn-course release"):
        copy_assignments(tmp_path / "assignments", tmp_path / "work")


def test_sample_class_shows_every_kind_and_is_the_same_each_time(tiny, tmp_path):
    first = sample_class.make(tmp_path / "class", "tiny", 10)
    before = {p: p.read_bytes() for p in sorted((tmp_path / "class").rglob("*.ipynb"))}
    assert sample_class.make(tmp_path / "class", "tiny", 10) == first
    assert {p: p.read_bytes() for p in sorted((tmp_path / "class").rglob("*.ipynb"))} == before
    assert len(before) == len(first) == 10
    names = " ".join(student.name for student in first)
    assert "right-loops" in names
    assert "unchanged" in names
    assert "corrupt-file" in names
    assert sum(bool(student.mistakes) for student in first) >= 4
    marked = json.loads((tmp_path / "class" / "sample-class.json").read_text())
    assert list(marked) == [student.name for student in first]


def test_smaller_sample_class_replaces_a_larger_one(tiny, tmp_path):
    sample_class.make(tmp_path / "class", "tiny", 11)
    smaller = {student.name for student in sample_class.make(tmp_path / "class", "tiny", 8)}
    assert {path.name for path in (tmp_path / "class" / "submitted").iterdir()} == smaller


def test_sample_class_never_writes_among_real_submissions(tiny, tmp_path):
    real = tmp_path / "class" / "submitted" / "ada" / "tiny" / "tiny.ipynb"
    real.parent.mkdir(parents=True)
    real.write_text("hers")
    with pytest.raises(FileExistsError, match="submissions already"):
        sample_class.make(tmp_path / "class", "tiny")
    assert [p for p in (tmp_path / "class").rglob("*") if p.is_file()] == [real]


def test_sample_class_too_small_to_show_every_kind_is_refused(tiny):
    with pytest.raises(ValueError, match="at least 8"):
        sample_class.students(tiny, 5)


def test_results_come_back_whole_and_broken_ones_not_at_all(tmp_path):
    result = QuestionResult("q", 5.0, [FamilyResult("f", 2.0, 5.0, "a case", "a problem")], "m", "h", "n")
    kept = Executed("{}", {"q": result}, (Remark("limit", "a limit"),), 1.5)
    cache = ResultCache(tmp_path / "results")
    cache.remember("k", kept)
    assert cache.recall("k") == kept
    assert cache.recall("other") is None
    path = tmp_path / "results" / "k.json"
    path.write_text(path.read_text()[:-9])
    assert cache.recall("k") is None


def test_key_changes_with_all_that_could_change_a_result(tiny, tiny_notebook):
    def key(seed=1, notebook="n", **more):
        return key_of(draw(tiny, seed, tiny_notebook, sandbox_settings(tiny)), Handed(notebook, **more))

    keys = [key(), key(seed=2), key(notebook="m"), key(files={"a": b"1"}), key(files={"a": b"2"})]
    assert len(set(keys)) == 5
    assert key() == keys[0]


def test_second_grader_in_a_class_is_told_who_is_there(tmp_path):
    lock = tmp_path / ".grading.lock"
    with locked(lock):
        ran = subprocess.run([sys.executable, "-c", LOCKED, lock], capture_output=True, text=True)
    assert f"graded already, by process {os.getpid()}" in ran.stderr
    with locked(lock):
        pass


def test_tables_version_is_what_nbgraders_own_process_says():
    from nbgrader.api import get_alembic_version

    find_alembic()
    assert newest_version() == get_alembic_version()
