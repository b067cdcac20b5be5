"""`cnn-course doctor` says which real networks are here, and what is wrong with those that are not."""

import pytest

from cnn_helpers.commands.doctor import networks, trained_networks
from cnn_helpers.pretrained import packages
from cnn_helpers.pretrained.packages import PACKAGES, Shipped
from cnn_helpers.pretrained.trained_weights import trained_names


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


def test_every_network_that_the_course_trained_is_listed_with_its_score():
    found = trained_networks()
    assert [finding.thing for finding in found] == trained_names()
    assert all(finding.found and " MB, " in finding.words for finding in found), [f.words for f in found]


def test_damaged_training_is_told_with_its_remedy(tmp_path):
    (tmp_path / "detector.npz").write_bytes(b"half")
    (tmp_path / "detector.json").write_text('{"sha256": {"weights": "of another"}}')
    (finding,) = trained_networks(tmp_path)
    assert not finding.found and "cnn-course train detector" in finding.words
