"""Every attack reaches its aim where nothing defends: otherwise its test could not fail."""

from collections import Counter

import pytest

from .attack import BASES
from .every import ATTACKS

WORKING = [attack for attack in ATTACKS.values() if attack.works_in]
AT_ONCE = 3  # of each family, from all over it, are shown by `make test`; `make attacks` shows all
AT_ONCE_OF = {"lies about networks": 2, "lies about doors": 2}  # each of which loads TensorFlow


def shown():
    """The working attacks; those that `make test` leaves out are marked slow."""
    by_family = {attack.family: [] for attack in WORKING}
    for attack in WORKING:
        by_family[attack.family].append(attack)
    for family, attacks in by_family.items():
        most = AT_ONCE_OF.get(family, AT_ONCE)
        at_once = attacks[:: max(1, len(attacks) // most)][:most]
        for attack in attacks:
            marks = [] if attack in at_once else [pytest.mark.slow]
            yield pytest.param(attack, id=attack.name, marks=marks)


@pytest.mark.parametrize("attack", shown())
def test_attack_succeeds_without_the_engine(attack, undefended_run):
    world, outcome = undefended_run(attack)
    outcome.earned = BASES[attack.target][1] if attack.earned is None else attack.earned
    assert attack.succeeded(world, outcome), f"{outcome.broken}\n{outcome.score}\n{outcome.outputs[:2000]}"


def test_attacks_that_are_not_shown_say_why_and_there_are_many_of_every_family():
    assert all(attack.why for attack in ATTACKS.values() if not attack.works_in)
    families = Counter(attack.family for attack in WORKING)
    assert set(families) == {
        "score theft", "tampered files", "reading secrets", "writing outside", "network", "processes", "memory",
        "output", "planting", "lies about networks", "lies about doors",
    }  # fmt: skip
    assert min(families.values()) >= 5
    assert len(WORKING) >= 40
