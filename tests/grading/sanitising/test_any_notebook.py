"""Whatever is done to a notebook, what comes out is one that nbgrader takes, with the release's graded cells."""

import copy
import json
import logging

import nbformat
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from nbgrader.preprocessors import CheckCellMetadata, DeduplicateIds
from nbgrader.utils import is_grade, is_locked

from cnn_helpers.grading.values.submission_run import MENDED, SUSPICIOUS, CannotBeRun

NAMES = [
    "imports",
    "double",
    "double-check",
    "double_sum",
    "double_sum-check",
    "bonus",
    "",
    "own-1",
    "code-6",
]
junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.sampled_from(NAMES),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=4,
)
place = st.integers(0, 1000)
key = st.sampled_from(["cell_type", "id", "metadata", "source", "outputs", "attachments"])
flag = st.sampled_from(["grade", "solution", "locked", "task", "points", "grade_id", "cell_type", "checksum"])
change = st.one_of(
    st.tuples(st.just("drop"), place),
    st.tuples(st.just("copy"), place, place),
    st.tuples(st.just("move"), place, place),
    st.tuples(st.just("retype"), place, st.sampled_from(["code", "markdown", "raw", "heading", "plot"])),
    st.tuples(st.just("set"), place, key, junk),
    st.tuples(st.just("unset"), place, key),
    st.tuples(st.just("tag"), place, st.sampled_from([["skip-execution"], ["raises-exception", "x"], junk])),
    st.tuples(st.just("grading"), place, flag, junk),
    st.tuples(st.just("name"), place, st.sampled_from(NAMES)),
    st.tuples(st.just("id"), place, st.sampled_from(NAMES)),
    st.tuples(st.just("text from"), place, place),
    st.tuples(st.just("insert"), place, junk),
    st.tuples(st.just("top"), st.sampled_from(["metadata", "nbformat", "nbformat_minor", "x"]), junk),
)


def changed(notebook: dict, changes, draw) -> dict:
    notebook = copy.deepcopy(notebook)
    cells = notebook["cells"]
    for what, *how in changes:
        if what == "top":
            notebook[how[0]] = how[1]
            continue
        at = how[0] % len(cells) if cells else 0
        if what == "insert":
            cells.insert(at, how[1])
            continue
        if not cells or not isinstance(cells[at], dict):
            continue
        cell = cells[at]
        other = cells[how[1] % len(cells)] if what in ("copy", "move", "text from") else None
        metadata = cell["metadata"] if isinstance(cell.get("metadata"), dict) else {}
        if what == "drop":
            del cells[at]
        elif what == "copy":
            cells.insert(how[1] % len(cells), copy.deepcopy(cell))
        elif what == "move":
            cells.insert(how[1] % len(cells), cells.pop(at))
        elif what == "text from" and isinstance(other, dict):
            cell["source"] = other.get("source")
        elif what == "retype":
            cell["cell_type"] = how[1]
        elif what == "set":
            cell[how[1]] = how[2]
        elif what == "unset":
            cell.pop(how[1], None)
        elif what == "id":
            cell["id"] = how[1]
        elif what == "tag":
            metadata["tags"] = draw(how[1]) if how[1] is junk else how[1]
        elif isinstance(metadata.get("nbgrader"), dict):
            if what == "grading":
                metadata["nbgrader"][how[1]] = how[2]
            elif what == "name":
                metadata["nbgrader"]["grade_id"] = how[1]
    return notebook


@settings(
    max_examples=300,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(changes=st.lists(change, max_size=8), data=st.data())
def test_whatever_is_changed_nbgrader_takes_what_comes_out(handed, changes, data):
    submitted = changed(handed.right, changes, data.draw)
    result = handed.content(json.dumps(submitted).encode())
    holds(json.loads(result.notebook), handed.released, submitted)
    assert {remark.kind for remark in result.remarks} <= {MENDED, SUSPICIOUS}
    assert all(remark.text.isprintable() for remark in result.remarks)
    again = handed.content(result.notebook.encode())
    assert (again.notebook, again.remarks) == (result.notebook, ())


def holds(notebook: dict, released, submitted: dict) -> None:
    """What must be true of everything that comes out."""
    nbformat.validate(notebook)
    node = nbformat.from_dict(notebook)
    checker = CheckCellMetadata()
    checker.log.setLevel(logging.CRITICAL)
    checker.preprocess(node, {})
    assert DeduplicateIds().preprocess(copy.deepcopy(node), {})[0] == node
    assert node.metadata == released.metadata
    known = {cell.metadata.nbgrader.grade_id: cell for cell in released.cells if "nbgrader" in cell.metadata}
    got = [cell for cell in node.cells if "nbgrader" in cell.metadata]
    assert sorted(cell.metadata.nbgrader.grade_id for cell in got) == sorted(known)
    sources = {text_of(cell) for cell in submitted["cells"] if isinstance(cell, dict)}
    for cell in got:
        original = known[cell.metadata.nbgrader.grade_id]
        assert (cell.cell_type, cell.metadata, cell.id) == (
            original.cell_type,
            original.metadata,
            original.id,
        )
        if is_locked(original):
            assert cell.source == original.source
        else:
            assert cell.source in sources or cell.source.startswith("# This cell was missing")
    order = [cell.metadata.nbgrader.grade_id for cell in got]
    for name, original in known.items():
        if is_grade(original):
            assert order.index(name.removesuffix("-check")) < order.index(name)
    released_cells = {cell.id: cell for cell in released.cells}
    last = max(at for at, cell in enumerate(node.cells) if is_grade(cell))
    for at, cell in enumerate(node.cells):
        assert "attachments" not in cell and not cell.get("outputs")
        assert cell.metadata in ({}, released_cells.get(cell.id, cell).metadata) or at > last
        if at < last and cell.id not in released_cells:
            assert cell.metadata == {}, "a tag that is the student's"


def text_of(cell: dict):
    source = cell.get("source")
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        source = "".join(source)
    return source if isinstance(source, str) else None


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    content=st.binary(max_size=60)
    | st.text(max_size=60).map(str.encode)
    | junk.map(lambda j: json.dumps(j).encode())
)
def test_any_bytes_end_as_a_notebook_or_a_reason(handed, content):
    try:
        result = handed.content(content)
    except CannotBeRun as problem:
        assert str(problem).isprintable() and len(str(problem)) < 300
    else:
        nbformat.validate(json.loads(result.notebook))


def test_the_invariants_notice_a_notebook_that_breaks_them(handed):
    """The check above can fail: an honest notebook passes it, one with doubled points does not."""
    good = json.loads(handed.content(json.dumps(handed.right).encode()).notebook)
    holds(good, handed.released, handed.right)
    next(c for c in good["cells"] if c["id"] == "double-check")["metadata"]["nbgrader"]["points"] = 80
    with pytest.raises(AssertionError):
        holds(good, handed.released, handed.right)
