"""Cells of several pages run side by side, each once, and what fails is left to the build."""

import ast
import os
import pickle
import subprocess
import sys
from itertools import pairwise

import pytest
from jupyter_cache import get_cache

from cnn_helpers.commands import cells, forked_kernel, page_names

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
    ("cores", "pages", "threads"), [(2, 9, "1"), (8, 2, "4"), (8, 3, "2"), (4, 1, "4"), (1, 5, "1")]
)
def test_pages_beside_each_other_take_more_threads_than_their_share(monkeypatch, cores, pages, threads):
    monkeypatch.setattr(os, "cpu_count", lambda: cores)
    for name in cells.THREADS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("OMP_NUM_THREADS", "3")  # whoever says so is heard
    cells.share_cores(pages)
    assert [os.environ[name] for name in cells.THREADS] == ["3", threads, threads, threads]


@pytest.mark.parametrize(
    ("more", "beside"), [("", True), ("measures-time: true\n", False), ("measures-time: false\n", True)]
)
def test_a_page_that_measures_time_runs_alone(tmp_path, more, beside):
    assert cells.can_be_run_beside_others(write(tmp_path, "page", "1", more)) is beside


def test_pages_that_measure_time_run_beside_others(tmp_path):
    """Each notes when it began and ended: no two of them overlap with any other."""
    note = "import pathlib, time\nbegan = time.time()\ntime.sleep(1)\n"
    note += "pathlib.Path('{name}.txt').write_text(f'{{began}} {{time.time()}}')"
    names = {"first": "measures-time: true\n", "plain": "", "second": "measures-time: true\n"}
    pages = [write(tmp_path, name, note.format(name=name), more) for name, more in names.items()]
    assert len(cells.run(tmp_path / "cache", pages)) == 3
    spans = sorted([float(n) for n in (tmp_path / f"{name}.txt").read_text().split()] for name in names)
    assert all(ended <= begins for (_, ended), (begins, _) in pairwise(spans)), spans


@pytest.mark.skipif(not forked_kernel.POSSIBLE, reason="kernels are forked on Linux alone")
def test_forked_kernels_share_what_was_loaded_and_nothing_else(tmp_path, monkeypatch):
    """Three pages, one after the other: each starts in its folder, without the names of those before."""
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    code = """import os, sys
import matplotlib.pyplot as plt
from cnn_helpers.plots import keep
loaded = {{"this", "matplotlib.pyplot"}} & set(sys.modules)
keep(seen=(os.path.basename(os.getcwd()), os.getppid(), "earlier" in dir(), sorted(loaded)))
earlier = "{name}"
!echo {name}
plt.figure(figsize=(1, 1)).add_subplot();"""
    pages = [write(tmp_path, name, code.format(name=name)) for name in ("first", "second", "third")]
    ran = cells.run(tmp_path / "cache", pages, ("this", "matplotlib.pyplot"))
    assert list(ran) == list(map(str, pages))
    cache, seen = get_cache(tmp_path / "cache"), []
    for record, name in zip(cache.list_cache_records(), ("first", "second", "third"), strict=True):
        (cell,) = [one for one in cache.get_cache_bundle(record.pk).nb.cells if one.cell_type == "code"]
        kept, echo, figure = cell.outputs
        seen.append(ast.literal_eval(kept.data["application/papermill.record/text/plain"]))
        assert echo.text.split() == [name] and "image/png" in figure.data
    server = seen[0][1]
    assert seen == [(tmp_path.name, server, False, ["matplotlib.pyplot", "this"])] * 3


@pytest.mark.skipif(not forked_kernel.POSSIBLE, reason="kernels are forked on Linux alone")
def test_what_is_loaded_before_kernels_are_forked_starts_no_thread_of_tensorflows():
    """A fork has no other thread than the one that made it: TensorFlow's would be missing, and waited for."""
    code = "import importlib, os\n"
    code += f"for name in {forked_kernel.USUAL!r}: importlib.import_module(name)\n"
    code += "print(len(os.listdir('/proc/self/task')))"
    one_thread = dict.fromkeys(cells.THREADS, "1")
    done = subprocess.run([sys.executable, "-c", code], env=os.environ | one_thread, capture_output=True)
    assert int(done.stdout) == 1, done.stderr.decode()


def test_a_page_without_cells_is_not_run(tmp_path):
    (tmp_path / "plain.md").write_text("# Words\n")
    assert not cells.has_cells(tmp_path / "plain.md")


NAMING = """import threading

from cnn_helpers.plots import keep

number = 20
lock = threading.Lock()


def twice():
    return 2 * number


keep(seen=number + 1)"""


@pytest.mark.parametrize("wanted", ["1", "0"])
def test_names_of_a_page_are_kept_where_that_is_asked_for(tmp_path, monkeypatch, wanted):
    monkeypatch.setenv(page_names.VARIABLE, wanted)
    page = write(tmp_path, "page", NAMING)
    assert list(cells.run(tmp_path / "cache", [page])) == [str(page)]
    file = page_names.file_of(tmp_path / "cache" / "names", [NAMING])
    assert file.exists() == (wanted == "1")
    if wanted == "1":
        kept = page_names.read(file)
        assert sorted(kept) == ["glued", "keep", "number", "threading", "twice"]  # a lock cannot be pickled
        assert pickle.loads(kept["twice"])() == 40
        assert pickle.loads(kept["glued"]) == {"seen": 21}


def test_kept_names_change_nothing_that_readers_see(tmp_path, monkeypatch):
    shown = []
    for wanted in "10":
        monkeypatch.setenv(page_names.VARIABLE, wanted)
        page = write(tmp_path, f"page{wanted}", f"{NAMING}\nnumber")
        cells.run(tmp_path / wanted, [page])
        cache = get_cache(tmp_path / wanted)
        (record,) = cache.list_cache_records()
        (code,) = [cell for cell in cache.get_cache_bundle(record.pk).nb.cells if cell.cell_type == "code"]
        shown.append((code.execution_count, code.outputs))
    assert shown[0] == shown[1] and len(shown[0][1]) == 2


def test_names_are_kept_as_they_are_before_the_summary_too(tmp_path, monkeypatch):
    monkeypatch.setenv(page_names.VARIABLE, "1")
    page = write(tmp_path, "page", "number = 1")
    exercise = "## Summary\n\n- It is one.\n\n```{code-cell} ipython3\nnumber = 2\n```\n"
    page.write_text(f"{page.read_text()}\n{exercise}")
    cells.run(tmp_path / "cache", [page])
    for code, number in ((["number = 1"], 1), (["number = 1", "number = 2"], 2)):
        kept = page_names.read(page_names.file_of(tmp_path / "cache" / "names", code))
        assert pickle.loads(kept["number"]) == number


def test_a_failing_page_keeps_no_names(tmp_path, monkeypatch):
    monkeypatch.setenv(page_names.VARIABLE, "1")
    assert cells.run(tmp_path / "cache", [write(tmp_path, "wrong", "number = 1\n1 / 0")]) == {}
    assert not list(tmp_path.rglob("*.pickle"))


@pytest.mark.parametrize(
    ("module", "unwanted"),
    [("cnn_helpers.commands.page_kernel", "nbformat"), ("nbformat", "lark"), ("myst_nb.ext.glue", "sphinx")],
)
def test_a_page_does_not_wait_for_what_its_kernel_does_not_need(module, unwanted):
    """Each of these took a second or more of every page."""
    code = f"import {module}, sys; sys.exit({unwanted!r} in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0, f"{module} imports {unwanted}"
