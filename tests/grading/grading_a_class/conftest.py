"""A class of the tiny assignment, and a grader of it in a process of its own that can be killed."""

import json
import os
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from cnn_helpers.grading.assignments import sample_class

SCRIPT = """
import sys
from pathlib import Path
from cnn_helpers.grading.grading_a_class.runner import grade_class
if __name__ == "__main__":
    grade_class(Path(sys.argv[1]), int(sys.argv[2]), progress=lambda grade: print(grade.student, flush=True))
"""


@pytest.fixture
def make_class(tiny, tiny_notebook, tmp_path):
    """Makes class folders of `count` students: every other one right, the others with a known mistake."""
    mistakes = tiny.assignment.question("double").mistakes

    def make(name: str, count: int, seconds: float = 0.0) -> Path:
        folder = tmp_path / name
        for number in range(count):
            answers = dict(tiny.sources)
            if number % 2:
                answers["double"] = mistakes[number // 2 % len(mistakes)].written(answers["double"])
            notebook = sample_class.fill(tiny_notebook, answers)
            # a cell that takes its time, and makes every notebook another one
            source = f"import time\ntime.sleep({seconds})  # {number}"
            notebook.cells.insert(2, nbformat.v4.new_code_cell(source))
            path = folder / "submitted" / f"s{number:02d}" / "tiny" / "tiny.ipynb"
            path.parent.mkdir(parents=True)
            path.write_text(nbformat.writes(notebook))
        (folder / "seeds.json").write_text(json.dumps({"tiny": 7}))
        return folder

    return make


@pytest.fixture
def start_grading(tmp_path):
    """Starts grading a folder in a process group of its own."""
    script = tmp_path / "grade.py"
    script.write_text(SCRIPT)

    def start(folder: Path, workers: int = 2) -> subprocess.Popen:
        words = [sys.executable, str(script), str(folder), str(workers)]
        return subprocess.Popen(
            words,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
            env=dict(os.environ),
        )

    return start
