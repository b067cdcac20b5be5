"""`collect`: every kind of source ends in nbgrader's folders, and doing it again changes nothing."""

import errno
import io
import re
import zipfile
from dataclasses import replace
from datetime import UTC, datetime

import nbformat
import pytest
from nbgrader.coursedir import CourseDirectory

from cnn_helpers.grading.class_folder import ClassFolder
from cnn_helpers.grading.handing_in import collect, submit, submitted_files
from cnn_helpers.grading.handing_in.collect import LEFT_OUT
from cnn_helpers.grading.handing_in.entries import NotRead
from cnn_helpers.grading.handing_in.submitted_files import ASIDE, COLLECTED, REPLACED, TIMESTAMP, UNCHANGED

WEDNESDAY, THURSDAY = (2024, 4, 3, 12, 0, 0), (2024, 4, 4, 12, 0, 0)


def unzipped(data: bytes, folder):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        archive.extractall(folder)
    return folder


@pytest.fixture(params=["zip", "folder"])
def source_of(request, tmp_path, make_zip, save):
    """A platform's download as it comes, and as an operating system unpacks it."""

    def make(files: dict):
        data = make_zip(files)
        if request.param == "zip":
            return save(tmp_path / "download.zip", data)
        return unzipped(data, tmp_path / "download")

    return make


MOODLE = {
    "in folders, until 4.0": "{who}_assignsubmission_file_/{file}",
    "in folders": "{who}_assignsubmission_file/{file}",
    "in folders, with a subfolder": "{who}_assignsubmission_file/my work/{file}",
    "in one folder": "{who}_assignsubmission_file_{file}",
    "in folders, unpacked into another": "CNN-week 1-77/{who}_assignsubmission_file/{file}",
}


@pytest.mark.parametrize("pattern", MOODLE.values(), ids=MOODLE)
def test_moodle_download_is_collected(source_of, collected, work, pattern):
    names = {
        "Ada Lovelace_12": "Ada-Lovelace-12",
        "José María_34": "José-María-34",
        "Participant_9": "Participant-9",
    }
    files = {pattern.format(who=who, file="solution.ipynb"): work(who) for who in names}
    files |= {"Ada Lovelace_12_assignsubmission_onlinetext/onlinetext.html": b"<p>see file</p>"}
    rows = collected(source_of(files))
    assert {row.done for row in rows} == {COLLECTED}
    assert collected.students == sorted(names.values())
    for who, folder in names.items():
        assert collected.read(folder) == work(who)


CANVAS = {
    "lovelaceada_12_901_tiny.ipynb": "lovelaceada-12",
    "hoppergrace_LATE_34_902_my_tiny_work-1.ipynb": "hoppergrace-34",
    "curiemarie_late_56_903_tiny.ipynb": "curiemarie-56",
    "o_neil_78_904_tiny-2.ipynb": "o_neil-78",
    "anon_X7f2a_905_tiny.ipynb": "anonymous-X7f2a",
    "LATE_anon_Y1b2c_906_tiny.ipynb": "anonymous-Y1b2c",
}


def test_canvas_download_is_collected(source_of, collected, work):
    rows = collected(source_of({name: work(name) for name in CANVAS} | {"turingalan_99_text.html": b"hello"}))
    for name, folder in CANVAS.items():
        assert collected.read(folder) == work(name)
    assert len(collected.students) == len(CANVAS)
    late = {row.student for row in rows if "late" in row.remark}
    assert late == {"hoppergrace-34", "curiemarie-56", "anonymous-Y1b2c"}
    text = next(row for row in rows if row.student == "turingalan-99")
    assert (text.done, "no notebook" in text.remark) == (LEFT_OUT, True)


def test_newest_of_several_canvas_files_counts_and_the_others_are_kept(source_of, collected, work):
    files = {"ada_1_30_tiny-1.ipynb": work("newest"), "ada_1_4_tiny.ipynb": work("oldest")}
    collected(source_of(files))
    assert collected.read("ada-1") == work("newest")
    assert collected.aside == [work("oldest")]


def test_zips_by_submit_inside_a_download_are_opened(source_of, collected, work, tmp_path, save):
    looked = submit.inspect(save(tmp_path / "home" / "tiny.ipynb", work("ada")))
    submit.write(looked, "ada", tmp_path / "ada.zip", datetime(*WEDNESDAY, tzinfo=UTC))
    packed = (tmp_path / "ada.zip").read_bytes()
    files = {"lovelaceada_12_901_tiny-ada.zip": packed, "Ada L_7_assignsubmission_file/tiny-ada.zip": packed}
    rows = collected(source_of(files))
    assert collected.read("lovelaceada-12") == collected.read("Ada-L-7") == work("ada")
    assert not any(row.remark for row in rows), "a zip as submit makes it is not complained of"


