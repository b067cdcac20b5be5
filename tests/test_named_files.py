"""Files and modules that a text names exist: README, CONTRIBUTING and pages name none that has moved."""

import importlib
import importlib.util
import re
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]
TEXTS = [*PROJECT.glob("*.md"), *sorted((PROJECT / "book").rglob("*.md"))]
MODULES = sorted((PROJECT / "cnn_helpers").rglob("*.py"))
A_PATH = re.compile(r"(?<![\w/.])((?:cnn_helpers|tests|book|solutions|assignments)/[\w./*-]*\w)")
A_MODULE = re.compile(r"(?<![\w/.])(cnn_helpers(?:\.[a-z_0-9]+)+)")


def missing_paths(text, root=PROJECT):
    """The paths in a text that name nothing below `root`."""
    named = [path for path in A_PATH.findall(text) if "NAME" not in path]
    return [path for path in named if not any(root.glob(path))]


def missing_modules(text):
    """The dotted names in a text that are neither a module nor a name within one."""
    return [name for name in A_MODULE.findall(text) if not _found(name)]


def _found(name):
    parent, _, last = name.rpartition(".")
    try:
        if importlib.util.find_spec(name):
            return True
    except ModuleNotFoundError:
        pass
    try:
        return hasattr(importlib.import_module(parent), last)
    except ModuleNotFoundError:
        return False


def test_moved_paths_and_modules_are_noticed():
    assert missing_paths("see cnn_helpers/layers/conv.py and cnn_helpers/grading/exam.py") == [
        "cnn_helpers/grading/exam.py"
    ]
    assert missing_modules("`cnn_helpers.layers.zero_pad`, cnn_helpers.layers.places") == [
        "cnn_helpers.layers.places"
    ]


@pytest.mark.parametrize("text", TEXTS, ids=lambda path: str(path.relative_to(PROJECT)))
def test_texts_name_what_exists(text):
    words = text.read_text(encoding="utf-8")
    assert missing_paths(words) == []
    assert missing_modules(words) == []


def test_docstrings_name_files_that_exist():
    lost = {
        f"{path.relative_to(PROJECT)}: {name}"
        for path in MODULES
        for name in missing_paths(path.read_text(encoding="utf-8"))
    }
    assert lost == set()
