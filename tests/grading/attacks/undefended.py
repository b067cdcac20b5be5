"""Attacks where nothing defends: nbclient with one's own rights, and stock nbgrader."""

from __future__ import annotations

import gc
import os
import re
import shutil
import signal
import sys
import tempfile
import time
import traceback
from pathlib import Path

import nbformat
from IPython.core.interactiveshell import InteractiveShell
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_output
from nbgrader.apps import NbGraderApp

from cnn_helpers.grading.assignments import nbgrader_setup, sample_class

from .asserts import ASSERTS
from .attack import EARNED, Attack, Outcome, prelude
from .world import NEIGHBOUR, World

SECONDS = 90
HANGING_SECONDS = 25  # for submissions that harm themselves: some never end
SECONDS_A_CELL = 15


def witness(released, world: World, attacks, right: dict[str, str]):
    """An honest notebook that looks for what earlier ones planted."""
    lines = [
        f"try:\n    if {attack.probe}:\n        print('found:' + {attack.name!r})\nexcept Exception:\n    pass"
        for attack in attacks
        if attack.probe
    ]
    notebook = sample_class.fill(released, right)
    notebook.cells.insert(2, new_code_cell("\n".join([prelude("witness", world), *lines]), id="looks"))
    return notebook


def hand_in(folder: Path, content: bytes) -> Path:
    """Write one submission's notebook."""
    folder.mkdir(parents=True)
    path = folder / f"{folder.name}.ipynb"
    path.write_bytes(content)
    return path


def hand_in_secret(released, world: World) -> None:
    """The neighbour whose work others may want to read."""
    notebook = sample_class.fill(released, {})
    notebook.cells[0].source += "\n\n" + world.secrets["submission"]
    hand_in(world.class_dir / "submitted" / NEIGHBOUR / world.assignment, nbformat.writes(notebook).encode())


def texts(notebook) -> str:
    """What the cells' outputs say, without the cells' sources."""
    said = []
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            said.append(output.get("text", ""))
            said += [str(value) for value in output.get("data", {}).values()]
            said += output.get("traceback", [])
    return "\n".join("".join(text) if isinstance(text, list) else text for text in said)


def found(outputs: str) -> frozenset[str]:
    """The attacks whose traces a witness's outputs tell of."""
    return frozenset(re.findall(r"found:([\w-]+)", outputs))


def points(notebook) -> float:
    """nbgrader's points for the graded cells as they stand."""
    from nbgrader.utils import determine_grade, is_grade

    return sum(determine_grade(cell)[0] for cell in notebook.cells if is_grade(cell))


def run_plain(attack: Attack, released, world: World, right: dict[str, str]) -> Outcome:
    """The attack's notebook, then a witness's, with our own rights."""
    hand_in_secret(released, world)
    path = hand_in(world.root / "work" / "target", attack.handed_in(released, world))
    attack.beside(path.parent, world)
    later = hand_in(
        world.root / "work" / "later", nbformat.writes(witness(released, world, [attack], right)).encode()
    )
    paths = [path, *([later] if attack.probe else [])]
    run = execute if attack.family in ("output", "processes") else execute_bare
    patience = SECONDS if attack.earned is not None else HANGING_SECONDS
    said = "".join(
        forked(lambda path=each: run(path), world.environment, each.parent, patience) for each in paths
    )
    outcome = Outcome(attack.name, EARNED, broken=said)
    done = path.with_suffix(".run.ipynb")
    if done.exists() and done.stat().st_size:
        notebook = nbformat.read(done, as_version=4)
        outcome.outputs = texts(notebook)
        outcome.visible, outcome.size = done.read_text(), done.stat().st_size
        outcome.score = points(notebook)
        outcome.pages = _page(notebook) if "token" in world.places and outcome.size < 2**20 else ""
    else:
        outcome.broken = said or "no notebook came of it"
    seen = later.with_suffix(".run.ipynb")
    if seen.exists():
        outcome.seen = found(texts(nbformat.read(seen, as_version=4)))
    return outcome


def execute(path: Path) -> None:
    """Run one notebook in its folder, as nbgrader does, and write it to NAME.run.ipynb beside it."""
    notebook = nbformat.read(path, as_version=4)
    client = NotebookClient(
        notebook,
        timeout=SECONDS_A_CELL,
        iopub_timeout=SECONDS_A_CELL,
        interrupt_on_timeout=True,
        allow_errors=True,
        resources={"metadata": {"path": str(path.parent)}},
    )
    client.execute()
    nbformat.write(notebook, path.with_suffix(".run.ipynb"))


def execute_bare(path: Path) -> None:
    """The same without a kernel, in this very process, for what needs none: five times as fast."""
    notebook, shell = nbformat.read(path, as_version=4), InteractiveShell.instance()
    shell.history_manager.enabled = False
    with tempfile.TemporaryFile() as said:
        os.dup2(said.fileno(), 1)
        for cell in notebook.cells:
            if cell.cell_type == "code" and "skip-execution" not in cell.metadata.get("tags", []):
                shell.run_cell(cell.source)
        sys.stdout.flush()
        said.seek(0)
        notebook.cells[-1].outputs = [new_output("stream", text=said.read().decode(errors="replace"))]
    nbformat.write(notebook, path.with_suffix(".run.ipynb"))


