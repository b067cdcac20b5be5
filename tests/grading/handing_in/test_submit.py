"""`submit`: what a student is told, and what is in the zip."""

import json
import zipfile
from datetime import UTC, datetime

import nbformat
import pytest

from cnn_helpers.commands.handing_in import said_of
from cnn_helpers.grading.assignments import published
from cnn_helpers.grading.handing_in import manifest, submit
from cnn_helpers.grading.values.submission_run import CannotBeRun

NOW = datetime(2024, 4, 4, 10, 15, tzinfo=UTC)


@pytest.fixture
def mine(work, tmp_path, save):
    return save(tmp_path / "mine" / "tiny.ipynb", work())


def test_zip_holds_the_notebook_under_its_own_name_whatever_the_file_is_called(work, tmp_path, save):
    path = save(tmp_path / "tiny (final) 2.ipynb", work("mine"))
    submit.write(submit.inspect(path), "ada", tmp_path / "x.zip", NOW)
    with zipfile.ZipFile(tmp_path / "x.zip") as archive:
        assert archive.namelist() == ["handed-in.json", "tiny/tiny.ipynb"]
        assert archive.read("tiny/tiny.ipynb") == work("mine")
        said = manifest.read(archive.read("handed-in.json"))
    assert (said.student, said.assignment, said.handed_in) == ("ada", "tiny", NOW)
    assert said.changed({"tiny/tiny.ipynb": work("mine")}) == []
    assert said.changed({"tiny/tiny.ipynb": work("other")}) == ["tiny/tiny.ipynb"]


def test_same_work_gives_the_same_bytes(mine, tmp_path, save, work):
    elsewhere = save(tmp_path / "elsewhere" / "x.ipynb", work(), moment=86400)
    packed = submit.pack(submit.inspect(mine), "ada", NOW)
    assert submit.pack(submit.inspect(elsewhere), "ada", NOW) == packed
    assert submit.pack(submit.inspect(elsewhere), "eve", NOW) != packed


def test_zip_that_is_there_is_not_overwritten_unless_forced(mine, tmp_path):
    looked = submit.inspect(mine)
    (tmp_path / "tiny-ada.zip").write_bytes(b"precious")
    with pytest.raises(FileExistsError, match="--force"):
        submit.target(looked, "ada", tmp_path)
    path = submit.target(looked, "ada", tmp_path, force=True)
    submit.write(looked, "ada", path)
    assert zipfile.is_zipfile(path)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["mine", "tiny-ada.zip"], (
        "no half-written file stays"
    )


@pytest.mark.parametrize(("student", "name"), [("", "tiny.zip"), ("s-12", "tiny-s-12.zip")])
def test_zip_is_named_after_assignment_and_student(mine, tmp_path, monkeypatch, student, name):
    monkeypatch.chdir(tmp_path)
    assert submit.target(submit.inspect(mine), student).name == name


@pytest.mark.parametrize("student", ["../ada", "a/b", "ada lovelace", ".ada", "a\u202eb", "a*"])
def test_student_id_that_could_leave_its_folder_is_refused(mine, student):
    with pytest.raises(ValueError, match="plain"):
        submit.target(submit.inspect(mine), student)


def test_out_that_is_no_zip_is_refused(mine, tmp_path):
    with pytest.raises(ValueError, match=r"\.zip"):
        submit.target(submit.inspect(mine), "", tmp_path / "new-folder")