def test_folder_of_zips_goes_by_the_students_own_ids(collected, work, tmp_path, save):
    for who in ("ada", "grace"):
        looked = submit.inspect(save(tmp_path / who / "tiny.ipynb", work(who)))
        (tmp_path / "inbox").mkdir(exist_ok=True)
        submit.write(looked, who, submit.target(looked, who, tmp_path / "inbox"))
    rows = collected(tmp_path / "inbox")
    assert [(row.student, row.done, row.remark) for row in rows] == [
        ("ada", COLLECTED, ""),
        ("grace", COLLECTED, ""),
    ]
    assert collected.read("grace") == work("grace")


def test_single_zip_without_manifest_goes_by_its_name(collected, work, tmp_path, save, make_zip):
    source = save(tmp_path / "tiny-ada.zip", make_zip({"whatever.ipynb": work()}))
    (row,) = collected(source)
    assert (row.student, row.done) == ("ada", COLLECTED)
    assert "read from the file's name" in row.remark


def test_second_time_changes_nothing(source_of, collected, work):
    files = {name: work(name) for name in CANVAS}
    files |= {
        "A B_1_assignsubmission_file/a.ipynb": work("a"),
        "A B_1_assignsubmission_file/b.ipynb": work("b"),
    }
    source = source_of(files)
    collected(source)
    before = collected.everything()
    rows = collected(source)
    assert {row.done for row in rows} == {UNCHANGED, ASIDE}
    assert collected.everything() == before


def test_newer_download_replaces_and_an_older_one_does_not(collected, work, tmp_path, save, make_zip):
    name = "Ada_1_assignsubmission_file/tiny.ipynb"
    old = save(tmp_path / "old.zip", make_zip({name: work("old")}, WEDNESDAY))
    new = save(tmp_path / "new.zip", make_zip({name: work("new")}, THURSDAY))
    assert [row.done for row in collected(old)] == [COLLECTED]
    assert [row.done for row in collected(new)] == [REPLACED]
    assert collected.read("Ada-1") == work("new")
    assert collected.aside == [work("old")]
    before = collected.everything()
    assert [row.done for row in collected(old)] == [ASIDE]
    assert collected.everything() == before


def test_order_of_collecting_does_not_matter(collected, work, tmp_path, save, make_zip):
    name = "Ada_1_assignsubmission_file/tiny.ipynb"
    for day, remark in ((THURSDAY, "new"), (WEDNESDAY, "old")):
        collected(save(tmp_path / f"{remark}.zip", make_zip({name: work(remark)}, day)))
    assert collected.read("Ada-1") == work("new")
    assert collected.aside == [work("old")]


def test_going_back_to_earlier_work_counts(collected, work, tmp_path, save, make_zip):
    name = "Ada_1_assignsubmission_file/tiny.ipynb"
    for day, remark in ((1, "first"), (2, "second"), (3, "first")):
        source = save(tmp_path / f"{day}.zip", make_zip({name: work(remark)}, (2024, 4, day, 12, 0, 0)))
        collected(source)
    assert collected.read("Ada-1") == work("first")
    assert collected.aside == [work("first"), work("second")]


def test_time_in_a_zip_by_submit_is_written_as_nbgrader_reads_it(
    collected, work, tmp_path, save, make_zip, manifest
):
    files = {"tiny/tiny.ipynb": work(), "handed-in.json": manifest("ada", "2024-04-01T10:15:00Z")}
    (row,) = collected(save(tmp_path / "tiny-ada.zip", make_zip(files)))
    stamp = CourseDirectory().get_existing_timestamp(str(collected.path / "submitted" / "ada" / "tiny"))
    assert str(stamp) == "2024-04-01 10:15:00"
    assert row.when == "2024-04-01 10:15 UTC, says its own zip", "whose word it is stands beside the time"


def test_time_of_a_download_is_not_taken_for_that_of_handing_in(collected, work, tmp_path, save, make_zip):
    name = "Ada_1_assignsubmission_file/tiny.ipynb"
    (row,) = collected(save(tmp_path / "d.zip", make_zip({name: work()})))
    assert row.when == ""
    assert not (collected.path / "submitted" / "Ada-1" / "tiny" / TIMESTAMP).exists()


