"""Work is collected by the roster: its ids, its times, and what does not fit it."""

from datetime import UTC, datetime

from cnn_helpers.grading.handing_in.collect import LEFT_OUT
from cnn_helpers.grading.handing_in.submitted_files import COLLECTED, TIMESTAMP, UNCHANGED


def test_moodle_and_canvas_work_of_one_student_meet_in_one_folder(
    roster, collected, work, tmp_path, save, make_zip
):
    source = make_zip({"Ada Lovelace_12_assignsubmission_file/a.ipynb": work("a")}, (2024, 4, 4, 12, 0, 0))
    collected(save(tmp_path / "m.zip", source), roster=roster("moodle"))
    source = make_zip(
        {"lovelaceada_12_5_a.ipynb": work("b"), "x_99_6_a.ipynb": work()}, (2024, 4, 5, 12, 0, 0)
    )
    rows = collected(save(tmp_path / "c.zip", source), roster=roster("canvas"))
    assert collected.students == ["s1", "x-99"]
    assert collected.read("s1") == work("b")
    assert [row.remark for row in rows] == ["", "not in the roster"]


def test_platforms_time_stands_in_place_of_a_claim(
    roster, collected, work, tmp_path, save, make_zip, manifest
):
    inside = make_zip({"tiny/tiny.ipynb": work(), "handed-in.json": manifest("s1", "2024-04-01T00:00:00Z")})
    source = save(tmp_path / "m.zip", make_zip({"Ada Lovelace_12_assignsubmission_file/t.zip": inside}))
    stamp = collected.path / "submitted" / "s1" / "tiny" / TIMESTAMP
    (row,) = collected(source, roster=roster("own"))
    assert (row.done, stamp.read_text()) == (COLLECTED, "2024-04-01 00:00:00 UTC\n")
    (row,) = collected(source, roster=roster("moodle"))
    assert row.done == UNCHANGED
    assert "says the roster" in row.when
    assert stamp.read_text() == f"{datetime(2024, 4, 4, 10, 15).astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC\n"


def test_zip_that_names_another_student_than_the_platform_is_pointed_out(
    roster, collected, work, tmp_path, save, make_zip, manifest
):
    inside = make_zip({"tiny/tiny.ipynb": work(), "handed-in.json": manifest("s2", "2024-04-01T00:00:00Z")})
    (row,) = collected(save(tmp_path / "c.zip", make_zip({"ada_12_5_t.zip": inside})), roster=roster("own"))
    assert (row.student, "its zip says s2" in row.remark) == ("s1", True)


def test_name_of_two_students_gives_a_row_and_the_rest_go_on(
    roster, collected, work, tmp_path, save, make_zip
):
    known = roster("student,number,name\ns1,,Ada\ns2,,Ada\ns3,7,Grace\n")
    source = save(tmp_path / "c.zip", make_zip({"ada_1_5_t.ipynb": work(), "grace_7_6_t.ipynb": work()}))
    rows = collected(source, roster=known)
    assert [(row.student, row.done) for row in rows] == [("", LEFT_OUT), ("s3", COLLECTED)]
    assert "s1, s2" in rows[0].remark


def test_student_collected_before_there_was_a_roster_is_pointed_out(
    roster, collected, work, tmp_path, save, make_zip
):
    source = save(tmp_path / "c.zip", make_zip({"ada_12_5_t.ipynb": work()}))
    collected(source)
    (row,) = collected(source, roster=roster("own"))
    assert (row.student, "collected as ada-12 before" in row.remark) == ("s1", True)


def test_roster_of_the_class_is_used_where_none_is_named(collected, work, tmp_path, save, make_zip):
    save(collected.path / "roster.csv", b"student,number\ns1,12\n")
    (row,) = collected(save(tmp_path / "c.zip", make_zip({"ada_12_5_t.ipynb": work()})))
    assert (row.student, row.remark) == ("s1", "")
