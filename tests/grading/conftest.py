"""A tiny assignment of two questions, loaded and published for the tests of this folder."""

from pathlib import Path

import pytest

from cnn_helpers.grading import published, release, sample_class, solution

SOLUTIONS = Path(__file__).parent / "solutions"


@pytest.fixture
def tiny(monkeypatch, tmp_path):
    """The tiny assignment's Solution; `check`, `release` and `grade` see it and nothing else."""
    monkeypatch.setenv(solution.SOLUTIONS_VARIABLE, str(SOLUTIONS))
    monkeypatch.setenv(published.FOLDER_VARIABLE, str(tmp_path / "published"))
    monkeypatch.setattr(sample_class, "ASSIGNMENTS", tmp_path / "assignments")
    published.find.cache_clear()
    release.release("tiny", tmp_path / "assignments", tmp_path / "published")
    yield solution.load("tiny")
    published.find.cache_clear()
