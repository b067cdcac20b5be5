"""Every attack reaches its aim where nothing defends: otherwise its test could not fail."""

import pytest

from .attack import EARNED
from .every import ATTACKS

WORKING = [attack for attack in ATTACKS.values() if attack.works_in]


@pytest.mark.slow
@pytest.mark.parametrize("attack", WORKING, ids=lambda attack: attack.name)
def test_attack_succeeds_without_the_engine(attack, undefended_run):
    world, outcome = undefended_run(attack)
    outcome.earned = EARNED if attack.earned is None else attack.earned
    assert attack.succeeded(world, outcome), f"{outcome.broken}\n{outcome.score}\n{outcome.outputs[:2000]}"


def test_attacks_that_are_not_shown_say_why_and_there_are_many_of_every_family():
    assert all(attack.why for attack in ATTACKS.values() if not attack.works_in)
    families = {attack.family for attack in ATTACKS.values()}
    assert families == {
        "score theft", "tampered files", "reading secrets", "writing outside", "network", "processes", "memory",
        "output", "planting",
    }  # fmt: skip
    assert len(WORKING) >= 40
