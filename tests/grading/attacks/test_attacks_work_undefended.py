"""Every attack reaches its aim where nothing defends: otherwise its test could not fail."""

from collections import Counter

import pytest

from .attack import EARNED
from .every import ATTACKS

WORKING = [attack for attack in ATTACKS.values() if attack.works_in]
SHOWN_AT_ONCE = 9  # of each family; `make attacks` shows all, which takes some ten minutes longer


def shown():
    """The working attacks, those beyond the first of each family marked slow."""
    count = Counter()
    for attack in WORKING:
        count[attack.family] += 1
        marks = [pytest.mark.slow] if count[attack.family] > SHOWN_AT_ONCE else []
        yield pytest.param(attack, id=attack.name, marks=marks)


@pytest.mark.parametrize("attack", shown())
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
