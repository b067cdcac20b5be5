"""The attacked assignment, released once; a world for one attack without defence; the graded class of all."""

import fcntl
import json
import os
import shutil
from contextlib import ExitStack

import nbformat
import pytest

from cnn_helpers.grading.assignments import release, solution

from . import defended, undefended
from .attack import Attack
from .every import ATTACKS
from .world import SOLUTIONS, world


@pytest.fixture(scope="session")
def target(tmp_path_factory):
    """The folder of the attacked assignment's release and feedback data."""
    folder = tmp_path_factory.mktemp("target")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(solution.SOLUTIONS_VARIABLE, str(SOLUTIONS))
        release.release("target", folder / "assignments", folder / "published")
    return folder


@pytest.fixture(scope="session")
def released(target):
    """The student's notebook of the attacked assignment."""
    return nbformat.read(target / "assignments" / "target" / "target.ipynb", as_version=4)


@pytest.fixture(scope="session")
def right():
    """Right answers to every question."""
    return dict(solution.load("target", SOLUTIONS).sources)


@pytest.fixture(scope="session")
def templates(target, tmp_path_factory):
    """Class folders as nbgrader generates them, made when first asked for: {asserts or not: folder}."""
    made = {}

    def template(asserts: bool):
        if asserts not in made:
            made[asserts] = tmp_path_factory.mktemp("template") / "class"
            undefended.prepare_stock(made[asserts], target / "assignments", asserts)
        return made[asserts]

    return template


@pytest.fixture
def undefended_run(target, templates, released, right):
    """Runs an attack where nothing defends, in a world of its own; returns that world and the outcome."""
    with ExitStack() as stack:

        def run(attack: Attack):
            made = stack.enter_context(world(target / "assignments", target / "published"))
            shutil.copytree(templates(attack.works_in == "asserts"), made.class_dir, dirs_exist_ok=True)
            made.add_to_gradebook()
            run_it = undefended.run_plain if attack.works_in == "plain" else undefended.run_stock
            return made, run_it(attack, released, made, right)

        yield run


@pytest.fixture(scope="session")
def attacked_class(request, target, released, right, tmp_path_factory):
    """The evidence of one run of the engine over the attacks that are looked at; test processes share it."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    path = shared / "attacked-class.json"
    chosen = [item.callspec.params["attack"] for item in request.session.items if _looks_at_one(item)]
    attacks = list(dict.fromkeys(chosen)) or list(ATTACKS.values())
    with (shared / "attacked-class.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not path.exists():
            with world(target / "assignments", target / "published") as made:
                path.write_text(json.dumps(defended.evidence(attacks, released, made, right)))
    return json.loads(path.read_text())


def _looks_at_one(item) -> bool:
    """Whether a test asks what the engine did with one attack; `-k NAME` leaves only that attack's."""
    asks = "attacked_class" in item.fixturenames and hasattr(item, "callspec")
    return asks and "attack" in item.callspec.params
