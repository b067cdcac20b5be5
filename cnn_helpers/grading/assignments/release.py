"""From the instructor's MyST notebook to the student's: `cnn-course release`."""

from __future__ import annotations

import logging
import re
import shutil
import tempfile
from pathlib import Path

import nbformat
from traitlets.config import Config

from ...files import write_whole
from . import published
from .kept_numbers import keep_numbers_of
from .nbgrader_setup import PROJECT, settings
from .solution import Solution, assignment_names, load, read_myst, solutions_root

ASSIGNMENTS = PROJECT / "assignments"
METADATA = "cnn_course"  # the entry in which a notebook says which assignment it is
KERNEL = {"display_name": "Python 3", "language": "python", "name": "python3"}


def release(name: str, to: Path = ASSIGNMENTS, feedback_data: Path | None = None) -> list[Path]:
    """Write one assignment's student notebook and its feedback data; return the two files.

    The same sources give the same bytes: a number in the feedback data that stands there already, to within what
    processors differ by, is kept. Raises ValueError when the notebook and questions.py disagree.
    """
    solution = load(name)
    check_source(solution)
    data = (feedback_data or published.folder()) / f"{name}.json"
    write_whole(data, keep_numbers_of(data, published.publish(solution)))
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        write_source(name, folder / "source")
        generate(name, settings(folder, folder / "gradebook.db"))
        made = nbformat.read(folder / "release" / name / f"{name}.ipynb", as_version=4)
    target = to / name / f"{name}.ipynb"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(nbformat.writes(tidy(made, name)) + "\n", encoding="utf-8")
    return [target, data]


def generate(name: str, config: Config) -> None:
    """nbgrader's own generate step: clears solutions and hidden tests, and fills its gradebook."""
    from nbgrader.converters import GenerateAssignment
    from nbgrader.coursedir import CourseDirectory

    coursedir = CourseDirectory(config=config)
    coursedir.assignment_id = name
    converter = GenerateAssignment(coursedir=coursedir, config=config)
    converter.force = True
    converter.log = quiet_log()
    converter.start()


def write_sources(folder: Path) -> None:
    """Every assignment's instructor notebook as .ipynb, where nbgrader looks for it.

    They stand alone there: nbgrader copies whatever lies beside a source notebook into the release.
    """
    for name in assignment_names():
        write_source(name, folder)


def write_source(name: str, folder: Path) -> Path:
    """One instructor's notebook as .ipynb, with cell ids that do not change from run to run."""
    target = folder / name / f"{name}.ipynb"
    text = nbformat.writes(tidy(read_myst(solutions_root() / name / f"{name}.md"), name)) + "\n"
    if not target.exists() or target.read_text(encoding="utf-8") != text:
        shutil.rmtree(target.parent, ignore_errors=True)
        target.parent.mkdir(parents=True)
        target.write_text(text, encoding="utf-8")
    return target


def tidy(notebook: nbformat.NotebookNode, assignment: str) -> nbformat.NotebookNode:
    """Metadata reduced to kernel and assignment, and ids made of the graded function's name or the cell's place."""
    notebook = nbformat.from_dict(notebook)
    notebook.metadata = {
        METADATA: {"assignment": assignment},
        "kernelspec": KERNEL,
        "language_info": {"name": "python"},
    }
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    for place, cell in enumerate(notebook.cells):
        wanted = cell.metadata.get("nbgrader", {}).get("grade_id") or f"{cell.cell_type}-{place}"
        cell.id = re.sub(r"[^\w-]", "-", wanted)[:64]
    return notebook


def check_source(solution: Solution) -> None:
    """Every question has one solution cell, one graded cell with its points, and one hidden judge.

    The import cell and each hidden judge say which assignment it is. Raises ValueError that says what is missing.
    """
    cells = {c.metadata.nbgrader.grade_id: c for c in solution.notebook.cells if "nbgrader" in c.metadata}
    name = solution.assignment.name
    first = f'check = check_for("{name}")'
    if "imports" not in cells or first not in cells["imports"].source:
        raise ValueError(f"{name}: a cell 'imports' with the line {first} is needed")
    for question in solution.assignment.questions:
        cell = cells.get(f"{question.name}-check")
        if question.name not in cells or cell is None:
            raise ValueError(f"the cells {question.name!r} and '{question.name}-check' are needed")
        if cell.metadata.nbgrader.get("points") != question.points:
            given = cell.metadata.nbgrader.get("points")
            raise ValueError(f"{question.name}: the cell has {given} points, questions.py {question.points}")
        hidden = re.search(r"### BEGIN HIDDEN TESTS\n(.*)### END HIDDEN TESTS", cell.source, re.DOTALL)
        judged = f'judge("{question.name}", {question.name}, assignment="{name}")'
        if not hidden or judged not in hidden.group(1):
            raise ValueError(f"{question.name}: a hidden line {judged} is needed in its graded cell")
    if sum(question.points for question in solution.assignment.questions) != 100:
        raise ValueError(f"{name}: the questions are to be worth 100 points together")


def quiet_log() -> logging.Logger:
    """nbgrader's messages, errors only."""
    log = logging.getLogger("cnn_helpers.nbgrader")
    log.setLevel(logging.ERROR)
    return log
