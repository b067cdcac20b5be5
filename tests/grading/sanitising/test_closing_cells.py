"""Which cells graders do not run: those the release skips, and what comes behind the last graded one."""

import nbformat
import pytest


def own(source, **more):
    return {"cell_type": "code", "metadata": {}, "source": source, "outputs": [], "id": "mine", **more}


def closing(cells):
    return next(name for name, cell in cells.items() if "tags" in cell["metadata"])


@pytest.mark.parametrize("lost", ["id", "tag", "source"])
def test_a_closing_cell_is_never_run_though_it_was_changed(handed, right, clean, lost):
    cell = right[closing(right)]
    changes = {"id": {"id": "other"}, "tag": {"metadata": {}}, "source": {"source": "while True: pass"}}
    cell |= changes[lost]
    result, remarks = handed.cells(list(right.values()))
    assert result[-1]["metadata"] == {"tags": ["skip-execution"]} and remarks == ()
    assert result[-1]["id"] == clean[-1]["id"]


def test_a_closing_cell_that_moved_up_and_lost_its_id_is_believed_once(handed, right):
    """As far as the release skips a cell in this place; a second one is the student's own."""
    picture = nbformat.v4.new_code_cell("draw()", id="picture", metadata={"tags": ["skip-execution"]})
    handed.released.cells.insert(1, picture)
    tagged = {"metadata": {"tags": ["skip-execution"]}}
    cells = list(right.values())
    added = [own("draw(2)", **tagged), own("y = 1", **(tagged | {"id": "mine2"}))]
    result, _ = handed.cells([cells[0], *added, *cells[1:]])
    assert [cell["metadata"] for cell in result[1:3]] == [tagged["metadata"], {}]


def test_own_cells_behind_the_last_graded_one_are_not_run(handed, right, clean):
    """They cannot change a grade any more; a student may train a network there for an hour."""
    notes = {"cell_type": "markdown", "metadata": {}, "source": "my notes", "id": "notes"}
    result, remarks = handed.cells([*right.values(), own("train()"), notes])
    assert result[-2]["metadata"] == {"tags": ["skip-execution"]} and result[-1]["metadata"] == {}
    assert result[:-2] == clean and remarks == ()


def test_own_cells_are_run_where_a_person_gives_the_points(handed, right):
    task = {"grade": False, "task": True, "solution": False, "locked": True, "points": 5, "schema_version": 3}
    task |= {"grade_id": "essay", "cell_type": "markdown"}
    cell = nbformat.v4.new_markdown_cell("Plot something.", id="essay", metadata={"nbgrader": task})
    handed.released.cells.append(cell)
    result, _ = handed.cells([*right.values(), cell, own("plot()")])
    assert (result[-1]["source"], result[-1]["metadata"]) == ("plot()", {})
