"""What holds for every assignment: truthful grades, named mistakes, and a release that gives nothing away."""

import json
from functools import cache

import nbformat
import numpy as np
import pytest

from cnn_helpers.grading.assignments import published, release, sample_class
from cnn_helpers.grading.assignments.kept_numbers import keep_numbers_of
from cnn_helpers.grading.assignments.nbgrader_setup import SECONDS_A_CELL
from cnn_helpers.grading.assignments.solution import assignment_names, load
from cnn_helpers.grading.judging.judge import grade, judge_public
from cnn_helpers.grading.judging.local_functions import LocalFunctions
from cnn_helpers.grading.running.grading_task import answer_key_of
from cnn_helpers.grading.values.answers import to_json
from cnn_helpers.grading.values.fingerprints import same

SEEDS = 0, 12345, 2**32 - 1
# of any other three a question
FEWEST_MISTAKES = {
    "week1-step-by-step": 60,
    "week1-keras": 120,
    "week2-mobilenet": 150,
    "week2-resnet": 120,
    "week3-unet": 250,
    "week3-yolo": 290,
    "week4-faces": 310,
    "week4-style": 360,
}

load = cache(load)  # one solution for all tests: its right answers are computed once


def questions():
    """Every question of every assignment; its tests run in one process, so that they share its answers."""
    for name in assignment_names():
        for question in load(name).assignment.by_name:
            group = pytest.mark.xdist_group(f"{name} {question}")
            yield pytest.param((name, question), id=f"{name}-{question}", marks=group)


@pytest.fixture(params=questions())
def asked(request):
    """A question of some assignment, with its solution."""
    name, question = request.param
    return load(name), load(name).assignment.question(question)


@cache
def mistaken(solution, name, mistake) -> LocalFunctions:
    """Who made a known mistake in the question of that name; the same answers serve all tests."""
    return LocalFunctions(name, solution.mistaken(solution.assignment.question(name), mistake), solution)


def trains(question) -> bool:
    """Whether each answer is a training, which takes seconds: then fewer of them are made here."""
    return any(family.goal for family in question.families)


def numpy_alone(solution, question) -> bool:
    """Whether no answer is a network, which takes seconds to judge."""
    return "tensorflow" in (*solution.assignment.forbidden, *question.forbidden)


@cache
def graded(solution, name, mistake, seed):
    """The result of a known mistake on the public cases and on the hidden ones that a seed draws."""
    return grade(answer_key_of(solution, seed), name, mistaken(solution, name, mistake))


def judged(solution, question, mistake):
    """The result on the public cases and, unless it takes long, on hidden ones; those can only cost more points."""
    if numpy_alone(solution, question):
        return graded(solution, question.name, mistake, SEEDS[0])
    student = mistaken(solution, question.name, mistake)
    return judge_public(student.public(question.name), lambda cases: student.ask(question.name, cases))


def test_every_known_mistake_loses_marks_and_is_named(asked):
    solution, question = asked
    for mistake in question.mistakes:
        result = judged(solution, question, mistake)
        assert result.points < question.points, f"{mistake.name} costs nothing"
        assert result.mistake == mistake.name, (
            f"{mistake.name} is taken for {result.mistake or 'nothing known'}"
        )
        assert result.hint == mistake.hint


