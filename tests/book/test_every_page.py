"""What every chapter keeps to."""

import ast
import re

import pytest

from .pages import chapters, code_cells, text_of

pytestmark = pytest.mark.parametrize("page", chapters())


def test_every_number_that_the_text_quotes_is_kept_and_none_is_kept_in_vain(page):
    kept = []
    for source in code_cells(text_of(page)):
        for node in ast.walk(ast.parse(source)):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "keep":
                kept += [keyword.arg for keyword in node.keywords]
    assert None not in kept, "keep(**names) hides names: write them out"
    quoted = set(re.findall(r"\{glue:text\}`(\w+)", text_of(page)))
    assert sorted(quoted) == sorted(kept), "quoted but not kept, or kept twice or in vain"


def test_it_has_four_to_seven_exercises_each_with_a_solution(page):
    text = text_of(page)
    exercises = re.findall(r"^`+\{exercise\}[^\n]*\n:label: ([\w-]+)", text, re.MULTILINE)
    solutions = re.findall(r"^`+\{solution-start\} ([\w-]+)\n:class: dropdown", text, re.MULTILINE)
    assert 4 <= len(exercises) <= 7
    assert exercises == solutions


def test_it_ends_with_a_summary_of_at_most_five_points(page):
    summary = text_of(page).split("\n## Summary\n")[1].split("\n## ")[0]
    assert 3 <= len(re.findall(r"^- ", summary, re.MULTILINE)) <= 5


def test_every_figure_has_a_name_of_its_own_and_an_alt_text(page):
    text = text_of(page)
    cells = re.findall(r"^```+\{code-cell\}.*?^```+$", text, re.MULTILINE | re.DOTALL)
    for cell in cells:
        name = re.search(r"^    name: (fig-[\w-]+)$", cell, re.MULTILINE)
        if name:
            assert "    alt: " in cell, f"{name[1]} has no alt text"
    names = re.findall(r"^    name: (fig-[\w-]+)$", text, re.MULTILINE)
    assert len(names) == len(set(names))
