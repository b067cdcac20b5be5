"""`cnn-course doctor` says which real networks are here, and what is wrong with those that are not."""

import pytest

from cnn_helpers.commands.doctor import networks
from cnn_helpers.pretrained import packages
from cnn_helpers.pretrained.packages import PACKAGES, Shipped


@pytest.mark.needs_network(*PACKAGES)
def test_every_network_is_here_and_whole():
    found = networks()
    assert [finding.thing for finding in found] == list(PACKAGES)
    assert all(finding.found for finding in found), [f.words for f in found if not f.found]


def test_a_network_that_is_not_installed_is_told_with_its_remedy(monkeypatch):
    absent = Shipped("a network", "absent-net", "no_such_module", {}, "CC0", "nobody")
    monkeypatch.setattr(packages, "PACKAGES", {"absent": absent})
    (finding,) = networks()
    assert not finding.found and "pip install absent-net" in finding.words
