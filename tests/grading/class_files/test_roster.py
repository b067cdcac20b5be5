"""The roster: a teacher's own list, Moodle's worksheet and Canvas's export all lead to the same ids."""

from datetime import UTC, datetime

import pytest

from cnn_helpers.grading.class_files.roster import read_roster, roster_in


@pytest.mark.parametrize(
    ("text", "sender", "student"),
    [
        ("own", ("12", "Ada Lovelace"), "s1"),
        ("own", ("99", "Grace Hopper"), "s2"),
        ("own", ("99", "gracehopper"), "s2"),
        ("student;number;name\ns1;12;Ada Lovelace\n", ("12", "A. L."), "s1"),
        ("\ufeffstudent,number,name\ns1,12,Ada Lovelace\n", ("12", "A. L."), "s1"),
        ("moodle", ("12", "Participant"), "s1"),
        ("moodle", ("34", "Grace Hopper"), "grace@x.org"),
        ("canvas", ("12", "lovelaceada"), "s1"),
        ("canvas", ("34", "hoppergrace"), "grace"),
    ],
)
def test_student_is_found_by_number_or_else_by_name(roster, text, sender, student):
    assert roster(text).find(*sender).student == student


@pytest.mark.parametrize(
    ("text", "sender"),
    [
        ("own", ("13", "Ada Lovelace")),
        ("own", ("", "Alan Turing")),
        ("canvas", ("77", "studenttest")),
        ("canvas", ("78", "pointspossible")),
    ],
)
def test_who_is_not_listed_is_not_taken_for_another(roster, text, sender):
    assert roster(text).find(*sender) is None


def test_name_of_two_students_is_refused(roster):
    with pytest.raises(ValueError, match="s1, s2"):
        roster("student,name\ns1,Ada\ns2,ada\n").find("5", "ada")


def test_time_of_the_worksheet_is_read(roster):
    ada, grace = roster("moodle").people
    assert ada.handed_in == datetime(2024, 4, 4, 10, 15).astimezone(UTC)
    assert grace.handed_in is None


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"who,name\na,b\n", "who, name"),
        (b"student,number,handed_in\na,1,yesterday-ish\n", "line 2: .* no date"),
        (b"student,number\nada,7\nbob,7\n", "share the number"),
        (b"name\nAda\n", "with `student` among"),
        (b"", r"\(none\)"),
        (b"student,student\na,b\n", "each once"),
        (b"student,name\nada,Ada,x\n", "line 2: it has more or fewer"),
        (b"student,name\nada\n", "line 2: it has more or fewer"),
        (b"student,name\n,Ada\n", "line 2: `student` is empty"),
        (b"student\nada\nada\n", "line 3: 'ada' stands there twice"),
        (b"student,sis_id\nada,7\nbob,7\n", "'ada' and 'bob' share the sis_id '7'"),
        (b"student,email\nada,A@x.org\nbob,a@X.org\n", "share the email"),
        ("student\nadé\n".encode("latin-1"), "not text in UTF-8"),
        (b'student,name\nada,"Ada\n', "not CSV"),
    ],
)
def test_broken_roster_is_refused_by_its_line(tmp_path, content, said):
    (tmp_path / "r.csv").write_bytes(content)
    with pytest.raises(ValueError, match=said):
        read_roster(tmp_path / "r.csv")


def test_roster_as_spreadsheets_save_it_is_read(tmp_path):
    path = tmp_path / "roster.csv"
    path.write_bytes(b'\xef\xbb\xbfStudent, Name ,Year\r\nada,"Lovelace, Ada",2\r\n,,\r\n\r\n')
    (person,) = read_roster(path).people
    assert (person.student, person.name, person.sis_id) == ("ada", "Lovelace, Ada", "")


def test_class_without_a_roster_has_nobody_in_it(tmp_path):
    assert roster_in(tmp_path / "roster.csv").people == []
    with pytest.raises(OSError, match=r"r\.csv"):
        read_roster(tmp_path / "r.csv")
