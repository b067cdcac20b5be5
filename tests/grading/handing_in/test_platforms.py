"""A platform's labels are read back, whatever students call themselves and their files."""

from pathlib import PurePosixPath

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cnn_helpers.grading.handing_in.platforms import Sender, label

numbers = st.integers(1, 10**9)
# Moodle takes underscores out of a name; neither platform lets a slash or a line's end through.
moodle_names = st.text(
    st.characters(exclude_characters="_/\\\n\r", exclude_categories=["C", "Z"]), min_size=1
)
canvas_names = st.from_regex("[a-zéü\u0915\u093f_]{0,29}[a-zéü\u0915\u093f]", fullmatch=True)
files = st.text(st.characters(exclude_characters="/\\", exclude_categories=["C", "Z"]), max_size=30).map(
    lambda stem: f"x{stem}.ipynb"
)


@given(moodle_names, numbers, files, st.sampled_from(["_file/", "_file_/", "_file_"]))
@example("12", 34, "x_99_assignsubmission_file_x.ipynb", "_file_")
@example("Eve", 34, "Ada_99_assignsubmission_file_x.ipynb", "_file/")
def test_moodle_label_tells_the_student_whatever_the_file_is_called(name, number, file, join):
    found = label(PurePosixPath(f"{name}_{number}_assignsubmission{join}{file}"))
    assert (found.sender, found.file) == (Sender("moodle", name, str(number)), file)


@given(canvas_names, numbers, numbers, files, st.sampled_from(["", "LATE_", "late_"]))
@example("eve", 6, 7, "1_2_x.ipynb", "")
def test_canvas_label_tells_the_student_whatever_the_file_is_called(name, number, attachment, file, late):
    found = label(PurePosixPath(f"{name}_{late}{number}_{attachment}_{file}"))
    assert (found.sender, found.file) == (Sender("canvas", name, str(number)), file)
    assert (found.attachment, found.late) == (attachment, bool(late))


@pytest.mark.parametrize(
    "name", ["week1-step-by-step-ada.zip", "tiny.ipynb", "ada/tiny.ipynb", "a_1.ipynb", "1_2.zip"]
)
def test_what_no_platform_named_has_no_label(name):
    assert label(PurePosixPath(name)) is None


def test_default_group_of_moodle_has_no_number():
    assert (
        label(PurePosixPath("Default group_assignsubmission_file/x.ipynb")).sender.key
        == "moodle:Default group"
    )


@pytest.mark.parametrize(
    "name", ["A_1_assignsubmission_onlinetext/onlinetext.html", "a_1_text.html", "a_1_link.html"]
)
def test_text_in_place_of_a_file_is_told_from_one(name):
    assert label(PurePosixPath(name)).file == ""