def test_same_code_gets_the_same_score_under_any_seed(asked):
    solution, question = asked
    quick = numpy_alone(solution, question)
    every = (
        len(question.mistakes) if trains(question) else 2 if quick else max(10, len(question.mistakes) // 3)
    )
    seeds = SEEDS if quick else SEEDS[:2]
    for mistake in question.mistakes[::every]:
        scores = {graded(solution, question.name, mistake, seed).points for seed in seeds}
        assert len(scores) == 1, f"{mistake.name}: {scores}"


@pytest.mark.numbers
def test_no_two_mistakes_are_taken_for_each_other(asked):
    solution, question = asked
    mistakes = published.find(question.name, solution.assignment.name).mistakes
    for i, (name, _, prints) in enumerate(mistakes):
        for other, _, others in mistakes[:i]:
            assert not all(same(a, b) for a, b in zip(prints, others, strict=True)), f"{name} and {other}"


def test_hidden_cases_differ_in_shape_or_setting_from_public_ones(asked):
    _, question = asked
    for family in question.families:
        assert not [case for case in family.hidden if case in family.public], family.title


def test_right_answers_in_every_style_keep_all_points(asked):
    solution, question = asked
    styles = list(sample_class.styles(solution).items())
    assert len(styles) >= 3
    for style, sources in (
        styles[1:-1] if trains(question) else styles
    ):  # the sample class trains with the others
        namespace: dict = {}
        for source in (solution.cells[0], *sources.values()):
            exec(source, namespace)
        student = LocalFunctions(question.name, namespace[question.name], solution)
        for seed in SEEDS[:2] if numpy_alone(solution, question) else SEEDS[:1]:
            result = grade(answer_key_of(solution, seed), question.name, student)
            assert result.points == question.points, f"{style}: {result.message}"


@pytest.mark.parametrize("name", assignment_names())
def test_enough_mistakes_are_known(name):
    questions = load(name).assignment.questions
    known = sum(len(question.mistakes) for question in questions)
    assert known >= FEWEST_MISTAKES.get(name, 3 * len(questions))


@pytest.mark.parametrize("name", assignment_names())
def test_nbgrader_waits_for_a_cell_as_long_as_we_do_for_a_submission(name):
    assert load(name).assignment.limits.wall_seconds <= SECONDS_A_CELL


@pytest.mark.numbers
@pytest.mark.parametrize("name", assignment_names())
def test_committed_release_is_what_the_sources_give(name, tmp_path, monkeypatch):
    """But for fingerprints, whose mistakes would all run once more: where a mistake is named, its own are right."""
    committed = release.ASSIGNMENTS / name / f"{name}.ipynb"
    kept = published.folder() / f"{name}.json"
    prints = {
        (question["name"], mistake["name"]): mistake["fingerprints"]
        for question in json.loads(kept.read_text(encoding="utf-8"))["questions"]
        for mistake in question["mistakes"]
    }
    monkeypatch.setattr(
        published,
        "fingerprints_of",
        lambda solution, question, mistake: prints.get((question.name, mistake.name)),
    )
    notebook, data = release.release(name, tmp_path, tmp_path)
    assert notebook.read_bytes() == committed.read_bytes(), "run: cnn-course release"
    made = keep_numbers_of(kept, data.read_text(encoding="utf-8"))
    assert made == kept.read_text(encoding="utf-8"), "run: cnn-course release"


def _code_lines(source: str) -> set[str]:
    """Lines that say something: not blank, no comment, no docstring line shared with the stub, not tiny."""
    return {
        line.strip()
        for line in source.splitlines()
        if len(line.strip()) > 12 and not line.strip().startswith("#")
    }


@pytest.mark.parametrize("name", assignment_names())
def test_release_holds_no_solution_hidden_case_or_mistake(name):
    solution = load(name)
    notebook = nbformat.read(release.ASSIGNMENTS / name / f"{name}.ipynb", as_version=4)
    text = nbformat.writes(notebook)
    assert "SOLUTION" not in text
    assert "HIDDEN" not in text
    assert "judge(" not in text
    given = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "code")
    data = (published.folder() / f"{name}.json").read_text(encoding="utf-8")
    flat = json.dumps(json.loads(data))
    shared = _code_lines("\n".join(c.source for c in notebook.cells if "nbgrader" not in c.metadata))
    for question in solution.assignment.questions:
        reference = solution.sources[question.name]
        stub = next(
            c.source
            for c in notebook.cells
            if c.metadata.get("nbgrader", {}).get("grade_id") == question.name
        )
        versions = [reference, *(mistake.written(reference) for mistake in question.mistakes)]
        for version in versions:
            secret = {line for line in _code_lines(version) - shared if line not in stub}
            leaked = [line for line in secret if line in given or json.dumps(line)[1:-1] in data]
            assert not leaked, f"{question.name}: {leaked}"
        for family in question.families:
            for case in question.hidden_cases(family, seed=5):
                drawn = [arg for arg in case.args if isinstance(arg, np.ndarray) and arg.size >= 6]
                for array in drawn:
                    if array.dtype.kind == "b":  # six truths are alike by chance
                        continue
                    numbers = json.dumps(to_json(array)["values"][:6])[1:-1]
                    told = numbers in flat  # an assert of this itself takes minutes to show both texts
                    assert not told, f"{question.name}, {family.title}"


@pytest.mark.parametrize("name", assignment_names())
def test_every_closing_cell_that_uses_the_answers_is_skipped_by_graders(name):
    """After the last graded cell nothing is run by a grader."""
    cells = load(name).notebook.cells
    last = max(i for i, cell in enumerate(cells) if cell.metadata.get("nbgrader", {}).get("grade"))
    for cell in cells[last + 1 :]:
        if cell.cell_type == "code":
            assert "skip-execution" in cell.metadata.get("tags", []), cell.source[:80]
