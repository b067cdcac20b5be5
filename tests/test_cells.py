"""Cells of several pages run side by side, each once, and what fails is left to the build."""

import os

import pytest

from cnn_helpers.commands import cells

HEAD = """---
jupytext:
  text_representation: {{extension: .md, format_name: myst}}
{more}kernelspec: {{display_name: Python 3, language: python, name: python3}}
---
"""


def write(folder, name, code, more=""):
    path = folder / f"{name}.md"
    path.write_text(f"{HEAD.format(more=more)}# A page\n\n```{{code-cell}} ipython3\n{code}\n```\n")
    return path


def test_pages_run_at_the_same_time_once_and_failures_are_left_out(tmp_path):
    meet = "import pathlib, time\npathlib.Path('{me}').touch()\nuntil = time.time() + 60\n"
    meet += "while not pathlib.Path('{other}').exists():\n    assert time.time() < until\n    time.sleep(0.1)"
    pages = [
        write(tmp_path, "first", meet.format(me="here-1", other="here-2")),
        write(tmp_path, "second", meet.format(me="here-2", other="here-1")),
        write(tmp_path, "wrong", "1 / 0"),
    ]
    if os.cpu_count() < 2:
        pages = pages[2:]
    ran = cells.run(tmp_path / "cache", pages)
    assert sorted(ran) == sorted(map(str, pages[:-1])) and all(seconds > 0 for seconds in ran.values())
    assert cells.run(tmp_path / "cache", pages[:-1]) == {}


@pytest.mark.parametrize(
    ("more", "beside"), [("", True), ("measures-time: true\n", False), ("measures-time: false\n", True)]
)
def test_a_page_that_measures_time_runs_alone(tmp_path, more, beside):
    assert cells.can_be_run_beside_others(write(tmp_path, "page", "1", more)) is beside


def test_a_page_without_cells_is_not_run(tmp_path):
    (tmp_path / "plain.md").write_text("# Words\n")
    assert not cells.can_be_run_beside_others(tmp_path / "plain.md")
