"""The release's cells are found again in what students make of them, and only those count."""

import copy

import nbformat
import pytest
from nbgrader.utils import compute_checksum

from cnn_helpers.grading.values.submission_run import MENDED, SUSPICIOUS


def own(source, **more):
    return {"cell_type": "code", "metadata": {}, "source": source, "outputs": [], "id": "mine", **more}


def ids(cells):
    return [cell["id"] for cell in cells]


def texts(cells):
    return [cell["source"] for cell in cells]


def only(remarks, kind, *words):
    """There is one remark, of this kind, with these words."""
    (remark,) = remarks
    return remark.kind == kind and all(word in remark.text for word in words)


def test_honest_work_comes_out_as_it_stands(handed, right, clean):
    assert ids(clean) == list(right)
    for cell in clean:
        said = right[cell["id"]]
        assert cell["source"] == "".join(said["source"])
        assert cell["metadata"] == said["metadata"]


def test_outputs_attachments_and_the_kernel_are_the_releases(handed, right, clean):
    for cell in right.values():
        if cell["cell_type"] == "code":
            cell |= {
                "outputs": [{"output_type": "stream", "name": "stdout", "text": "100"}],
                "execution_count": 9,
            }
        else:
            cell["attachments"] = {"x.png": {"image/png": "AAAA"}}
    kernel = {"kernelspec": {"name": "bash", "display_name": "Bash"}, "widgets": {"a": 1}}
    assert handed.cells(list(right.values()), metadata=kernel) == (clean, ())


def test_own_cells_stay_in_place_without_their_metadata(handed, right, clean):
    mine = own("y = 1", metadata={"tags": ["skip-execution", "raises-exception"], "collapsed": True})
    cells = list(right.values())
    result, remarks = handed.cells([*cells[:2], mine, *cells[2:]])
    assert result[2] == {**own("y = 1"), "execution_count": None}
    assert result[:2] + result[3:] == clean and remarks == ()


@pytest.mark.parametrize("name", ["imports", "double-check", "double_sum-check"])
def test_deleted_locked_cells_are_put_back_where_they_were(handed, right, clean, name):
    del right[name]
    result, remarks = handed.cells(list(right.values()))
    assert result == clean
    assert only(remarks, MENDED, "missing", name)


def test_a_deleted_solution_comes_back_empty_not_as_the_stub(handed, right, clean):
    """The stub would hide a function that the student wrote in a cell of their own."""
    mine = own("".join(right.pop("double")["source"]))
    result, remarks = handed.cells([mine, *right.values()])
    assert ids(result) == ["mine", *ids(clean)]
    (put_back,) = [cell for cell in result if cell["id"] == "double"]
    assert put_back["source"].startswith("#") and "\n" not in put_back["source"]
    assert only(remarks, MENDED, "missing", ": double.")


def test_an_empty_notebook_is_graded_too(handed, clean):
    result, remarks = handed.cells([])
    kept = [cell["id"] for cell in clean if "nbgrader" in cell["metadata"]]
    assert ids(result) == kept and len(kept) == 5
    assert only(remarks, MENDED, *kept)


def test_changed_locked_cells_get_the_released_text(handed, right, clean):
    right["imports"]["source"] = "import math\nimport numpy as np"
    result, remarks = handed.cells(list(right.values()))
    assert result == clean and only(remarks, MENDED, "imports")


def test_a_locked_cell_of_an_earlier_release_gets_the_newer_text_without_a_word(handed, right, clean):
    """A notebook handed out before the release changed carries the checksum of the text that it was handed out with."""
    cell = nbformat.from_dict({**right["imports"], "source": "import numpy as np"})
    right["imports"] = {
        **cell,
        "metadata": {"nbgrader": {**cell.metadata.nbgrader, "checksum": compute_checksum(cell)}},
    }
    result, remarks = handed.cells(list(right.values()))
    assert result == clean and not remarks
    right["imports"]["source"] += "\nnp.pi = 3"
    assert only(handed.cells(list(right.values()))[1], MENDED, "imports")


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("", MENDED),
        ("print(double(3))\n{}", MENDED),
        ('check("double", lambda x: 2 * x)', SUSPICIOUS),
        ("double.__eq__ = lambda *_: True", SUSPICIOUS),
    ],
)
def test_a_changed_graded_cell_gets_the_released_text(handed, right, clean, source, kind):
    cell = right["double-check"]
    cell["source"] = source.replace("{}", "".join(cell["source"]))
    result, remarks = handed.cells(list(right.values()))
    assert result == clean and only(remarks, kind, "double-check")


