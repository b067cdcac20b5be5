"""The trainings with triplets: their log is of today's settings, and a short run has its form."""

import json

import numpy as np
import pytest

from cnn_helpers.data.people import people
from cnn_helpers.pretrained.trained_weights import read_log

from . import triplets, triplets_log


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
        "KINDS": {kind: triplets.KINDS[kind] for kind in ("semi-hard", "hard")},
    }
    with pytest.MonkeyPatch.context() as patch:
        for name, value in small.items():
            patch.setattr(triplets, name, value)
        return triplets.measure()


def form(value):
    """Names of dictionaries and lengths of lists, all the way down."""
    if isinstance(value, dict):
        return {name: form(inner) for name, inner in value.items()}
    return [form(inner) for inner in value] if isinstance(value, list) else "number"


def test_a_short_run_has_the_names_of_the_log(short):
    log = triplets_log.log_of(short, seconds=1.4)
    shipped = read_log("triplets")
    assert log.keys() == shipped.keys() and log["core_seconds"] == 1
    for part in ("curves", "later"):
        for kind, curves in log[part].items():
            assert curves.keys() == shipped[part][kind].keys()
    for name in ("loss", "accuracy", "apart", "useful"):
        assert form(short["curves"]["hard"][name]) == [["number"] * 2]
    assert form(short["later"]["hard"]["loss"]) == [["number"]]


def test_the_shipped_log_is_of_todays_settings_and_whole():
    shipped = read_log("triplets")
    assert shipped["settings"] == json.loads(json.dumps(triplets_log.settings())), (
        "the settings changed: python -m tests.benchmarks.triplets_log"
    )
    assert list(shipped["curves"]) == list(triplets.KINDS) and list(shipped["later"]) == list(triplets.LATER)
    for part, epochs in (("curves", triplets.EPOCHS), ("later", triplets.LATER_EPOCHS)):
        for curves in shipped[part].values():
            assert {np.shape(values) for values in curves.values()} == {(triplets.STARTS, epochs)}


def test_a_network_is_judged_by_distances_and_triplets_of_people_it_has_not_seen():
    photographs = people(3, 3, size=32)
    judges = triplets.Judges.drawn(photographs, pairs=9)
    one_hot = np.eye(3, dtype=np.float32)[photographs.identities]

    class Perfect:
        def __call__(self, images):
            return self

        def numpy(self):
            return one_hot

    assert judges.judge(Perfect()) == {"accuracy": 1, "apart": pytest.approx(2**0.5), "useful": 0}
    one_hot[:] = 1  # everybody in one place
    assert judges.judge(Perfect()) == {"accuracy": 0.5, "apart": 0, "useful": 1}
