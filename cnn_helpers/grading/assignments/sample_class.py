"""A class of students made up from right answers in several styles and from known mistakes."""

from __future__ import annotations

import ast
import json
import shutil
from dataclasses import dataclass
from pathlib import Path

import nbformat
import numpy as np

from .release import ASSIGNMENTS
from .solution import Solution, load

MARK = "sample-class.json"
STUB = "raise NotImplementedError()"


@dataclass(frozen=True)
class Student:
    """One made-up student: a telling name, and the source of each answer (or the raw text of a broken file)."""

    name: str
    answers: dict[str, str]
    mistakes: tuple[str, ...] = ()
    raw: str | None = None


def students(solution: Solution, count: int = 12, seed: int = 0) -> list[Student]:
    """Right ones in every style, one who changed nothing, one with a broken file, the rest with mistakes.

    Raises ValueError for fewer than 8 students.
    """
    if count < 8:
        raise ValueError(f"a sample class of {count} was asked for; at least 8 are needed to show every kind")
    right = [Student(f"right-{style}", answers) for style, answers in styles(solution).items()]
    made = [*right, Student("unchanged", {}), Student("corrupt-file", {}, raw='{"cells": [{"cell_type": "co')]
    rng = np.random.default_rng(seed)
    while len(made) < count:
        made.append(_mistaken(solution, rng, len(made)))
    return [
        Student(f"s{n:02d}-{s.name}", s.answers, s.mistakes, s.raw) for n, s in enumerate(made[:count], 1)
    ]


def _mistaken(solution: Solution, rng: np.random.Generator, turn: int) -> Student:
    """A student who makes one known mistake, or two in different functions."""
    questions = [question for question in solution.assignment.questions if question.mistakes]
    chosen = [questions[i] for i in rng.choice(len(questions), size=1 + turn % 2, replace=False)]
    answers, made = dict(solution.sources), []
    for question in chosen:
        mistake = question.mistakes[rng.integers(len(question.mistakes))]
        answers[question.name] = mistake.written(solution.sources[question.name])
        made.append(f"{question.name}:{mistake.name}")
    return Student("one-mistake" if len(made) == 1 else "two-mistakes", answers, tuple(made))


def styles(solution: Solution) -> dict[str, dict[str, str]]:
    """Right answers by style: the reference's loops, and the files under the solution's styles/."""
    found = {"loops": dict(solution.sources)}
    for path in sorted((solution.folder / "styles").glob("*.py")):
        found[path.stem] = split(path.read_text(encoding="utf-8"), list(solution.assignment.by_name))
    return found


def split(text: str, names: list[str]) -> dict[str, str]:
    """A module's functions by name; what else it holds goes before the first of them."""
    tree = ast.parse(text)
    functions = {
        node.name: node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name in names
    }
    missing = [name for name in names if name not in functions]
    if missing:
        raise ValueError(f"the style does not define {', '.join(missing)}")
    rest = [_source(text, node) for node in tree.body[1:] if node not in functions.values()]
    sources = {name: _source(text, node) for name, node in functions.items()}
    return sources | {names[0]: "\n\n\n".join([*rest, sources[names[0]]])}


def _source(text: str, node: ast.stmt) -> str:
    return ast.get_source_segment(text, node) or ""


def fill(released: nbformat.NotebookNode, answers: dict[str, str]) -> nbformat.NotebookNode:
    """The student notebook with these answers written into its solution cells."""
    notebook = nbformat.from_dict(json.loads(json.dumps(released)))
    for cell in notebook.cells:
        name = cell.metadata.get("nbgrader", {}).get("grade_id")
        if name in answers and cell.metadata.nbgrader.get("solution"):
            cell.source = answers[name]
    return notebook


def make(class_dir: Path, assignment: str, count: int = 12) -> list[Student]:
    """Write the class's submissions under `class_dir`/submitted, in place of an earlier sample class's.

    Raises FileExistsError when there are submissions that no sample class wrote, and loses none of them.
    """
    submitted, mark = class_dir / "submitted", class_dir / MARK
    if submitted.exists() and any(submitted.iterdir()) and not mark.exists():
        raise FileExistsError(
            f"{submitted} holds submissions already; name an empty folder for a sample class"
        )
    made = students(load(assignment), count)
    released = released_notebook(assignment)
    class_dir.mkdir(parents=True, exist_ok=True)
    earlier = json.loads(mark.read_text(encoding="utf-8")) if mark.exists() else {}
    for name in set(earlier) - {student.name for student in made}:
        shutil.rmtree(submitted / name, ignore_errors=True)
    mark.write_text(json.dumps({s.name: s.mistakes for s in made}, indent=1) + "\n", encoding="utf-8")
    for student in made:
        path = submitted / student.name / assignment / f"{assignment}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(handed_in_by(student, released), encoding="utf-8")
    return made


def released_notebook(assignment: str) -> nbformat.NotebookNode:
    """The student's notebook of an assignment. Raises OSError where none was released."""
    return nbformat.read(ASSIGNMENTS / assignment / f"{assignment}.ipynb", as_version=4)


def handed_in_by(student: Student, released: nbformat.NotebookNode) -> str:
    """The text of a made-up student's notebook."""
    if student.raw is not None:
        return student.raw
    return nbformat.writes(fill(released, student.answers)) + "\n"
