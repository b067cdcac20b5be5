"""Which files the sandbox hides."""

from pathlib import Path

import pytest

from cnn_helpers.grading.sandbox.view import masked


@pytest.mark.parametrize("missing", ["no_such_package", "no_such_package.part", "json.no_such_part"])
def test_what_is_not_installed_needs_no_mask(missing):
    folders, files = masked((missing, "json", "colorsys"))
    assert [Path(path).name for path in (*folders, *files)] == ["json", "colorsys.py"]
