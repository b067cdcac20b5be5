"""Names that a build kept stand for a run of the page; what could not be kept brings one run, and no more."""

import pickle

import pytest

from .conftest import KeptNames
from .pages import Names


@pytest.fixture
def names():
    """A page whose build kept `number` and one glued value; running it here defines `lock` too."""
    ran = []

    def run():
        ran.append(1)
        return Names("week1/a-page", "defines", {"number": 1, "lock": "a lock"})

    kept = {"number": pickle.dumps(1), "glued": pickle.dumps({"seen": 2})}
    made = KeptNames("week1/a-page", kept, run)
    made.ran = ran
    return made


def test_kept_names_need_no_run(names):
    assert (names["number"], names["glued"]["seen"], names.ran) == (1, 2, [])


def test_what_was_not_kept_is_computed_once(names):
    assert [names["lock"], names["lock"], names["number"]] == ["a lock", "a lock", 1]
    assert names.ran == [1]


def test_a_name_that_no_cell_defines_is_asked_for_in_words(names):
    with pytest.raises(KeyError, match=r"no cell of book/week1/a-page\.md defines 'other'"):
        names["other"]
    with pytest.raises(KeyError, match="keeps 'missing'"):
        names["glued"]["missing"]
