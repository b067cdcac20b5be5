"""Two assignments share the names of three functions that do different things; neither is taken for the other."""

import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from cnn_helpers.grading.assignments import published, release, sample_class, solution
from cnn_helpers.grading.assignments.nbgrader_setup import PROJECT
from cnn_helpers.grading.class_files.tables import QuestionGrade, read
from cnn_helpers.grading.feedback import check, check_for, grade
from cnn_helpers.grading.grading_a_class.runner import grade_class
from cnn_helpers.grading.handing_in import course, notebook_check

SOLUTIONS = Path(__file__).parents[1] / "same_names"
BOTH = "products", "sums"
SHARED = {"combine": 30, "neutral": 20, "fold": 30}
OWN = {"products": {"logarithm": 20}, "sums": {"average": 20}}


def shared(sources: dict[str, str]) -> dict[str, str]:
    return {name: source for name, source in sources.items() if name in SHARED}


@pytest.fixture(scope="module")
def both_released(tmp_path_factory):
    folder = tmp_path_factory.mktemp("same-names")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(solution.SOLUTIONS_VARIABLE, str(SOLUTIONS))
        for name in BOTH:
            release.release(name, folder / "assignments", folder / "published")
    return folder


@pytest.fixture
def both(both_released, monkeypatch):
    """The two solutions by name; the course has no other assignment."""
    monkeypatch.setenv(solution.SOLUTIONS_VARIABLE, str(SOLUTIONS))
    monkeypatch.setenv(published.FOLDER_VARIABLE, str(both_released / "published"))
    monkeypatch.setattr(course, "ASSIGNMENTS", both_released / "assignments")
    published.find.cache_clear()
    yield {name: solution.load(name) for name in BOTH}
    published.find.cache_clear()


@pytest.fixture
def notebooks(both, both_released):
    """A maker of notebooks: an assignment's, where the shared functions are this or the other assignment's."""

    def make(name: str, answers_of: str, old: bool = False, **answers: str) -> nbformat.NotebookNode:
        path = both_released / "assignments" / name / f"{name}.ipynb"
        made = sample_class.fill(
            nbformat.read(path, 4), both[name].sources | shared(both[answers_of].sources) | answers
        )
        return as_handed_out_at_first(made) if old else made

    return make


