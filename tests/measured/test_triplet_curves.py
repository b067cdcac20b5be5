"""The trainings with triplets: their record is whole, and a short run has its form."""

import numpy as np
import pytest

from cnn_helpers.data.people import people
from cnn_helpers.measured import read_record, triplet_curves


@pytest.fixture(scope="module")
def short():
    """What two trainings of two steps each measure."""
    small = {
        "KNOWN": (4, 4),
        "UNSEEN": (3, 3),
        "PEOPLE": 4,
        "STARTS": 1,
        "EPOCHS": 2,
        "LATER_EPOCHS": 1,
        "STEPS": 1,
        "PAIRS": 8,
        "KINDS": {kind: triplet_curves.KINDS[kind] for kind in ("semi-hard", "hard")},
    }
    with pytest.MonkeyPatch.context() as patch:
        for name, value in small.items():
            patch.setattr(triplet_curves, name, value)
        return triplet_curves.every_training()


def form(value):
    """Names of dictionaries and lengths of lists, all the way down."""
    if isinstance(value, dict):
        return {name: form(inner) for name, inner in value.items()}
    return [form(inner) for inner in value] if isinstance(value, list) else "number"


def test_a_short_run_has_the_names_of_the_record(short):
    recorded = read_record("triplet_curves")["results"]
    assert short.keys() == recorded.keys() and short["before"].keys() == recorded["before"].keys()
    for part in ("curves", "later"):
        for kind, curves in short[part].items():
            assert curves.keys() == recorded[part][kind].keys()
    for name in ("loss", "accuracy", "apart", "useful"):
        assert form(short["curves"]["hard"][name]) == [["number"] * 2]
    assert form(short["later"]["hard"]["loss"]) == [["number"]]


def test_the_record_is_whole():
    recorded = read_record("triplet_curves")["results"]
    assert list(recorded["curves"]) == list(triplet_curves.KINDS)
    assert list(recorded["later"]) == list(triplet_curves.LATER)
    for part, epochs in (("curves", triplet_curves.EPOCHS), ("later", triplet_curves.LATER_EPOCHS)):
        for curves in recorded[part].values():
            assert {np.shape(values) for values in curves.values()} == {(triplet_curves.STARTS, epochs)}


def test_a_network_is_judged_by_distances_and_triplets_of_people_it_has_not_seen():
    photographs = people(3, 3, size=32)
    judges = triplet_curves.Judges.drawn(photographs, pairs=9)
    one_hot = np.eye(3, dtype=np.float32)[photographs.identities]

    class Perfect:
        def __call__(self, images):
            return self

        def numpy(self):
            return one_hot

    assert judges.judge(Perfect()) == {"accuracy": 1, "apart": pytest.approx(2**0.5), "useful": 0}
    one_hot[:] = 1  # everybody in one place
    assert judges.judge(Perfect()) == {"accuracy": 0.5, "apart": 0, "useful": 1}
