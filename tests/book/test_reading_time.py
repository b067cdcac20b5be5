"""The minutes under a chapter's title are counted from what the page shows."""

import importlib.util

import pytest
from docutils import nodes
from docutils.utils import new_document

from .pages import PROJECT

place = PROJECT / "book" / "_ext" / "reading_time.py"
spec = importlib.util.spec_from_file_location("reading_time", place)
reading_time = importlib.util.module_from_spec(spec)
spec.loader.exec_module(reading_time)


def cell(lines, **settings):
    source = nodes.container("", nodes.literal_block(text="x = 1\n" * lines), nb_element="cell_code_source")
    printed = nodes.literal_block(text="many words " * 999)
    output = nodes.container("", printed, nb_element="cell_code_output")
    return nodes.container("", source, output, nb_element="cell_code", **settings)


def page(*parts, exercises=True):
    chapter = nodes.section("", nodes.title(text="A page"), *parts)
    if exercises:
        words = nodes.paragraph(text="word " * 5000)
        chapter += nodes.section("", nodes.title(text="Exercises"), words, cell(500))
    document = new_document("page")
    document += chapter
    return document


@pytest.mark.parametrize(
    ("parts", "minutes"),
    [
        ([nodes.paragraph(text="word " * 998)], 5),  # and two in the title
        ([cell(120)], 10),
        ([cell(120, hide_mode="output")], 10),
        ([cell(120, hide_mode="input"), cell(120, hide_mode="all")], 1),
        ([nodes.paragraph(text="word " * 600), cell(60), nodes.math_block(text="a + b " * 900)], 8),
        ([nodes.section("", nodes.title(text="Part"), nodes.paragraph(text="word " * 398))], 2),
    ],
)
def test_minutes_are_not_words_by_200_and_shown_lines_by_12(parts, minutes):
    document = page(*parts)
    assert reading_time.minutes(document) == minutes
    reading_time.add_to_chapter(None, document)
    line = document.children[0].children[1]
    assert line.astext() == f"Reading time: about {minutes} minutes, without the exercises."


def test_page_without_exercises_gets_a_reading_time():
    document = page(nodes.paragraph(text="a table"), exercises=False)
    before = document.astext()
    reading_time.add_to_chapter(None, document)
    assert document.astext() == before
