"""A teacher names wrong answers that are alike: once, in a file, and nothing is run anew."""

import nbformat
import pytest

from cnn_helpers.grading.assignments import sample_class
from cnn_helpers.grading.class_files.mistake_names import COLUMNS, read_names
from cnn_helpers.grading.class_files.tables import QuestionGrade, read
from cnn_helpers.grading.grading_a_class.runner import grade_class

STRANGE = "import numpy as np\ndef double(x):\n    return 2 * np.sin(x) + np.cos(3 * x)"
TYPED_OTHERWISE = (
    "from numpy import cos, sin\ndef double(x):\n    a = cos(x + x + x)\n    return a + 2 * sin(x)"
)


@pytest.mark.sandbox
def test_answers_that_are_alike_are_shown_and_named_from_then_on(tiny, tiny_notebook, tmp_path):
    folder = tmp_path / "class"
    for student, double in {"ada": STRANGE, "bo": TYPED_OTHERWISE, "cy": tiny.sources["double"]}.items():
        path = folder / "submitted" / student / "tiny" / "tiny.ipynb"
        path.parent.mkdir(parents=True)
        answers = tiny.sources | {"double": double}
        path.write_text(nbformat.writes(sample_class.fill(tiny_notebook, answers)), encoding="utf-8")
    grade_class(folder, 1)
    rows = {
        row.student: row for row in read(folder / "questions.csv", QuestionGrade) if row.question == "double"
    }
    assert rows["ada"].group == rows["bo"].group != "" and rows["cy"].group == ""
    assert not rows["ada"].mistake and not rows["bo"].mistake
    line = f"tiny,double,{rows['ada'].group},"
    assert "Alike, and without a name" in (folder / "report.html").read_text(encoding="utf-8")
    assert f"{line}NAME,HINT" in (folder / "report.html").read_text(encoding="utf-8")

    kept = {path: path.stat().st_mtime_ns for path in (folder / "results").iterdir()}
    names = f'{",".join(COLUMNS)}\n{line}sine-and-cosine,"Twice x, and <no> sine"\n'
    (folder / "names.csv").write_text(names, encoding="utf-8")
    scores = {grade.student: grade.score for grade in grade_class(folder, 1)}
    assert scores == {"ada": 60, "bo": 60, "cy": 100}
    assert {path: path.stat().st_mtime_ns for path in (folder / "results").iterdir()} == kept
    rows = {
        row.student: row for row in read(folder / "questions.csv", QuestionGrade) if row.question == "double"
    }
    assert [rows[who].mistake for who in ("ada", "bo", "cy")] == ["sine-and-cosine"] * 2 + [""]
    assert rows["bo"].message == "Twice x, and <no> sine"
    page = (folder / "feedback" / "bo" / "tiny" / "tiny.html").read_text(encoding="utf-8")
    assert "Twice x, and &lt;no&gt; sine" in page
    report = (folder / "report.html").read_text(encoding="utf-8")
    assert "Alike, and without a name" not in report and "sine-and-cosine" in report


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "question,name\ndouble,x\n",
            "has the columns question, name; assignment, group, hint are needed too",
        ),
        ("", "has the columns none"),
        ("assignment,question,group,name,hint\ntiny,double,,x,y\n", "line 2: nothing stands under group"),
        (
            "assignment,question,group,name,hint\ntiny,double\n",
            "line 2: nothing stands under group, name, hint",
        ),
    ],
)
def test_a_file_that_cannot_be_read_says_what_is_wrong(tmp_path, text, said):
    (tmp_path / "names.csv").write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=said):
        read_names(tmp_path / "names.csv")


def test_no_file_gives_no_names(tmp_path):
    assert read_names(tmp_path / "names.csv") == {}