def test_blanks_in_a_graded_cell_are_not_worth_a_word(handed, right, clean):
    right["double-check"]["source"] = "\n" + "".join(right["double-check"]["source"]) + "  \n\n"
    assert handed.cells(list(right.values())) == (clean, ())


@pytest.mark.parametrize(
    ("name", "change", "said"),
    [
        ("double-check", {"points": 4000}, "points"),
        ("double-check", {"points": "40"}, "points"),
        ("double-check", {"grade": False}, "nbgrader"),
        ("double-check", {"solution": True, "locked": False}, "nbgrader"),
        ("double-check", {"grade_id": "mine"}, "grade ids"),
        ("double-check", {"grade_id": ["double-check"]}, ""),
        ("double", {"grade": True, "points": 60}, "nbgrader"),
        ("imports", {"locked": False}, "nbgrader"),
    ],
)
def test_tampered_grading_metadata_is_the_releases_again(handed, right, clean, name, change, said):
    right[name]["metadata"]["nbgrader"] |= change
    result, remarks = handed.cells(list(right.values()))
    assert result == clean
    kinds = {(remark.kind, said in remark.text, name in remark.text) for remark in remarks}
    assert (SUSPICIOUS, True, True) in kinds if said else remarks == ()


@pytest.mark.parametrize("name", ["double", "double-check", "imports"])
def test_cells_tagged_against_graders_lose_the_tag(handed, right, clean, name):
    right[name]["metadata"]["tags"] = ["skip-execution", "raises-exception", 3]
    result, remarks = handed.cells(list(right.values()))
    assert result == clean and only(remarks, SUSPICIOUS, "skip", name)


def test_a_kept_cell_that_the_release_skips_stays_skipped(handed, right):
    for cells in (handed.released.cells, right.values()):
        next(cell for cell in cells if cell["id"] == "double")["metadata"]["tags"] = ["skip-execution"]
    result, remarks = handed.cells(list(right.values()))
    assert [cell["metadata"] for cell in result] == [cell["metadata"] for cell in right.values()]
    assert remarks == ()


def test_fake_graded_cells_are_ordinary_and_told(handed, right, clean):
    nbgrader = right["double-check"]["metadata"]["nbgrader"] | {"grade_id": "bonus", "points": 900}
    fake = own("100.0", metadata={"nbgrader": nbgrader})
    result, remarks = handed.cells([fake, *right.values()])
    assert result == [{**own("100.0"), "execution_count": None}, *clean]
    assert only(remarks, SUSPICIOUS, "bonus")


def test_cells_of_another_assignment_are_ordinary(handed, right, clean):
    other = own(
        "z = 1", metadata={"nbgrader": right["double"]["metadata"]["nbgrader"] | {"grade_id": "other"}}
    )
    result, remarks = handed.cells([other, *right.values()])
    assert result[0]["metadata"] == {} and result[1:] == clean
    assert only(remarks, MENDED, "other")


def test_a_copied_solution_runs_where_it_stands(handed, right, clean):
    copied = copy.deepcopy(right["double"]) | {"source": "def double(x):\n    return x + x"}
    result, remarks = handed.cells([*right.values(), copied])
    assert result[:-1] == clean and remarks == ()
    assert (result[-1]["id"], result[-1]["source"]) == ("own-1", copied["source"])


