"""Folder names are safe, each student keeps theirs, and no two share one."""

import json
import unicodedata
from glob import glob

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from nbgrader.coursedir import CourseDirectory

from cnn_helpers.grading.class_folder import ClassFolder
from cnn_helpers.grading.handing_in.students import MAX_BYTES, Folders, safe_name


def folders_of(class_dir):
    folder = ClassFolder(class_dir)
    return Folders(folder.students, folder.submitted)


@given(st.text(max_size=200))
@example("../../etc")
@example("a\u202egpj.exe")
@example("{student_id}*?[a],b+c")
@example("\x1b[31m")
@example("e\u0301" * 60)
@example("\ufdfa" * 20)
def test_safe_name_is_one_plain_folder_and_stays_as_it_is(text):
    name = safe_name(text)
    assert not set(name) & set('/\\:*?"<>|{}[],+ ')
    assert not name.startswith((".", "-")) and not name.endswith(".")
    assert all(unicodedata.category(c)[0] not in "CZ" for c in name)
    assert len(name.encode()) <= MAX_BYTES
    assert safe_name(name) == name


@pytest.mark.parametrize("name", ["ada", "S-123_4", "ada@uni.edu", "José", "李小龍", "a.b"])
def test_plain_ids_are_kept(name):
    assert safe_name(name) == name


def test_name_read_as_nbgraders_pattern_finds_that_student_alone(tmp_path):
    coursedir = CourseDirectory(root=str(tmp_path))
    made = []
    for key in ("a+b@x.org", "{student_id}", "Ada, Lovelace", "José*", "José Ana", "[ab]", "a", "b"):
        folder = folders_of(tmp_path).of(key, key)
        made.append(tmp_path / "submitted" / folder / "tiny")
        made[-1].mkdir(parents=True)
    for path in made:
        assert glob(coursedir.format_path("submitted", path.parent.name, "tiny")) == [str(path)]


@given(st.lists(st.tuples(st.text(min_size=1, max_size=5), st.text(max_size=90)), max_size=12))
@example([("1", "Ann"), ("2", "ann"), ("3", "ANN"), ("4", "a/nn"), ("5", "a+nn"), ("6", ""), ("7", "/")])
@example([("1", "x" * 90), ("2", "x" * 91)])
def test_no_two_students_share_a_folder_on_any_disk(tmp_path_factory, students):
    class_dir = tmp_path_factory.mktemp("class")
    folders = folders_of(class_dir)
    given_out = {key: folders.of(key, wanted) for key, wanted in students}
    assert len({name.casefold() for name in given_out.values()}) == len(given_out)
    assert all(given_out.values())
    again = folders_of(class_dir)
    assert {key: again.of(key, wanted) for key, wanted in reversed(students)} == given_out


def test_student_keeps_the_folder_when_another_of_that_name_comes(tmp_path):
    assert folders_of(tmp_path).of("canvas:1", "Ann") == "Ann"
    second = folders_of(tmp_path).of("canvas:2", "ann")
    assert second != "ann" and second.startswith("ann-")
    assert folders_of(tmp_path).of("canvas:1", "Ann Renamed") == "Ann"
    assert folders_of(tmp_path).of("canvas:2", "ann") == second


def test_folder_made_by_hand_belongs_to_that_id_alone(tmp_path):
    (tmp_path / "submitted" / "ada").mkdir(parents=True)
    assert folders_of(tmp_path).of("canvas:7", "Ada").startswith("Ada-")
    assert folders_of(tmp_path).of("id:ada", "ada") == "ada"


@pytest.mark.parametrize("text", ["[]", "{", '{"a": 1}', '{"a": "../x"}', '{"a": ""}'])
def test_damaged_list_of_students_is_refused(tmp_path, text):
    (tmp_path / "students.json").write_text(text)
    with pytest.raises(ValueError, match="mend it"):
        folders_of(tmp_path)
    (tmp_path / "students.json").write_text(json.dumps({"id:a": "a"}))
    assert folders_of(tmp_path).of("id:a", "b") == "a"
