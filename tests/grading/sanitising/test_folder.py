"""What a student's folder may hold, and which of its files is read."""

import json
import os

import pytest

from cnn_helpers.grading.sanitising import folder, has_notebook
from cnn_helpers.grading.values.limits import Limits
from cnn_helpers.grading.values.submission_run import LIMIT, MENDED, SUSPICIOUS, CannotBeRun


@pytest.fixture
def right(handed):
    return json.dumps(handed.right).encode()


def test_a_right_notebook_is_taken_without_a_word(handed, right):
    assert handed.content(right).remarks == ()


def test_a_linked_notebook_is_not_followed(handed, right, tmp_path):
    (tmp_path / "elsewhere.ipynb").write_bytes(right)
    (handed.folder / "tiny.ipynb").symlink_to(tmp_path / "elsewhere.ipynb")
    with pytest.raises(CannotBeRun, match=r"tiny\.ipynb is a symbolic link"):
        handed.file()
    assert has_notebook(handed.folder)


@pytest.mark.parametrize("level", ["tiny", "alice"])
def test_a_linked_folder_is_not_followed(handed, right, tmp_path, level):
    (handed.folder / "tiny.ipynb").write_bytes(right)
    real = handed.folder if level == "tiny" else handed.folder.parent
    real.rename(tmp_path / "elsewhere")
    real.symlink_to(tmp_path / "elsewhere")
    with pytest.raises(CannotBeRun, match=f"{level} is a symbolic link"):
        handed.file()
    (tmp_path / "elsewhere").rename(tmp_path / "gone")
    assert has_notebook(handed.folder), "a link to nowhere was handed in too: it fails, it is not missing"


@pytest.mark.parametrize("make", [lambda path, to: path.symlink_to(to), lambda path, to: os.mkfifo(path)])
def test_a_file_exchanged_after_it_was_looked_at_is_not_read(handed, right, tmp_path, monkeypatch, make):
    """As if it had been a plain file a moment ago: opening it has to refuse by itself."""
    (tmp_path / "elsewhere.ipynb").write_bytes(right)
    make(handed.folder / "tiny.ipynb", tmp_path / "elsewhere.ipynb")
    looked_at = folder.kind_of
    monkeypatch.setattr(
        folder, "kind_of", lambda name, at: "a file" if name.endswith("b") else looked_at(name, at)
    )
    with pytest.raises(CannotBeRun, match=r"symbolic links|no plain file"):
        handed.file()


def test_a_folder_exchanged_after_it_was_looked_at_is_not_entered(handed, right, tmp_path, monkeypatch):
    (handed.folder / "tiny.ipynb").write_bytes(right)
    handed.folder.rename(tmp_path / "elsewhere")
    handed.folder.symlink_to(tmp_path / "elsewhere")
    looked_at = folder.kind_of
    monkeypatch.setattr(
        folder, "kind_of", lambda name, at: looked_at(name, at) if name.endswith("b") else "a folder"
    )
    with pytest.raises(CannotBeRun, match="tiny cannot be read"):
        handed.file()


def test_a_linked_class_folder_is_the_teachers_own(handed, right, tmp_path):
    (handed.folder / "tiny.ipynb").write_bytes(right)
    (tmp_path / "submitted").rename(tmp_path / "elsewhere")
    (tmp_path / "submitted").symlink_to(tmp_path / "elsewhere")
    assert handed.file().remarks == ()


def test_a_pipe_does_not_hold_up_the_class(handed):
    os.mkfifo(handed.folder / "tiny.ipynb")
    with pytest.raises(CannotBeRun, match="named pipe"):
        handed.file()


def test_a_folder_called_like_the_notebook_is_refused(handed):
    (handed.folder / "tiny.ipynb").mkdir()
    with pytest.raises(CannotBeRun, match=r"tiny\.ipynb is a folder"):
        handed.file()


def test_a_folder_that_is_a_file_or_missing_is_refused(handed):
    handed.folder.rmdir()
    assert not has_notebook(handed.folder)
    with pytest.raises(CannotBeRun, match="tiny cannot be read: No such file"):
        handed.file()
    handed.folder.write_text("a file")
    assert not has_notebook(handed.folder)
    with pytest.raises(CannotBeRun, match="tiny is a file; a folder is needed"):
        handed.file()


def test_a_huge_notebook_is_refused_unread(handed):
    with (handed.folder / "tiny.ipynb").open("wb") as file:
        file.truncate(2**40)  # a file of nothing but holes, larger than memory
    with pytest.raises(CannotBeRun, match=r"1048576.0 MB; the limit notebook_mb is 50"):
        handed.file()


def test_the_limit_of_the_notebook_is_the_assignments(handed, right):
    (handed.folder / "tiny.ipynb").write_bytes(right)
    size = len(right) / 2**20
    handed.file(limits=Limits(notebook_mb=size))
    with pytest.raises(CannotBeRun, match="notebook_mb"):
        handed.file(limits=Limits(notebook_mb=size - 1e-5))


@pytest.mark.parametrize("name", ["tiny (1).ipynb", "Tiny.IPYNB", "aufgabe_é.ipynb"])
def test_the_only_notebook_counts_under_any_name(handed, right, name):
    (remark,) = handed.content(right, name).remarks
    assert remark.kind == MENDED and name in remark.text and "tiny.ipynb" in remark.text


