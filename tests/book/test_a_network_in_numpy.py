"""The page's cells up to its timings, run here once, against the facts of the syllabus."""

import ast
import re
import sys
import types
from pathlib import Path

import jupytext
import numpy as np
import pytest
from threadpoolctl import threadpool_limits

PAGE = Path(__file__).parents[2] / "book" / "week1" / "a-network-in-numpy.md"
TEXT = PAGE.read_text(encoding="utf-8")


def cells(text):
    return [cell.source for cell in jupytext.reads(text, fmt="md:myst").cells if cell.cell_type == "code"]


@pytest.fixture(scope="module")
def page():
    """Names that the cells before the section on speed define, with what they glued under `glued`."""
    glued = {}
    stub = types.ModuleType("myst_nb")
    stub.glue = lambda name, value, display: glued.update({name: value})
    names = {"glued": glued}
    # the page limits NumPy to one core; leaving this block undoes it for the tests after this one
    with pytest.MonkeyPatch.context() as patch, threadpool_limits(1):
        patch.setitem(sys.modules, "myst_nb", stub)
        for source in cells(TEXT[: TEXT.index("(f21-speed)=")]):
            exec(source, names)
    return names


def test_without_relu_two_layers_are_one_and_with_it_they_are_not(page):
    np.testing.assert_array_equal(page["twice"], page["conv"](page["image"], page["combined"]))
    assert np.abs(page["with_relu"] - page["twice"]).max() > 1


def test_pooling_examples(page):
    np.testing.assert_array_equal(page["pool"](page["four"], 2, 2), [[9, 2], [6, 3]])
    np.testing.assert_array_equal(page["overlapping"], [[9, 9, 5], [9, 9, 5], [8, 6, 9]])


def test_shapes_and_parameters_of_both_networks(page):
    glued = page["glued"]
    shapes = glued["shape_one"], glued["shape_two"], glued["shape_three"], glued["flat"]
    assert shapes == ("37×37×10", "17×17×20", "7×7×40", 1960) and glued["first_parameters"] == 280
    counts = [glued[f"p_{name}"] for name in ("one", "two", "three", "four", "five")]
    assert counts == ["608", "3,216", "48,120", "10,164", "850"]


def test_gradients_pass_the_check_and_the_slip_does_not(page):
    assert max(page["conv_check"], *page["pool_checks"].values()) < 1e-7 < 1e-2 < page["slip_check"]
    assert max(page["gap_conv"], page["gap_max"], page["gap_average"]) < 1e-12


def test_a_tie_pays_twice_with_us_and_once_with_tensorflow(page):
    assert (page["ours"].sum(), page["by_definition"].sum().round(6)) == (2, 1)
    np.testing.assert_array_equal(page["glued"]["tie_theirs"], 1)
    assert page["collected"].sum() == 10  # nine windows, one of them tied


def test_97_percent_of_the_test_digits_are_read_and_every_mistake_is_shown(page):
    assert page["test_accuracy"] >= 0.97
    assert len(page["labels"]) and page["glued"]["wrong"] == round(360 * (1 - page["test_accuracy"]))


def test_zeros_learn_nothing_but_the_last_bias(page):
    assert page["moved"] == ["dense_1.b"]


def test_a_large_learning_rate_kills_and_a_tiny_one_hardly_moves(page):
    small, middle, large = (curve[-1] for curve in page["curves"].values())
    assert middle < 0.2 < 1 < small and large == pytest.approx(np.log(10), abs=0.2)


def test_the_reader_loses_digits_that_move(page):
    assert page["accuracies"][0] - page["accuracies"][2] > 0.3


def test_every_number_that_the_text_quotes_is_kept_and_none_is_kept_in_vain():
    kept = {"p_one", "p_two", "p_three", "p_four", "p_five"}
    for source in cells(TEXT):
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "keep":
                kept |= {keyword.arg for keyword in node.keywords if keyword.arg}
    assert kept == set(re.findall(r"\{glue:text\}`(\w+)", TEXT))


@pytest.mark.parametrize("row", [13, 14, 15, 16, 17, 19, 20, 21, 22])
def test_every_row_of_the_syllabus_has_its_section(row):
    assert re.search(rf"^\(f{row}-[a-z-]+\)=$", TEXT, re.MULTILINE)