def test_untouched_and_deleted_cells_are_told(tiny_notebook, tmp_path, save, tiny_course):
    notebook = nbformat.from_dict(tiny_notebook)
    gone = "double_sum-check"
    notebook.cells = [c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade_id") != gone]
    path = save(tmp_path / "tiny.ipynb", nbformat.writes(notebook).encode())
    looked = submit.inspect(path)
    assert looked.untouched == ["double", "double_sum"]
    assert looked.deleted == [gone]
    said = " ".join(said_of(looked, datetime.now(UTC)))
    assert "Not written yet: double, double_sum." in said
    assert f"grading puts back: {gone}." in said


def test_answered_questions_are_not_called_untouched(mine):
    looked = submit.inspect(mine)
    assert (looked.untouched, looked.deleted) == ([], [])


def test_age_of_the_saved_file_is_told(work, tmp_path, save):
    path = save(tmp_path / "tiny.ipynb", work(), moment=NOW.timestamp() - 3 * 3600)
    assert "3 hours ago" in " ".join(said_of(submit.inspect(path), NOW))


def test_public_points_are_shown(tiny_course, work, tmp_path, save):
    wrong = tiny_course.assignment.question("double").mistakes[1].written(tiny_course.sources["double"])
    looked = submit.checked(submit.inspect(save(tmp_path / "tiny.ipynb", work(double=wrong))))
    said = " ".join(said_of(looked, datetime.now(UTC)))
    assert "only vectors are doubled" in said
    assert "of 100 points on the public cases" in said
    assert "100 of 100 points" not in said


def test_notebook_whose_kernel_is_not_installed_is_zipped_with_a_word(work, tmp_path, save):
    notebook = json.loads(work())
    notebook["metadata"]["kernelspec"] = {"name": "julia-1.10", "display_name": "Julia", "language": "julia"}
    looked = submit.checked(submit.inspect(save(tmp_path / "tiny.ipynb", json.dumps(notebook).encode())))
    assert "julia-1.10" in looked.trouble
    assert submit.pack(looked, "ada", NOW)


def test_only_data_files_that_the_assignment_names_go_along(mine, save, tmp_path, monkeypatch, tiny_release):
    data = json.loads((tiny_release / "published" / "tiny.json").read_text())
    save(tmp_path / "published" / "tiny.json", json.dumps(data | {"files": ["*.png"]}).encode())
    monkeypatch.setenv(published.FOLDER_VARIABLE, str(tmp_path / "published"))
    for name in ("me.png", "numpy.py", ".hidden.png", "notes.txt"):
        save(mine.parent / name, b"data")
    looked = submit.inspect(mine)
    assert list(looked.data) == ["me.png"]
    assert looked.left_out == ["notes.txt", "numpy.py"]
    submit.write(looked, "ada", tmp_path / "x.zip", NOW)
    with zipfile.ZipFile(tmp_path / "x.zip") as archive:
        assert archive.namelist() == ["handed-in.json", "tiny/me.png", "tiny/tiny.ipynb"]


def test_folder_stands_for_its_notebook(mine, save):
    save(mine.parent / "scratch.ipynb", b"{}")
    assert submit.inspect(mine.parent).notebook == mine


def test_folder_with_two_candidates_asks_which(work, tmp_path, save, tiny_course):
    for name in ("a.ipynb", "b.ipynb"):
        save(tmp_path / name, work())
    with pytest.raises(ValueError, match=r"a\.ipynb, b\.ipynb"):
        submit.inspect(tmp_path)


@pytest.mark.parametrize(
    ("data", "error", "said"),
    [
        (b"", CannotBeRun, "empty"),
        (b'{"cells": [', CannotBeRun, "not valid JSON"),
        (b"\xff\xfe", CannotBeRun, "UTF-8"),
        (
            nbformat.writes(nbformat.v4.new_notebook()).encode(),
            ValueError,
            "none of the course's assignments",
        ),
    ],
)
def test_what_is_no_work_of_the_course_is_refused(tiny_course, tmp_path, save, data, error, said):
    with pytest.raises(error, match=said):
        submit.inspect(save(tmp_path / "tiny.ipynb", data))


def test_missing_file_is_refused(tiny_course, tmp_path):
    with pytest.raises(FileNotFoundError, match="does not exist"):
        submit.inspect(tmp_path / "nowhere.ipynb")
    with pytest.raises(FileNotFoundError, match="tiny"):
        submit.inspect(tmp_path)


def test_huge_notebook_is_refused_with_what_to_do(mine):
    with mine.open("ab") as file:
        file.truncate(60 * 2**20)
    with pytest.raises(ValueError, match="clear its outputs"):
        submit.inspect(mine)
