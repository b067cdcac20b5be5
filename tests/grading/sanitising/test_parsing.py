"""What a notebook file may hold, and what can still be read of it."""

import json

import nbformat
import pytest

from cnn_helpers.grading.values.submission_run import MENDED, CannotBeRun

BROKEN = {
    "nothing": (b"", "the file is empty"),
    "blanks": (b" \n\n", "the file is empty"),
    "latin-1": ('{"cells": "é"}'.encode("latin-1"), "not text in UTF-8"),
    "utf-16": ("\ufeff{}".encode("utf-16-le"), "not text in UTF-8"),
    "half": (b'{"cells": [', "not valid JSON"),
    "zip": (b"PK\x03\x04 not json", "not valid JSON"),
    "nulls": (bytes(100), "not valid JSON"),
    "a-list": (b"[1, 2]", "not a notebook"),
    "no-cells": (b'{"nbformat": 4, "nbformat_minor": 5}', "not a notebook"),
    "odd-cells": (b'{"nbformat": 4, "cells": {"0": {}}}', "not a notebook"),
    "from-later-on": (b'{"nbformat": 7, "nbformat_minor": 1, "blocks": []}', "format 7.1; the latest"),
    "deep-lists": (b"[" * 100_000 + b"]" * 100_000, "nested too deeply"),
    "deep-objects": (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, "nested too deeply"),
    "brackets": (b"[" + b"[]," * 3_000_001 + b"[]]", "brackets"),
    "crowd": (json.dumps({"nbformat": 4, "cells": [{}] * 5_001}).encode(), "5001 cells; at most 5000"),
}


@pytest.mark.parametrize(("content", "reason"), BROKEN.values(), ids=BROKEN)
def test_what_is_no_notebook_fails_with_a_reason(handed, content, reason):
    with pytest.raises(CannotBeRun, match=reason):
        handed.content(content)


def written(handed, **changes) -> bytes:
    return json.dumps(handed.right | changes).encode()


def test_a_byte_order_mark_is_read_over(handed):
    assert handed.content(b"\xef\xbb\xbf" + written(handed)) == handed.content(written(handed))


@pytest.mark.parametrize("junk", ["NaN", "-Infinity", "9" * 10_000, "1e999", '"\\ud800"', '{"a": [[]]}'])
def test_odd_values_beside_the_cells_do_no_harm(handed, junk):
    right = handed.content(written(handed))
    text = written(handed, metadata={"odd": "JUNK"}).decode().replace('"JUNK"', junk)
    assert handed.content(text.encode()) == right


def test_characters_that_no_kernel_takes_are_replaced(handed):
    cells = handed.right["cells"]
    own = {"cell_type": "code", "id": "mine", "metadata": {}, "source": "x = '\ud83d\0'", "outputs": []}
    result, (remark,) = handed.cells([*cells, own])
    assert result[-1]["source"] == "x = '\ufffd\ufffd'"
    assert remark.kind == MENDED and f"cell {len(cells) + 1}" in remark.text


def test_halves_of_a_character_that_belong_together_stay(handed):
    own = {"cell_type": "markdown", "metadata": {}, "source": ["😀"]}
    result, remarks = handed.cells([*handed.right["cells"], own])
    assert result[-1]["source"] == "😀" and remarks == ()


@pytest.mark.parametrize(
    "junk",
    [
        None,
        "x = 1",
        [],
        {},
        {"cell_type": "code"},
        {"cell_type": "code", "source": {"a": 1}},
        {"cell_type": "code", "source": ["x", 1]},
        {"cell_type": ["code"], "source": "x"},
        {"cell_type": "heading", "source": 4},
        {"cell_type": "plot", "source": "x"},
    ],
)
def test_what_is_no_cell_is_left_out_and_told(handed, junk):
    right, _ = handed.cells(handed.right["cells"])
    result, (remark,) = handed.cells([junk, *handed.right["cells"]])
    assert result == right
    assert remark.kind == MENDED and "number 1." in remark.text


@pytest.mark.parametrize("minor", [0, 1, 2, 3, 4])
def test_older_formats_four_come_out_alike(handed, minor):
    """Before 4.5 cells had no ids: all are known by grade id or text."""
    right, _ = handed.cells(handed.right["cells"])
    cells = [{key: value for key, value in cell.items() if key != "id"} for cell in handed.right["cells"]]
    assert handed.cells(cells, nbformat_minor=minor) == (right, ())


def test_format_three_is_read(handed):
    right, _ = handed.cells(handed.right["cells"])
    old = nbformat.convert(nbformat.reads(json.dumps(handed.right), as_version=4), 3)
    result = handed.content(json.dumps(old).encode())
    cells = json.loads(result.notebook)["cells"]
    assert [(cell["id"], cell["source"]) for cell in cells] == [(c["id"], c["source"]) for c in right]
    (remark,) = result.remarks
    assert remark.kind == MENDED and "format 3.0" in remark.text


def test_headings_of_format_three_stay_headings(handed):
    sheet = {"cells": [{"cell_type": "heading", "level": 3, "source": ["Pooling"]}]}
    result = handed.content(json.dumps({"nbformat": 3, "nbformat_minor": 0, "worksheets": [sheet]}).encode())
    assert "### Pooling" in {cell["source"] for cell in json.loads(result.notebook)["cells"]}


@pytest.mark.parametrize("version", [(4, 99), (5, 0), ("4", 5), (None, 5), (True, 5), (4, "x")])
def test_unknown_formats_are_read_as_far_as_they_are_alike(handed, version):
    right, _ = handed.cells(handed.right["cells"])
    result, (remark,) = handed.cells(handed.right["cells"], nbformat=version[0], nbformat_minor=version[1])
    assert result == right
    assert remark.kind == MENDED and "was read as format 4.5" in remark.text
    assert ("no known format" in remark.text) == (type(version[0]) is not int or version[1] == "x")


def test_a_cell_of_20_megabytes_passes(handed):
    source = "x = '" + "x" * 20_000_000 + "'"
    own = {"cell_type": "code", "metadata": {}, "source": source}
    result, remarks = handed.cells([own, *handed.right["cells"]])
    assert result[0]["source"] == source and remarks == ()