def test_claim_from_the_future_is_not_believed(collected, work, tmp_path, save, make_zip, manifest):
    inside = make_zip({"tiny/tiny.ipynb": work(), "handed-in.json": manifest("ada", "2099-01-01T00:00:00Z")})
    (row,) = collected(save(tmp_path / "d.zip", make_zip({"ada_1_2_tiny-ada.zip": inside}, THURSDAY)))
    assert (row.done, row.when) == (COLLECTED, "")
    assert "2099" in row.remark


def test_later_of_two_zips_by_submit_counts_whatever_their_files_times(
    collected, work, tmp_path, save, make_zip, manifest
):
    for name, moment in (("a", "2024-04-02T00:00:00Z"), ("b", "2024-04-01T00:00:00Z")):
        files = {"tiny/tiny.ipynb": work(moment), "handed-in.json": manifest("ada", moment)}
        save(tmp_path / "inbox" / f"tiny-ada ({name}).zip", make_zip(files))
    collected(tmp_path / "inbox")
    assert collected.read("ada") == work("2024-04-02T00:00:00Z")
    assert collected.aside == [work("2024-04-01T00:00:00Z")]


def test_platform_goes_before_what_a_zip_says_of_itself(collected, work, tmp_path, save, make_zip, manifest):
    victim = save(tmp_path / "v.zip", make_zip({"ada_1_2_tiny.ipynb": work("ada")}))
    forged = make_zip(
        {"tiny/tiny.ipynb": work("eve"), "handed-in.json": manifest("ada-1", "2024-04-01T00:00:00Z")}
    )
    inside = make_zip({"ada_1_9_tiny.ipynb": work("eve"), "Ada_1_assignsubmission_file/x.ipynb": work("eve")})
    collected(victim)
    collected(save(tmp_path / "d.zip", make_zip({"eve_66_3_tiny.zip": forged, "eve_66_4_more.zip": inside})))
    collected(save(tmp_path / "e.zip", make_zip({"eve_66_5_ada_1_2_tiny.ipynb": work("eve")})))
    assert collected.students == ["ada-1", "eve-66"]
    assert collected.read("ada-1") == work("ada")


def test_name_that_can_be_read_in_two_ways_is_pointed_out(collected, work, tmp_path, save, make_zip):
    (row,) = collected(save(tmp_path / "d.zip", make_zip({"eve_66_5_1_2_tiny.ipynb": work()})))
    assert (row.student, "two ways" in row.remark) == ("eve-66", True)


def test_notebook_named_like_the_assignment_counts_before_a_scratch_copy(source_of, collected, work):
    folder = "Ada_1_assignsubmission_file"
    rows = collected(
        source_of({f"{folder}/zz.ipynb": work("scratch"), f"{folder}/tiny (1).ipynb": work("real")})
    )
    assert collected.read("Ada-1") == work("real")
    assert collected.aside == [work("scratch")]
    assert [row.done for row in rows] == [ASIDE, COLLECTED]


def test_notebook_that_counts_still_does_after_a_later_download(collected, work, tmp_path, save, make_zip):
    folder = "Ada_1_assignsubmission_file"
    for day in (1, 2):
        files = {f"{folder}/zz.ipynb": work("scratch"), f"{folder}/tiny.ipynb": work("real")}
        rows = collected(save(tmp_path / f"{day}.zip", make_zip(files, (2024, 4, day, 12, 0, 0))))
        assert collected.read("Ada-1") == work("real")
    assert [row.done for row in rows] == [ASIDE, UNCHANGED]
    assert collected.aside == [work("scratch")]


def test_damaged_notebook_is_collected_by_its_name_so_that_grading_gives_it_a_row(source_of, collected):
    rows = collected(source_of({"ada_1_2_tiny-1.ipynb": b'{"cells": [', "eve_2_3_other.ipynb": b"{"}))
    assert [(row.student, row.done) for row in rows] == [("ada-1", COLLECTED), ("eve-2", LEFT_OUT)]
    assert "no assignment" in rows[1].remark


def test_named_assignment_takes_what_cannot_be_told(source_of, collected):
    rows = collected(source_of({"ada_1_2_homework.ipynb": b"{"}), assignment="tiny")
    assert [(row.student, row.done) for row in rows] == [("ada-1", COLLECTED)]
    assert collected.read("ada-1") == b"{"


def test_notebook_of_nothing_in_the_course_is_left_out_with_a_reason(source_of, collected, work):
    other = nbformat.writes(nbformat.v4.new_notebook()).encode()
    rows = collected(source_of({"ada_1_2_other.ipynb": other, "eve_3_4_tiny.ipynb": work()}))
    assert [row.done for row in rows] == [LEFT_OUT, COLLECTED]


