"""Tampered files: what is handed in is not the notebook that was given out."""

import copy
import json

import nbformat
from nbformat.v4 import new_code_cell

from .attack import Attack, broke, edited, either, graded_cells, leaked, stole, written


def _points(notebook):
    for cell in graded_cells(notebook):
        cell.metadata.nbgrader["points"] = 3000


def _swapped_ids(notebook):
    """The cell of a right answer takes the place of a wrong one's."""
    cells = {cell.metadata.nbgrader.grade_id: cell for cell in graded_cells(notebook)}
    cells["double-check"].metadata.nbgrader.grade_id = "summary-check"
    cells["summary-check"].metadata.nbgrader.grade_id = "double-check"


def _fake_cell(notebook):
    fake = new_code_cell("1000.0", id="bonus")
    fake.metadata["nbgrader"] = dict(
        grade=True, grade_id="bonus", points=1000, locked=False, schema_version=3, solution=False, task=False,
        cell_type="code",
    )  # fmt: skip
    notebook.cells.append(fake)


def _duplicates(notebook):
    notebook.cells += [copy.deepcopy(cell) for cell in graded_cells(notebook)]


def _forged_duplicate(notebook):
    fake = copy.deepcopy(graded_cells(notebook)[0])
    fake.source, fake.id = "20.0", "forged"
    notebook.cells.insert(1, fake)


def _deleted(notebook):
    notebook.cells = [cell for cell in notebook.cells if cell not in graded_cells(notebook)[:2]]


def _retyped(notebook):
    for cell in graded_cells(notebook)[:1]:
        cell.cell_type = "markdown"
        del cell["outputs"], cell["execution_count"]


def _manual(notebook):
    """Solution cells that claim to be graded by hand, for many points."""
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("solution"):
            cell.metadata.nbgrader |= dict(grade=True, points=500)


def _unlocked_imports(notebook):
    """The locked cell of imports brings another `check` along."""
    notebook.cells[
        1
    ].source += "\ncheck = lambda name, function: 20.0\nfrom cnn_helpers.grading import feedback\n"
    notebook.cells[1].source += "feedback.judge = check"
    del notebook.cells[1].metadata["nbgrader"]


def _unknown_kernel(notebook):
    notebook.metadata["kernelspec"] = dict(name="no-such-kernel", display_name="none", language="perl")


def _kernel_command(notebook):
    notebook.metadata["kernelspec"] = dict(name="../../../tmp/kernel", argv=["/bin/sh", "-c", "true"])


def _many_cells(notebook):
    notebook.cells += [new_code_cell("pass", id=f"c{number}") for number in range(3000)]


def _large_cell(notebook):
    notebook.cells.insert(2, new_code_cell("# " + "x" * 20_000_000, id="large"))


def _junk_metadata(notebook):
    for cell in notebook.cells:
        cell.metadata["nbgrader"] = {"grade_id": ["a", "list"], "points": "many", "grade": "yes"}


def _future(released, world):
    made = json.loads(nbformat.writes(written(released)))
    return json.dumps(made | {"nbformat": 5, "nbformat_minor": 0}).encode()


def _deep(released, world):
    made = nbformat.writes(written(released))
    return made.replace(
        '"metadata": {', '"metadata": {"deep": ' + "[" * 50_000 + "]" * 50_000 + ",", 1
    ).encode()


def _bytes(content: bytes):
    return lambda released, world: content


def _link(target: str):
    """The notebook is a symbolic link to another file."""

    def beside(folder, world):
        path = folder / "target.ipynb"
        path.unlink()
        path.symlink_to(target.format(**world.places))

    return beside


def _data_link(folder, world):
    (folder / "data.csv").symlink_to(world.class_dir / "private.txt")


def _shadowing(folder, world):
    for name in ("sitecustomize.py", "conftest.py"):
        (folder / name).write_text("raise SystemExit('shadowed')")
    package = folder / "cnn_helpers" / "grading"
    package.mkdir(parents=True)
    for path in (package.parent / "__init__.py", package / "__init__.py"):
        path.write_text("")
    (package / "feedback.py").write_text("def check(name, function):\n    return 20.0\n\n\njudge = check\n")


def _pipe(folder, world):
    import os

    os.mkfifo(folder / "data.csv")


def _reads_data(notebook):
    notebook.cells.insert(2, new_code_cell("print(open('data.csv').read())", id="reads"))


def _tampers(name: str, change, works_in="stock", why: str = "", aim=stole, earned=70.0, **more) -> Attack:
    tamper = edited(change) if not isinstance(change, bytes) else _bytes(change)
    return Attack(name, "tampered files", tamper, aim, works_in, why, earned, **more)


def _nothing(notebook):
    """The notebook itself is left as it is."""


RESTORED = "nbgrader puts the released cell back; kept so that the engine does too"
ATTACKS = [
    _tampers("points-raised", _points, None, RESTORED),
    _tampers("ids-swapped", _swapped_ids, None, RESTORED, either(stole, broke)),
    _tampers("fake-graded-cell", _fake_cell, "stock", aim=either(stole, broke)),
    _tampers("graded-cells-doubled", _duplicates, "stock", aim=either(stole, broke)),
    _tampers("forged-double", _forged_duplicate, "stock", aim=either(stole, broke)),
    _tampers("graded-cells-deleted", _deleted, "stock", aim=either(stole, broke, lambda w, o: o.score == 40)),
    _tampers("graded-cell-retyped", _retyped, None, RESTORED, aim=either(stole, broke)),
    _tampers("graded-by-hand", _manual, None, RESTORED),
    _tampers("imports-rewritten", _unlocked_imports),
    _tampers("unknown-kernel", _unknown_kernel, None, "nbgrader starts its own", broke),
    _tampers("kernel-with-a-path", _kernel_command, aim=broke),
    _tampers("3000-cells", _many_cells, None, "slow, not wrong, in nbgrader", broke),
    _tampers("20-MB-cell", _large_cell, None, "slow, not wrong, in nbgrader", broke),
    _tampers("junk-metadata", _junk_metadata, aim=broke, earned=None),
    _tampers("not-text", b"\xff\xfe{}", aim=broke, earned=0),
    _tampers("null-bytes", b"\0" * 100_000, aim=broke, earned=0),
    Attack("future-format", "tampered files", _future, broke, "stock", earned=None),
    Attack("deep-JSON", "tampered files", _deep, broke, "stock", earned=None),
    _tampers("linked-notebook", _nothing, aim=either(stole, leaked("submission")), earned=0,
             beside=_link("{class}/submitted/{neighbour}/target/target.ipynb")),
    _tampers("linked-device", _nothing, None, "reading /dev/zero without end fills the memory of the machine",
             broke, 0, beside=_link("/dev/zero")),
    _tampers("linked-data", _reads_data, aim=leaked("class"), beside=_data_link),
    _tampers("pipe-as-data", _reads_data, aim=broke, beside=_pipe),
    _tampers("shadowing-modules", _nothing, aim=either(stole, broke), beside=_shadowing),
]  # fmt: skip