def as_handed_out_at_first(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """The same as it was before notebooks said which assignment they are."""
    del notebook.metadata["cnn_course"]
    first = next(cell for cell in notebook.cells if "check_for" in cell.source)
    start = first.source.index("from cnn_helpers.grading.feedback")
    first.source = first.source[:start] + "from cnn_helpers.grading.feedback import check"
    return notebook


def run(notebook: nbformat.NotebookNode) -> dict:
    """What a notebook's cells define; the points that each check shows stand under "points"."""
    names: dict = {"points": {}}
    for cell in notebook.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id", "").removesuffix("-check")
        if cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("grade"):
            names["points"][name] = eval(cell.source, names)
        elif cell.cell_type == "code":
            exec(cell.source, names)
    return names


@pytest.mark.parametrize("name", BOTH)
def test_check_tries_the_cases_of_the_notebooks_own_assignment(notebooks, name, capsys):
    other = BOTH[1 - BOTH.index(name)]
    assert run(notebooks(name, name))["points"] == SHARED | OWN[name]
    wrong = run(notebooks(name, other))["points"]
    assert wrong == dict.fromkeys(SHARED | OWN[name], 0)
    hint = {"sums": "multiplied, not added", "products": "added, not multiplied"}[name]
    assert hint in capsys.readouterr().out


def test_bare_check_of_a_shared_name_says_which_there_are_and_what_to_write(both):
    with pytest.raises(ValueError, match=r'products, sums.*check = check_for\("products"\)'):
        check("combine", lambda a, b: a + b)
    assert check("combine", lambda a, b: a + b, assignment="sums") == 30
    with pytest.raises(ValueError, match=r"no assignment 'sum'; there are: products, sums"):
        check_for("sum")("combine", lambda a, b: a + b)
    with pytest.raises(
        ValueError, match=r"no question 'combined' in sums; there are: combine, neutral, fold, average"
    ):
        check_for("sums")("combined", lambda a, b: a + b)


def test_bare_check_works_where_one_assignment_has_the_name(both, both_released, tmp_path, monkeypatch):
    shutil.copy(both_released / "published" / "sums.json", tmp_path)
    monkeypatch.setenv(published.FOLDER_VARIABLE, str(tmp_path))
    published.find.cache_clear()
    assert check("combine", lambda a, b: a + b) == 30


def test_judging_in_this_process_takes_the_solutions_own_questions(both):
    for name, other in (BOTH, BOTH[::-1]):
        for question, points in SHARED.items():
            assert grade(both[name], question, both[name].references[question], 3).points == points
            # `fold` is written alike in both: with this assignment's helpers in place of the other's it is right
            wrong = grade(both[name], question, both[other].references[question], 3)
            assert wrong.points == (points if question == "fold" else 0)


@pytest.mark.parametrize("old", [False, True], ids=["new", "handed-out-at-first"])
def test_check_of_a_file_knows_its_assignment(notebooks, tmp_path, old):
    """A notebook as handed out at first is known by its cells: one function is this assignment's alone."""
    made = notebooks("sums", "sums", old)
    path = tmp_path / "a copy under another name.ipynb"
    nbformat.write(made, path)
    said = {name: result for name, _, result, _ in notebook_check.check_notebook(path)}
    assert {name: result.points for name, result in said.items()} == SHARED | OWN["sums"]


def test_notebook_says_which_assignment_it_is_and_an_old_one_goes_by_its_cells(notebooks):
    known = course.released()
    for name in BOTH:
        new = nbformat.writes(notebooks(name, "sums")).encode()
        assert course.named_in(new) == course.assignment_of(new, known) == name
        old = notebooks(name, "sums", old=True)
        assert course.named_in(nbformat.writes(old).encode()) == ""
        assert course.assignment_of(nbformat.writes(old).encode(), known) == name


@pytest.mark.parametrize("said", ["neither", 3, {"a": 1}, None, "tiny"])
def test_what_a_notebook_says_is_not_believed_where_it_cannot_be(notebooks, said):
    notebook = notebooks("sums", "sums")
    for entry in ({"assignment": said}, said):
        notebook.metadata["cnn_course"] = entry
        assert course.assignment_of(nbformat.writes(notebook).encode(), course.released()) == "sums"


def test_notebook_with_cells_of_another_assignment_alone_is_that_ones(notebooks):
    notebook = notebooks("sums", "sums")
    notebook.cells = [cell for cell in notebook.cells if "average" in cell.source]
    notebook.metadata["cnn_course"]["assignment"] = "products"
    assert course.assignment_of(nbformat.writes(notebook).encode(), course.released()) == "sums"


@pytest.mark.sandbox
def test_one_class_is_graded_in_both_by_us_and_by_stock_nbgrader(notebooks, tmp_path):
    """Who is right has 100 in both; the other's functions earn nothing but `fold`, which is written alike."""
    wrong_helper = {"combine": "def combine(a, b):\n    return a - b"}
    handed_in = {
        "right": lambda name: notebooks(name, name),
        "right-in-an-old-notebook": lambda name: notebooks(name, name, old=True),
        "sums-for-both": lambda name: notebooks(name, "sums"),
        "one-wrong": lambda name: notebooks(name, name, **wrong_helper),
    }
    for folder in ("ours", "stock"):
        for student, make in handed_in.items():
            for name in BOTH:
                path = tmp_path / folder / "submitted" / student / name / f"{name}.ipynb"
                path.parent.mkdir(parents=True)
                nbformat.write(make(name), path)
    grades = {(row.student, row.assignment): row.score for row in grade_class(tmp_path / "ours")}
    expected = {(student, name): 100 for student in handed_in for name in BOTH}
    expected |= {("sums-for-both", "products"): 50, ("one-wrong", "products"): 70, ("one-wrong", "sums"): 70}
    assert grades == expected
    rows = read(tmp_path / "ours" / "questions.csv", QuestionGrade)
    mistakes = {
        row.assignment: row.mistake
        for row in rows
        if row.student == "sums-for-both" and row.question == "combine"
    }
    assert mistakes == {"products": "added", "sums": ""}

    shutil.copy(tmp_path / "ours" / "seeds.json", tmp_path / "stock")
    assert stock_scores(tmp_path / "stock") == expected


def stock_scores(folder: Path) -> dict[tuple[str, str], float]:
    """Scores by `nbgrader generate_assignment` and `nbgrader autograde`."""
    from nbgrader.api import Gradebook

    for name in BOTH:
        for command in (["generate_assignment", name, "--force"], ["autograde", name]):
            words = [sys.executable, "-m", "nbgrader", *command, f"--CourseDirectory.root={folder}"]
            ran = subprocess.run(words, cwd=PROJECT, capture_output=True, text=True)
            assert ran.returncode == 0, ran.stderr[-2000:]
    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as gradebook:
        return {
            (submission.student.id, name): submission.score
            for name in BOTH
            for submission in gradebook.assignment_submissions(name)
        }