def test_data_files_go_along_when_the_assignment_names_them(
    source_of, collected, work, tiny_course, monkeypatch
):
    asked = replace(tiny_course.assignment, files=("*.png",))
    monkeypatch.setattr(collect, "load", lambda name: replace(tiny_course, assignment=asked))
    folder = "Ada_1_assignsubmission_file"
    files = {f"{folder}/{name}": b"data" for name in ("me.png", "numpy.py", ".x.png", "timestamp.txt")}
    (row,) = collected(source_of(files | {f"{folder}/tiny.ipynb": work()}))
    folder = collected.path / "submitted" / "Ada-1" / "tiny"
    assert sorted(path.name for path in folder.iterdir()) == ["me.png", "tiny.ipynb"]
    assert "numpy.py" in row.remark


def test_clutter_of_operating_systems_is_passed_over(source_of, collected, work):
    files = {"__MACOSX/Ada_1_assignsubmission_file/._tiny.ipynb": b"x", "Thumbs.db": b"x"}
    files |= {"Ada_1_assignsubmission_file/.ipynb_checkpoints/tiny-checkpoint.ipynb": work("old")}
    rows = collected(source_of(files | {"Ada_1_assignsubmission_file/tiny.ipynb": work("new")}))
    assert [row.done for row in rows] == [COLLECTED]
    assert collected.aside == []


def test_notebook_that_nobody_owns_is_left_out_with_a_reason(collected, work, tmp_path, save):
    (row,) = collected(save(tmp_path / "inbox" / "tiny.ipynb", work()).parent)
    assert (row.done, "whose it is" in row.remark) == (LEFT_OUT, True)


def test_work_put_there_by_hand_is_kept_aside_when_newer_comes(
    collected, work, tmp_path, save, make_zip, manifest
):
    save(collected.path / "submitted" / "ada" / "tiny" / "tiny.ipynb", work("by hand"), moment=1e9)
    save(collected.path / "submitted" / "ada" / "tiny" / "deep" / "notes.txt", b"mine", moment=1e9)
    files = {"tiny/tiny.ipynb": work("new"), "handed-in.json": manifest("ada", "2024-04-01T00:00:00Z")}
    rows = collected(save(tmp_path / "tiny-ada.zip", make_zip(files)))
    assert [(row.student, row.done) for row in rows] == [("ada", REPLACED)]
    assert collected.aside == [work("by hand")]
    assert [path.read_bytes() for path in collected.path.glob("replaced/ada/tiny/*/deep/notes.txt")] == [
        b"mine"
    ]


@pytest.mark.parametrize("end", [KeyboardInterrupt(), OSError(errno.ENOSPC, "No space left on device")])
def test_run_that_is_ended_leaves_no_half_written_folder(
    collected, work, tmp_path, save, make_zip, monkeypatch, end
):
    name = "Ada_1_assignsubmission_file/tiny.ipynb"
    collected(save(tmp_path / "1.zip", make_zip({name: work("old")}, WEDNESDAY)))
    new = save(tmp_path / "2.zip", make_zip({name: work("new")}, THURSDAY))

    def ended(*args):
        raise end

    with monkeypatch.context() as patch:
        patch.setattr(submitted_files.os, "fsync", ended)
        with pytest.raises(type(end)):
            collected(new)
    assert collected.read("Ada-1") == work("old")
    assert not list(collected.path.glob(submitted_files.SCRATCH + "*"))
    collected(new)
    assert (collected.read("Ada-1"), collected.aside) == (work("new"), [work("old")])


def test_two_at_a_time_are_refused(collected, tmp_path, save, make_zip, work):
    source = save(tmp_path / "d.zip", make_zip({"ada_1_2_tiny.ipynb": work()}))
    with (
        submitted_files.collecting(ClassFolder(collected.path)),
        pytest.raises(BlockingIOError, match="another"),
    ):
        collected(source)
    assert [row.done for row in collected(source)] == [COLLECTED]


@pytest.mark.parametrize(
    ("make", "error", "said"),
    [
        (lambda path: None, FileNotFoundError, "does not exist"),
        (lambda path: path.mkdir(), ValueError, "no notebook and no zip"),
        (lambda path: path.write_text("{}"), NotRead, "no zip"),
    ],
    ids=["missing", "empty folder", "no zip"],
)
def test_source_with_nothing_in_it_is_refused(collected, tmp_path, make, error, said):
    make(tmp_path / "source")
    with pytest.raises(error, match=said):
        collected(tmp_path / "source")


def test_unknown_assignment_is_refused_with_those_there_are(collected, tmp_path):
    with pytest.raises(ValueError, match=re.escape("no assignment 'week9'; there are: tiny")):
        collected(tmp_path, assignment="week9")
