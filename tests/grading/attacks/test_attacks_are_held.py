"""Classes of attackers and honest students are graded: no attack reaches its aim, no neighbour pays."""

import pytest

from .every import ATTACKS, CLASSES, attacks_of

pytestmark = pytest.mark.sandbox


def classes():
    """The names of all classes; the tests of one run in one process."""
    return [pytest.param(name, marks=pytest.mark.xdist_group(f"attacks {name}")) for name in CLASSES]


def attackers(chosen=lambda attack: True):
    """Pairs of a class and an attack that is graded in it."""
    for name in CLASSES:
        group = pytest.mark.xdist_group(f"attacks {name}")
        for attack in filter(chosen, attacks_of(name)):
            open_still = pytest.mark.xfail(bool(attack.not_held), reason=attack.not_held, strict=True)
            yield pytest.param(name, attack, id=attack.name, marks=[group, open_still])


def test_every_attack_is_graded_in_one_class():
    graded = [attack.name for name in CLASSES for attack in attacks_of(name)]
    assert sorted(graded) == sorted(ATTACKS)


@pytest.mark.parametrize("name", classes())
def test_the_run_ends_with_a_row_for_everyone(name, attacked):
    assert not attacked(name)["harm"]
    assert attacked(name)["rows"] == attacked(name)["submissions"]


@pytest.mark.parametrize("name", classes())
def test_honest_neighbours_keep_their_scores(name, attacked):
    wrong = {who: pair for who, pair in attacked(name)["honest"].items() if pair[0] != pair[1]}
    assert not wrong


@pytest.mark.parametrize(("name", "attack"), attackers())
def test_attack_is_held(name, attack, attacked):
    seen = attacked(name)["attacks"][attack.name]
    assert not seen["succeeded"], seen


@pytest.mark.parametrize(("name", "attack"), attackers(lambda attack: attack.earned is not None))
def test_attacker_gets_what_the_honest_answers_earn(name, attack, attacked):
    seen = attacked(name)["attacks"][attack.name]
    assert seen["score"] == attack.earned, seen
