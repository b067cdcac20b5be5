"""Names that a build kept stand for a run of the page, and no test makes it run a second time."""

import pickle

import pytest

from .conftest import KeptNames


@pytest.fixture
def names():
    """A page whose build kept `number` and one glued value."""
    return KeptNames("week1/a-page", {"number": pickle.dumps(1), "glued": pickle.dumps({"seen": 2})})


def test_kept_names_are_those_of_the_build(names):
    assert (names["number"], names["number"], names["glued"]["seen"]) == (1, 1, 2)


def test_a_name_that_was_not_kept_is_asked_for_in_words(names):
    with pytest.raises(
        KeyError, match=r"no cell of book/week1/a-page\.md defines 'other'.*larger than 64 MB"
    ):
        names["other"]
    with pytest.raises(KeyError, match="keeps 'missing'"):
        names["glued"]["missing"]
