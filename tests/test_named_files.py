"""Files and modules that a text names exist: README, CONTRIBUTING and pages name none that has moved.

So do the imports in cells and in texts that tests run: an attack whose import fails would be held for that
reason alone.
"""

import importlib
import importlib.util
import re
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]
TEXTS = [*PROJECT.glob("*.md"), *sorted((PROJECT / "book").rglob("*.md"))]
MODULES = sorted((PROJECT / "cnn_helpers").rglob("*.py"))
A_PATH = re.compile(r"(?<![\w/.])((?:cnn_helpers|tests|book|solutions|assignments)/[\w./*-]*\w)")
AN_IMPORT = re.compile(r"^ *from (cnn_helpers[\w.]*) import ([\w, ]+)$", re.MULTILINE)
RUN = [*sorted((PROJECT / "book").rglob("*.md")), *sorted((PROJECT / "solutions").rglob("*.md"))]
RUN += sorted((PROJECT / "tests").rglob("*.py"))
A_MODULE = re.compile(r"(?<![\w/.])(cnn_helpers(?:\.[a-z_0-9]+)+)")


def missing_paths(text, root=PROJECT):
    """The paths in a text that name nothing below `root`; a copy of a template is for the reader to make."""
    copies = {path.name for path in (PROJECT / "templates").rglob("*")}
    named = [path for path in A_PATH.findall(text) if "NAME" not in path and Path(path).name not in copies]
    return [path for path in named if not any(root.glob(path))]


def missing_modules(text):
    """The dotted names in a text that are neither a module nor a name within one."""
    return [name for name in A_MODULE.findall(text) if not _found(name)]


def missing_imports(text):
    """The names that a text imports from this package and that are not there."""
    names = [
        f"{home}.{name.split()[0]}" for home, names in AN_IMPORT.findall(text) for name in names.split(",")
    ]
    return [name for name in names if "._" not in name and not _found(name)]  # a private one may come later


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


def test_imports_that_fail_are_noticed():
    text = 'CODE = """\n    from cnn_helpers.grading import feedback, agent as a\n"""'
    assert missing_imports(text) == ["cnn_helpers.grading.agent"]


@pytest.mark.parametrize("text", RUN, ids=lambda path: str(path.relative_to(PROJECT)))
def test_imports_in_cells_and_in_the_texts_of_tests_exist(text):
    if text != Path(__file__):
        assert missing_imports(text.read_text(encoding="utf-8")) == []


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
