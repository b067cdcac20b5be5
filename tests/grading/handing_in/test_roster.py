"""The roster: a teacher's own list, Moodle's worksheet and Canvas's export all lead to the same ids."""

from datetime import UTC, datetime

import pytest

from cnn_helpers.grading.handing_in.collect import LEFT_OUT
from cnn_helpers.grading.handing_in.placing import COLLECTED, TIMESTAMP, UNCHANGED
from cnn_helpers.grading.handing_in.platforms import Sender
from cnn_helpers.grading.handing_in.roster import read

OWN = "student,number,name\ns1,12,Ada Lovelace\ns2,,Grace Hopper\n"
MOODLE = (
    "Identifier,Full name,ID number,Email address,Status,Grade,Last modified (submission)\n"
    'Participant 12,Ada Lovelace,s1,ada@x.org,Submitted,,"Thursday, 4 April 2024, 10:15 AM"\n'
    "Participant 34,Grace Hopper,,grace@x.org,No submission,,-\n"
)
CANVAS = (
    "Student,ID,SIS User ID,SIS Login ID,Section,tiny (77)\n"
    "    Points Possible,,,,,100.00\n"
    '"Lovelace, Ada",12,s1,ada,A,\n'
    '"Hopper, Grace",34,,grace,A,\n'
    '"Student, Test",,,abc,A,\n'
)


@pytest.fixture
def roster(tmp_path, monkeypatch):
    monkeypatch.setenv("TZ", "UTC")

    def of(text: str):
        path = tmp_path / "roster.csv"
        path.write_text(text, encoding="utf-8")
        return read(path)

    return of


@pytest.mark.parametrize(
    ("text", "sender", "student"),
    [
        (OWN, Sender("moodle", "Ada Lovelace", "12"), "s1"),
        (OWN, Sender("moodle", "Grace Hopper", "99"), "s2"),
        (OWN, Sender("canvas", "gracehopper", "99"), "s2"),
        (OWN.replace(",", ";"), Sender("moodle", "A. L.", "12"), "s1"),
        ("\ufeff" + OWN, Sender("moodle", "A. L.", "12"), "s1"),
        (MOODLE, Sender("moodle", "Participant", "12"), "s1"),
        (MOODLE, Sender("moodle", "Grace Hopper", "34"), "grace@x.org"),
        (CANVAS, Sender("canvas", "lovelaceada", "12"), "s1"),
        (CANVAS, Sender("canvas", "hoppergrace", "34"), "grace"),
    ],
)
def test_student_is_found_by_number_or_else_by_name(roster, text, sender, student):
    assert roster(text).find(sender).student == student


@pytest.mark.parametrize(
    ("text", "sender"),
    [
        (OWN, Sender("moodle", "Ada Lovelace", "13")),
        (OWN, Sender("moodle", "Alan Turing", "")),
        (CANVAS, Sender("canvas", "studenttest", "77")),
        (CANVAS, Sender("canvas", "pointspossible", "78")),
    ],
)
def test_who_is_not_listed_is_not_taken_for_another(roster, text, sender):
    assert roster(text).find(sender) is None


def test_name_of_two_students_is_refused(roster):
    with pytest.raises(ValueError, match="s1, s2"):
        roster("student,name\ns1,Ada\ns2,ada\n").find(Sender("canvas", "ada", "5"))


def test_time_of_the_worksheet_is_read(roster):
    ada, grace = roster(MOODLE).listed
    assert ada.handed_in == datetime(2024, 4, 4, 10, 15).astimezone(UTC)
    assert grace.handed_in is None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "student"),
        ("who,name\na,b\n", "who, name"),
        ("student\na\n", "number"),
        ("student,number,handed_in\na,1,yesterday-ish\n", "no date"),
    ],
)
def test_table_that_is_no_roster_is_refused(roster, text, said):
    with pytest.raises(ValueError, match=said):
        roster(text)


def test_roster_that_is_not_utf_8_is_refused(tmp_path):
    (tmp_path / "r.csv").write_bytes("student,name\na,Jos\u00e9\n".encode("latin-1"))
    with pytest.raises(ValueError, match="UTF-8"):
        read(tmp_path / "r.csv")


def test_moodle_and_canvas_work_of_one_student_meet_in_one_folder(
    roster, collected, work, tmp_path, save, make_zip
):
    source = make_zip({"Ada Lovelace_12_assignsubmission_file/a.ipynb": work("a")}, (2024, 4, 4, 12, 0, 0))
    collected(save(tmp_path / "m.zip", source), roster=roster(MOODLE))
    source = make_zip(
        {"lovelaceada_12_5_a.ipynb": work("b"), "x_99_6_a.ipynb": work()}, (2024, 4, 5, 12, 0, 0)
    )
    rows = collected(save(tmp_path / "c.zip", source), roster=roster(CANVAS))
    assert collected.students == ["s1", "x-99"]
    assert collected.read("s1") == work("b")
    assert [row.remark for row in rows] == ["", "not in the roster"]


def test_platforms_time_stands_in_place_of_a_claim(
    roster, collected, work, tmp_path, save, make_zip, manifest
):
    inside = make_zip({"tiny/tiny.ipynb": work(), "handed-in.json": manifest("s1", "2024-04-01T00:00:00Z")})
    source = save(tmp_path / "m.zip", make_zip({"Ada Lovelace_12_assignsubmission_file/t.zip": inside}))
    stamp = collected.path / "submitted" / "s1" / "tiny" / TIMESTAMP
    (row,) = collected(source, roster=roster(OWN))
    assert (row.done, stamp.read_text()) == (COLLECTED, "2024-04-01 00:00:00 UTC\n")
    (row,) = collected(source, roster=roster(MOODLE))
    assert row.done == UNCHANGED
    assert "says the roster" in row.when
    assert stamp.read_text() == f"{datetime(2024, 4, 4, 10, 15).astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC\n"


def test_zip_that_names_another_student_than_the_platform_is_pointed_out(
    roster, collected, work, tmp_path, save, make_zip, manifest
):
    inside = make_zip({"tiny/tiny.ipynb": work(), "handed-in.json": manifest("s2", "2024-04-01T00:00:00Z")})
    (row,) = collected(save(tmp_path / "c.zip", make_zip({"ada_12_5_t.zip": inside})), roster=roster(OWN))
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
    (row,) = collected(source, roster=roster(OWN))
    assert (row.student, "collected as ada-12 before" in row.remark) == ("s1", True)
