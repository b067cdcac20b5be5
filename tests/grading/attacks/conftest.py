"""The attacked assignment, released once; a world for one attack without defence; graded classes of attackers."""

import functools
import os
import shutil
import subprocess
import sys
from contextlib import ExitStack

import nbformat
import pytest

from cnn_helpers.grading.assignments import release, solution

from . import defended, judged, undefended
from .attack import Attack
from .every import attacks_of
from .world import SOLUTIONS, world


@pytest.fixture(scope="session")
def target(tmp_path_factory):
    """The folder of the attacked assignment's release and feedback data."""
    folder = tmp_path_factory.mktemp("target")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(solution.SOLUTIONS_VARIABLE, str(SOLUTIONS))
        release.release("target", folder / "assignments", folder / "published")
    return folder


RELEASE = """
import sys
from pathlib import Path
from cnn_helpers.grading.assignments.release import release
name, folder = sys.argv[1], Path(sys.argv[2])
release(name, folder / "assignments", folder / "published")
"""


@pytest.fixture(scope="session")
def released_apart(tmp_path_factory):
    """released_apart(name): the same of a target that loads TensorFlow.

    It is made in a process of its own, when first asked for: other attacks are shown in forks of this one.
    """

    @functools.cache
    def made(name: str):
        folder = tmp_path_factory.mktemp(name)
        environment = os.environ | {solution.SOLUTIONS_VARIABLE: str(SOLUTIONS)}
        subprocess.run([sys.executable, "-c", RELEASE, name, str(folder)], env=environment, check=True)
        return folder

    return made


def notebook_of(folder, name):
    return nbformat.read(folder / "assignments" / name / f"{name}.ipynb", as_version=4)


@pytest.fixture(scope="session")
def released(target):
    """The student's notebook of the attacked assignment."""
    return notebook_of(target, "target")


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
def undefended_run(target, released_apart, templates, released, right):
    """Runs an attack where nothing defends, in a world of its own; returns that world and the outcome."""
    with ExitStack() as stack:

        def run(attack: Attack):
            if attack.target != "target":
                folder = released_apart(attack.target)
                made = stack.enter_context(world(folder / "assignments", folder / "published", attack.target))
                return made, judged.run_judged(attack, notebook_of(folder, attack.target), made)
            made = stack.enter_context(world(target / "assignments", target / "published"))
            shutil.copytree(templates(attack.works_in == "asserts"), made.class_dir, dirs_exist_ok=True)
            made.add_to_gradebook()
            run_it = undefended.run_plain if attack.works_in == "plain" else undefended.run_stock
            return made, run_it(attack, released, made, right)

        yield run


@pytest.fixture(scope="session")
def attacked(request, released_apart):
    """attacked("for points"): the evidence of one run of the engine over the attackers of that class.

    The tests of one class run in one process (their xdist_group), so each class is graded once. Where only some
    attacks were chosen (`-k NAME`), the others are not graded.
    """
    chosen = {item.callspec.params["attack"].name for item in request.session.items if _looks_at_one(item)}

    @functools.cache
    def graded(name: str) -> dict:
        attacks = [attack for attack in attacks_of(name) if not chosen or attack.name in chosen]
        (about,) = {attack.target for attack in attacks_of(name)}
        folder = request.getfixturevalue("target") if about == "target" else released_apart(about)
        right = dict(solution.load(about, SOLUTIONS).sources)
        with world(folder / "assignments", folder / "published", about) as made:
            return defended.evidence(attacks, notebook_of(folder, about), made, right)

    return graded


def _looks_at_one(item) -> bool:
    """Whether a test asks what the engine did with one attack."""
    asks = "attacked" in getattr(item, "fixturenames", ()) and hasattr(item, "callspec")
    return asks and "attack" in item.callspec.params
