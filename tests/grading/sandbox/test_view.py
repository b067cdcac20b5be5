"""Which files the sandbox hides."""

import importlib
import sys
from pathlib import Path

import pytest

from cnn_helpers.grading.sandbox.jobs import Sandbox
from cnn_helpers.grading.sandbox.plain import run_plain
from cnn_helpers.grading.sandbox.view import masked


@pytest.mark.parametrize("missing", ["no_such_package", "no_such_package.part", "json.no_such_part"])
def test_what_is_not_installed_needs_no_mask(missing):
    folders, files = masked((missing, "json", "colorsys"))
    assert [Path(path).name for path in (*folders, *files)] == ["json", "colorsys.py"]


@pytest.fixture
def with_a_folder_inside(tmp_path, monkeypatch):
    """A package that names a folder of its own folder beside it once it is imported, as TensorFlow does."""
    inside = tmp_path / "outer" / "api"
    inside.mkdir(parents=True)
    (tmp_path / "outer" / "__init__.py").write_text(f"__path__.append({str(inside)!r})\n")
    (inside / "part.py").write_text("")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setitem(sys.modules, "outer", importlib.import_module("outer"))
    return tmp_path / "outer"


def test_what_lies_in_a_masked_folder_needs_no_mask_of_its_own(with_a_folder_inside):
    assert masked(("outer.part",)) == ([], [str(with_a_folder_inside / "api" / "part.py")])
    assert masked(("outer", "outer.part", "outer")) == ([str(with_a_folder_inside)], [])


@pytest.mark.sandbox
def test_a_grader_that_has_loaded_tensorflow_hides_it_whole():
    import tensorflow

    folder = Path(tensorflow.__file__).parent
    with Sandbox((), ("tensorflow", "tensorflow.image")) as sandbox:
        assert run_plain(sandbox, f"import os; print(os.listdir({str(folder)!r}))").strip() == "[]"
