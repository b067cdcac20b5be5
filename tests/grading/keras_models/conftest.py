"""The small TensorFlow assignment, published once; Keras is loaded by the first test that needs it."""

import os
from pathlib import Path

import pytest

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

SOLUTIONS = Path(__file__).parents[1] / "solutions"


@pytest.fixture(scope="session")
def tiny_keras_published(tmp_path_factory):
    """The folder of the feedback data that students get."""
    from cnn_helpers.grading.assignments import published, solution

    folder = tmp_path_factory.mktemp("published")
    text = published.publish(solution.load("tiny-keras", SOLUTIONS))
    (folder / "tiny-keras.json").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def tiny_keras(monkeypatch, tiny_keras_published):
    """The Solution of the small TensorFlow assignment; `check` and `grade` see it and nothing else."""
    from cnn_helpers.grading.assignments import published, solution

    monkeypatch.setenv(solution.SOLUTIONS_VARIABLE, str(SOLUTIONS))
    monkeypatch.setenv(published.FOLDER_VARIABLE, str(tiny_keras_published))
    published.find.cache_clear()
    yield solution.load("tiny-keras")
    published.find.cache_clear()