def test_of_copied_graded_cells_the_last_counts_as_in_nbgrader(handed, right, clean):
    """A student who copies function and check, and mends the copy, gets the points for it."""
    cells = list(right.values())
    copied = own("def double(x):\n    return x + x", metadata=right["double"]["metadata"])
    result, remarks = handed.cells([*cells, copied, right["double-check"]])
    assert ids(result) == [*(name for name in right if name != "double-check"), "mine", "double-check"]
    assert result[-1] == next(cell for cell in clean if cell["id"] == "double-check")
    assert only(remarks, MENDED, "Copies", "double-check")


def test_a_copied_graded_cell_with_work_of_ones_own_in_it_still_runs(handed, right, clean):
    copied = own("def half(x):\n    return x / 2", metadata=copy.deepcopy(right["double-check"]["metadata"]))
    result, remarks = handed.cells([copied, *right.values()])
    assert result == [{**own(copied["source"]), "execution_count": None}, *clean] and remarks == ()


def test_a_graded_cell_before_its_function_is_moved_behind_it(handed, right, clean):
    check = right.pop("double-check")
    result, remarks = handed.cells([check, *right.values()])
    assert result == clean
    assert only(remarks, MENDED, "moved", "double-check")


def test_graded_cells_wait_for_a_function_that_was_moved_to_the_end(handed, right):
    moved = right.pop("double")
    result, _ = handed.cells([*right.values(), moved])
    order = ids(result)
    assert order.index("double") < order.index("double-check") < order.index("double_sum-check")
    assert order.index("double_sum") < order.index("double")


def test_an_order_of_ones_own_that_makes_sense_stays(handed, right):
    order = ["imports", "double_sum", "double", "double_sum-check", "double-check"]
    order = [name for name in right if name not in order][:1] + order
    result, remarks = handed.cells([right[name] for name in order])
    assert ids(result) == order and remarks == ()


@pytest.mark.parametrize("kind", ["markdown", "raw"])
def test_a_solution_that_is_no_code_any_more_is_put_back_empty(handed, right, clean, kind):
    right["double"]["cell_type"] = kind
    result, remarks = handed.cells(list(right.values()))
    assert next(cell for cell in result if cell["id"] == "double")["source"].startswith("# This cell")
    kept = [cell for cell in result if cell["cell_type"] == kind and "def double(" in cell["source"]]
    assert len(kept) == 1, "the teacher still sees what was written"
    assert {remark.kind for remark in remarks} == {MENDED}


def test_a_retyped_graded_cell_is_code_again_in_its_place(handed, right, clean):
    right["double-check"]["cell_type"] = "markdown"
    result, remarks = handed.cells(list(right.values()))
    assert result == clean and only(remarks, MENDED, "double-check")


def test_editors_that_drop_all_metadata_lose_nobody_a_mark(handed, right, clean):
    for cell in right.values():
        cell["metadata"] = {}
    assert handed.cells(list(right.values())) == (clean, ())


def test_editors_that_drop_ids_and_metadata_lose_the_place_of_functions_only(handed, right, clean):
    for cell in right.values():
        cell["metadata"] = {}
        del cell["id"]
    result, _ = handed.cells(list(right.values()))
    assert [cell["id"] for cell in result if not cell["id"].startswith("own-")] == ids(clean)
    order = texts(result)
    for name in ("double", "double_sum"):
        written = next(at for at, text in enumerate(order) if f"def {name}(" in text)
        assert written < order.index(f'check("{name}", {name})')


def test_ids_are_valid_single_and_the_same_each_time(handed, right, clean):
    odd = [
        own("a", id="x y"),
        own("b", id="double"),
        own("c", id=7),
        own("d", id="own-1"),
        own("e", id="own-1"),
    ]
    result, _ = handed.cells([*odd, *right.values()])
    assert ids(result) == ["own-2", "own-3", "own-4", "own-1", "own-5", *ids(clean)]
    assert handed.cells([*odd, *right.values()])[0] == result


def test_magics_are_left_to_the_sandbox(handed, right):
    result, remarks = handed.cells([own("!ls /\n%cd /"), *right.values()])
    assert result[0]["source"] == "!ls /\n%cd /" and remarks == ()
