"""One class of attackers and honest students is graded in one run: no attack reaches its aim, no neighbour pays."""

import pytest

from .every import ATTACKS

EVERY = list(ATTACKS.values())
pytestmark = pytest.mark.sandbox


def test_the_run_ends_with_a_row_for_everyone(attacked_class):
    assert not attacked_class["harm"]
    assert attacked_class["rows"] == attacked_class["submissions"]


def test_honest_neighbours_keep_their_scores(attacked_class):
    wrong = {name: pair for name, pair in attacked_class["honest"].items() if pair[0] != pair[1]}
    assert not wrong


@pytest.mark.parametrize("attack", EVERY, ids=lambda attack: attack.name)
def test_attack_is_held(attack, attacked_class):
    seen = attacked_class["attacks"][attack.name]
    assert not seen["succeeded"], seen


@pytest.mark.parametrize("attack", [a for a in EVERY if a.earned is not None], ids=lambda attack: attack.name)
def test_attacker_gets_what_the_honest_answers_earn(attack, attacked_class):
    seen = attacked_class["attacks"][attack.name]
    assert seen["score"] == attack.earned, seen
