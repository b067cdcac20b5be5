"""Submissions of the tiny assignment, written as files and sanitised."""

import copy
import dataclasses
import json
from types import SimpleNamespace

import nbformat
import pytest

from cnn_helpers.grading.assignments import sample_class
from cnn_helpers.grading.sanitising import sanitise


@pytest.fixture
def handed(tiny, tiny_notebook, tmp_path):
    """The folder of a submission, the plain cells of a right one, and ways to sanitise what is there."""
    folder = tmp_path / "submitted" / "alice" / "tiny"
    folder.mkdir(parents=True)
    right = json.loads(nbformat.writes(sample_class.fill(tiny_notebook, tiny.sources)))

    def file(**changes):
        """What comes of the folder as it is; `changes` are to the assignment."""
        return sanitise(folder, tiny_notebook, dataclasses.replace(tiny.assignment, **changes))

    def content(content: bytes, name="tiny.ipynb"):
        (folder / name).write_bytes(content)
        return file()

    def cells(cells, **top):
        """The cells of what comes of a notebook with these cells, and the remarks."""
        result = content(json.dumps({**right, "cells": cells, **top}).encode())
        return json.loads(result.notebook)["cells"], result.remarks

    return SimpleNamespace(
        folder=folder, right=right, released=tiny_notebook, file=file, content=content, cells=cells
    )


@pytest.fixture
def right(handed):
    """The cells of a right submission, by id."""
    return {cell["id"]: copy.deepcopy(cell) for cell in handed.right["cells"]}


@pytest.fixture
def clean(handed):
    """What a right submission comes out as."""
    return handed.cells(handed.right["cells"])[0]