def test_of_two_notebooks_the_one_of_the_right_name_counts(handed, right):
    (handed.folder / "a draft.ipynb").write_bytes(b"not json")
    (remark,) = handed.content(right).remarks
    assert remark.kind == MENDED and "a draft.ipynb" in remark.text


def test_two_notebooks_of_other_names_are_both_named(handed, right):
    (handed.folder / "one.ipynb").write_bytes(right)
    with pytest.raises(CannotBeRun, match=r"none is called tiny\.ipynb: one\.ipynb, two\.ipynb"):
        handed.content(right, "two.ipynb")


def test_what_a_computer_adds_is_no_notebook(handed, right):
    (handed.folder / ".ipynb_checkpoints").mkdir()
    (handed.folder / ".ipynb_checkpoints" / "tiny-checkpoint.ipynb").write_bytes(right)
    (handed.folder / "._tiny.ipynb").write_bytes(b"\x00\x05\x16\x07")
    assert not has_notebook(handed.folder)
    with pytest.raises(CannotBeRun, match=r"no notebook; tiny\.ipynb is needed"):
        handed.file()
    assert handed.content(right).remarks == ()
    assert has_notebook(handed.folder)


def test_data_files_that_the_assignment_names_are_taken(handed, right):
    (handed.folder / "cat.png").write_bytes(b"a cat")
    (handed.folder / "notes.txt").write_bytes(b"left out in silence")
    assert handed.content(right).files == {}
    result = handed.file(files=("*.png",))
    assert (result.files, result.remarks) == ({"cat.png": b"a cat"}, ())


@pytest.mark.parametrize(
    "name", ["numpy.py", "conftest.py", "sitecustomize.py", "json.py", "fast.so", "fast.cpython-311-x.so"]
)
def test_a_file_in_place_of_a_module_is_never_taken(handed, right, name):
    (handed.folder / name).write_text("print('mine')")
    handed.content(right)
    result = handed.file(files=("*",))
    assert result.files == {}
    assert [remark.kind for remark in result.remarks] == [SUSPICIOUS] and name in result.remarks[0].text


def test_a_module_of_ones_own_is_taken_where_the_assignment_says_so(handed, right):
    (handed.folder / "my_helpers.py").write_bytes(b"x = 1")
    assert handed.content(right).files == {}
    assert handed.file(files=("*.py",)).files == {"my_helpers.py": b"x = 1"}


def test_a_folder_in_place_of_a_package_is_told_and_pictures_are_not(handed, right):
    for name in ("cnn_helpers", "pictures"):
        (handed.folder / name).mkdir()
    (remark,) = handed.content(right).remarks
    assert remark.kind == SUSPICIOUS and remark.text.endswith(": cnn_helpers.")


def test_a_mere_folder_on_the_path_is_no_package(handed, right, tmp_path, monkeypatch):
    """Where grading runs in a folder that holds `pictures/`, a student's `pictures/` is innocent."""
    (tmp_path / "here" / "pictures").mkdir(parents=True)
    monkeypatch.syspath_prepend(tmp_path / "here")
    (handed.folder / "pictures").mkdir()
    assert handed.content(right).remarks == ()


def test_links_beside_the_notebook_are_not_followed(handed, right):
    (handed.folder / "cat.png").symlink_to("/etc/passwd")
    os.mkfifo(handed.folder / "dog.png")
    handed.content(right)
    result = handed.file(files=("*.png",))
    assert result.files == {}
    assert [(remark.kind, "cat.png, dog.png" in remark.text) for remark in result.remarks] == [
        (SUSPICIOUS, True)
    ]


@pytest.mark.parametrize("name", ["cat\n.png", "\x1b[2J.png", ".cat.png", "..png", "a\\b.png", b"\xff.png"])
def test_odd_file_names_are_not_taken(handed, right, name):
    (handed.folder / os.fsdecode(name)).write_bytes(b"a cat")
    handed.content(right)
    assert handed.file(files=("*.png",)).files == {}


def test_large_files_are_left_out_and_named(handed, right):
    for name in ("a.png", "b.png", "c.png"):
        (handed.folder / name).write_bytes(bytes(600_000))
    (handed.folder / "d.png").write_bytes(bytes(2_000_000))
    handed.content(right)
    result = handed.file(files=("*.png",), limits=Limits(file_mb=1, scratch_mb=1.2))
    assert list(result.files) == ["a.png", "b.png"]
    assert [remark.kind for remark in result.remarks] == [LIMIT, LIMIT]
    assert "scratch_mb (1.2) were left out: c.png" in result.remarks[0].text
    assert "d.png has 1.9 MB; the limit file_mb is 1" in result.remarks[1].text


def test_remarks_are_single_short_lines_whatever_files_are_called(handed, right):
    for number in range(50):
        (handed.folder / f"{number}\n\x1b[31m{'x' * 200}").symlink_to("/")
    (remark,) = handed.content(right).remarks
    assert remark.text.isprintable() and len(remark.text) < 600 and "and 44 more" in remark.text