def nbgrader(command: list[str]) -> None:
    """One of nbgrader's commands, in this process."""
    sys.argv = ["nbgrader", *command]  # this course's nbgrader_config.py looks there for the class folder
    NbGraderApp.launch_instance()


def _page(notebook) -> str:
    from nbconvert import HTMLExporter

    return HTMLExporter().from_notebook_node(notebook)[0]


def forked(action, environment: dict[str, str], cwd: Path, seconds: float = SECONDS) -> str:
    """Do something in a fork of this process, which spares the imports; what came to harm, or an empty text."""
    with tempfile.TemporaryFile() as said:
        pid = os.fork()
        if pid == 0:
            _in_fork(action, environment, cwd, said.fileno())
        status, descendants = _wait(pid, time.monotonic() + seconds)
        for child, started in descendants.items() if status is None or status else ():
            if started and _started(child) == started:
                os.kill(child, signal.SIGKILL)
        if status is None:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
            return f"it did not end within {seconds:g} seconds"
        said.seek(0)
        return said.read().decode(errors="replace")[-2000:] or f"it ended with {status}" if status else ""


def _in_fork(action, environment: dict[str, str], cwd: Path, output: int) -> None:
    try:
        gc.freeze()  # to free a function of TensorFlow's in a fork, which lacks TensorFlow's threads, may end it
        os.setsid()
        os.dup2(output, 1)
        os.dup2(output, 2)
        sys.stdout, sys.stderr = (open(number, "w", closefd=False) for number in (1, 2))
        os.environ.clear()
        os.environ.update(environment)
        os.chdir(cwd)
        action()
        os._exit(0)
    except SystemExit as ended:
        os._exit(1 if ended.code else 0)
    except BaseException:
        traceback.print_exc()
        sys.stderr.flush()
        os._exit(1)


def _wait(pid: int, until: float) -> tuple[int | None, dict[int, str]]:
    """The status a child ended with, or None when it did not; and every descendant seen, with its time of start."""
    seen: dict[int, str] = {}
    while time.monotonic() < until:
        ended, status = os.waitpid(pid, os.WNOHANG)
        if ended:
            return status, seen
        seen |= {child: _started(child) for child in _children(pid)}
        time.sleep(0.05)
    return None, seen


def _children(pid: int) -> list[int]:
    """A run's kernels and what they started."""
    try:
        direct = [int(c) for c in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []
    return [*direct, *(grandchild for child in direct for grandchild in _children(child))]


def _started(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[19]
    except OSError:
        return ""


def prepare_stock(template: Path, released: Path, asserts: bool) -> None:
    """A class folder with the assignment generated by nbgrader, graded by `judge` or by asserts."""
    if asserts:
        source = template.parent / "solutions-of-asserts"
        shutil.copytree(Path(__file__).parent / "solutions", source)
        path = source / "target" / "target.md"
        text = path.read_text()
        for name, test in ASSERTS.items():
            hidden = f'from cnn_helpers.grading.feedback import judge\njudge("{name}", {name}, assignment="target")\n'
            assert hidden in text
            text = text.replace(hidden, test)
        path.write_text(text)
    else:
        source = Path(__file__).parent / "solutions"
    nbgrader_setup.find_alembic()
    environment = os.environ | {"CNN_COURSE_SOLUTIONS": str(source)}
    command = ["generate_assignment", "target", f"--CourseDirectory.root={template}"]
    said = forked(lambda: nbgrader(command), environment, nbgrader_setup.PROJECT, 300)
    assert not said, said


def run_stock(attack: Attack, released, world: World, right: dict[str, str]) -> Outcome:
    """The attack through `nbgrader autograde`, as the teacher of this course would run it."""
    hand_in_secret(released, world)
    folder = world.class_dir / "submitted" / attack.name / "target"
    hand_in(folder, attack.handed_in(released, world))
    attack.beside(folder, world)
    options = [
        f"--CourseDirectory.root={world.class_dir}",
        f"--student={attack.name}",
        f"--Execute.timeout={SECONDS_A_CELL}",
        f"--Execute.iopub_timeout={SECONDS_A_CELL}",
    ]
    command = ["autograde", "target", *options]
    said = forked(lambda: nbgrader(command), world.environment, nbgrader_setup.PROJECT)
    outcome = Outcome(attack.name, EARNED, broken=said)
    graded = world.class_dir / "autograded" / attack.name / "target" / "target.ipynb"
    if graded.exists():
        outcome.visible, outcome.size = graded.read_text(errors="replace"), graded.stat().st_size
        outcome.outputs = texts(nbformat.read(graded, as_version=4))
        outcome.score = _stock_score(world, attack.name)
    return outcome


def _stock_score(world: World, student: str) -> float | None:
    from nbgrader.api import Gradebook, MissingEntry

    with Gradebook(f"sqlite:///{world.class_dir / 'gradebook.db'}") as gradebook:
        try:
            return gradebook.find_submission("target", student).score
        except MissingEntry:
            return None
