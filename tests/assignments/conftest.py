"""What the tests of one assignment share; such a module names its assignment as NAME."""

import pytest

from cnn_helpers.grading.assignments.solution import load


@pytest.fixture(scope="module")
def solution(request):
    return load(request.module.NAME)


@pytest.fixture(scope="module")
def answers(solution):
    return solution.references


@pytest.fixture(scope="module")
def edited(solution):
    """Returns a student's function: the reference of a question with edits (old, new)."""

    def function(name, *edits):
        source = solution.sources[name]
        for old, new in edits:
            assert old in source
            source = source.replace(old, new)
        return solution.function(source, name)

    return function


@pytest.fixture(scope="module")
def cases_of(solution):
    """Returns (family, arguments) of all public and hidden cases of a question."""

    def cases(name, seed=3):
        question = solution.assignment.question(name)
        return [
            (family, case.args)
            for family in question.families
            for case in question.public_cases(family) + question.hidden_cases(family, seed)
        ]

    return cases


@pytest.fixture(scope="module")
def closing_cells(solution):
    """The sources of the cells that graders leave out."""
    return [c.source for c in solution.notebook.cells if "skip-execution" in c.metadata.get("tags", ())]
