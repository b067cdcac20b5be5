"""What students get holds no solution, no hidden case and no mistake's code."""

import nbformat
import pytest

from cnn_helpers.grading.assignments.release import check_source, release, write_source


def test_released_cells_hold_a_stub_and_the_check_alone(tiny_notebook):
    cells = {
        cell.metadata.nbgrader.grade_id: cell for cell in tiny_notebook.cells if "nbgrader" in cell.metadata
    }
    assert cells["double"].source.count("raise NotImplementedError()") == 1
    assert "2 * x" not in cells["double"].source
    assert cells["double-check"].source == 'check("double", double)'
    assert "judge" not in nbformat.writes(tiny_notebook)


def test_closing_cells_keep_the_tag_that_graders_obey(tiny_notebook):
    assert tiny_notebook.cells[-1].metadata.tags == ["skip-execution"]


def test_two_releases_are_the_same_bytes(tiny, tmp_path):
    first = [path.read_bytes() for path in release("tiny", tmp_path / "a", tmp_path / "a")]
    second = [path.read_bytes() for path in release("tiny", tmp_path / "b", tmp_path / "b")]
    assert first == second


def test_source_stays_untouched_when_nothing_changed(tiny, tmp_path):
    path = write_source("tiny", tmp_path / "s")
    before = path.stat().st_mtime_ns
    assert write_source("tiny", tmp_path / "s").stat().st_mtime_ns == before


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            'judge("double", double, assignment="tiny")',
            'judge("double", double)',
            'line judge.*assignment="tiny"',
        ),
        ('check = check_for("tiny")', 'check = check_for("other")', 'check_for."tiny"'),
        ("points: 40", "points: 41", "41 points"),
        ("grade_id: double-check", "grade_id: dubble-check", "double-check"),
    ],
)
def test_notebook_that_disagrees_with_its_questions_is_refused(tiny, old, new, said):
    import dataclasses

    import jupytext

    text = (tiny.folder / "tiny.md").read_text().replace(old, new)
    with pytest.raises(ValueError, match=said):
        check_source(dataclasses.replace(tiny, notebook=jupytext.reads(text, fmt="md:myst")))


def test_references_are_the_solution_cells_without_their_markers(tiny):
    assert tiny.references["double"](4) == 8
    assert not [name for name, source in tiny.sources.items() if "SOLUTION" in source]
