"""Reading `solutions/NAME/`: the declared assignment, and its references out of the instructor's notebook."""

from __future__ import annotations

import importlib.util
import os
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from ...course_folder import course_folder
from .questions import Assignment, Mistake, Question

if TYPE_CHECKING:
    import nbformat

SOLUTIONS_VARIABLE = "CNN_COURSE_SOLUTIONS"
MARKERS = re.compile(r"^[ \t]*### (BEGIN|END) SOLUTION[ \t]*(\n|\Z)", re.MULTILINE)


@dataclass(frozen=True, eq=False)
class Solution:
    """One assignment as its instructor holds it: declaration, notebook, and the reference functions.

    `cells` are the sources that define the references, imports first; they run when a reference is first used.
    Solutions compare by identity.
    """

    assignment: Assignment
    folder: Path
    notebook: nbformat.NotebookNode
    sources: dict[str, str]
    cells: tuple[str, ...]

    @cached_property
    def references(self) -> dict[str, Callable]:
        """The right functions by name."""
        namespace: dict = {"__name__": f"reference of {self.assignment.name}"}
        for number, source in enumerate(self.cells, 1):
            exec(compile(source, f"<cell {number} of {self.assignment.name}>", "exec"), namespace)
        return {name: namespace[name] for name in self.assignment.by_name}

    def function(self, source: str, name: str) -> Callable:
        """What `source` defines as `name`, where the references stand for the functions it calls."""
        namespace = dict(self.references_namespace)
        exec(compile(source, f"<{name}>", "exec"), namespace)
        return namespace[name]

    @property
    def references_namespace(self) -> dict:
        return next(iter(self.references.values())).__globals__

    def mistaken(self, question: Question, mistake: Mistake) -> Callable:
        """The wrong function that a known mistake stands for."""
        return self.function(mistake.written(self.sources[question.name]), question.name)


def solutions_root() -> Path:
    """Where the instructor's folders are: CNN_COURSE_SOLUTIONS, or `solutions/` of the course.

    Raises FileNotFoundError where there are none (a student's machine), or no course.
    """
    root = Path(os.environ.get(SOLUTIONS_VARIABLE) or course_folder() / "solutions")
    if not root.is_dir():
        raise FileNotFoundError(
            f"no solutions at {root}; set {SOLUTIONS_VARIABLE} to the instructor's folder"
        )
    return root


def assignment_names(root: Path | None = None) -> list[str]:
    """The assignments that have an instructor's notebook and questions, in order."""
    root = root or solutions_root()
    return sorted(folder.name for folder in root.iterdir() if (folder / "questions.py").is_file())


def load(name: str, root: Path | None = None) -> Solution:
    """The solution of one assignment. Raises ValueError when notebook and declaration disagree."""
    root = root or solutions_root()
    if name not in assignment_names(root):
        raise ValueError(f"no assignment {name!r} in {root}; there are: {', '.join(assignment_names(root))}")
    key = str(root / name)
    if key not in _loaded:
        _loaded[key] = _load(root / name)
    return _loaded[key]


_loaded: dict[str, Solution] = {}


def _load(folder: Path) -> Solution:
    assignment = _declaration(folder)
    notebook = read_myst(folder / f"{folder.name}.md")
    return Solution(assignment, folder, notebook, *_sources(notebook, assignment))


def read_myst(path: Path) -> nbformat.NotebookNode:
    """The notebook in a MyST Markdown file."""
    import jupytext

    return jupytext.read(path, fmt="md:myst")


def _declaration(folder: Path) -> Assignment:
    """Import the folder's questions.py as a package, so that it may be split into files."""
    package = "cnn_course_solution_" + re.sub(r"\W", "_", folder.name)
    spec = importlib.util.spec_from_file_location(
        package, folder / "questions.py", submodule_search_locations=[str(folder)]
    )
    if spec is None or spec.loader is None:
        raise ValueError(f"{folder}/questions.py cannot be imported")
    module = importlib.util.module_from_spec(spec)
    sys.modules[package] = module
    spec.loader.exec_module(module)
    if module.assignment.name != folder.name:
        raise ValueError(
            f"{folder}/questions.py declares {module.assignment.name!r}; {folder.name!r} is needed"
        )
    return module.assignment


def _sources(
    notebook: nbformat.NotebookNode, assignment: Assignment
) -> tuple[dict[str, str], tuple[str, ...]]:
    """Each question's solution cell, and all cells that define the references: imports and solutions."""
    sources: dict[str, str] = {}
    cells: list[str] = []
    for cell in notebook.cells:
        grading = cell.metadata.get("nbgrader", {})
        if cell.cell_type != "code" or not (grading.get("solution") or grading.get("grade_id") == "imports"):
            continue
        cells.append(MARKERS.sub("", cell.source))
        sources |= {name: cells[-1] for name in assignment.by_name if f"def {name}(" in cells[-1]}
    missing = [name for name in assignment.by_name if name not in sources]
    if missing:
        raise ValueError(f"the notebook of {assignment.name} has no solution cell for {', '.join(missing)}")
    return sources, tuple(cells)
