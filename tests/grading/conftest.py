"""A tiny assignment of two questions, released once for the tests of this folder."""

from pathlib import Path

import pytest

from cnn_helpers.grading import published, release, sample_class, solution

SOLUTIONS = Path(__file__).parent / "solutions"


@pytest.fixture(scope="session")
def tiny_release(tmp_path_factory):
    """The folder of the tiny assignment's student notebook and feedback data."""
    folder = tmp_path_factory.mktemp("released")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(solution.SOLUTIONS_VARIABLE, str(SOLUTIONS))
        release.release("tiny", folder / "assignments", folder / "published")
    return folder


@pytest.fixture
def tiny(monkeypatch, tiny_release):
    """The tiny assignment's Solution; `check`, `release` and `grade` see it and nothing else."""
    monkeypatch.setenv(solution.SOLUTIONS_VARIABLE, str(SOLUTIONS))
    monkeypatch.setenv(published.FOLDER_VARIABLE, str(tiny_release / "published"))
    monkeypatch.setattr(sample_class, "ASSIGNMENTS", tiny_release / "assignments")
    published.find.cache_clear()
    yield solution.load("tiny")
    published.find.cache_clear()


@pytest.fixture
def tiny_notebook(tiny, tiny_release):
    """The student notebook of the tiny assignment."""
    import nbformat

    return nbformat.read(tiny_release / "assignments" / "tiny" / "tiny.ipynb", as_version=4)
