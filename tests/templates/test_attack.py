"""The template of an attack reaches its aim where nothing defends, and is held by the engine."""

import pytest

from ..grading.attacks import defended, undefended
from ..grading.attacks.attack import EARNED
from ..grading.attacks.conftest import (  # noqa: F401 (fixtures)
    released,
    released_apart,
    right,
    target,
    templates,
    undefended_run,
)
from ..grading.attacks.world import world
from .copied import module_of

package = undefended.__package__
(ATTACK,) = module_of("attack/written_from_an_answer.py", f"{package}.written_from_an_answer").ATTACKS


def test_it_succeeds_without_the_engine(undefended_run):  # noqa: F811
    made, outcome = undefended_run(ATTACK)
    outcome.earned = EARNED
    assert ATTACK.succeeded(made, outcome), f"{outcome.broken}\n{outcome.outputs[:2000]}"


@pytest.mark.sandbox
def test_it_is_held_by_the_engine(target, released, right):  # noqa: F811
    with world(target / "assignments", target / "published") as made:
        seen = defended.evidence([ATTACK], released, made, right)
    assert not seen["harm"]
    assert not seen["attacks"][ATTACK.name]["succeeded"], seen
    assert seen["attacks"][ATTACK.name]["score"] == EARNED, seen
    assert all(got == due for got, due in seen["honest"].values()), seen
