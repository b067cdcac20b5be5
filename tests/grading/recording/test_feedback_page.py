"""The page a student gets back shows the work and the marks, runs nothing, and asks no other machine."""

import base64
import html
import re
from html.parser import HTMLParser

import nbformat
import pytest

from cnn_helpers.grading.recording.feedback_page import feedback_page
from cnn_helpers.grading.recording.harmless_notebook import (
    DEEPEST_HTML,
    LONGEST_HTML,
    LONGEST_TEXT,
    clean_html,
)
from cnn_helpers.grading.recording.recorded_marks import Recorded

MARKS = Recorded(
    12.5,
    37,
    2.0,
    {"f0-check": (10, 10), "f1-check": (2.5, 10), "f2-check": (0, 10), "essay": (0, 5)},
    {"f0": "", "f1": "Look at **row 2** <script>alert(1)</script>", "essay": ""},
)
PICTURE = base64.b64encode(b"\x89PNG\r\n").decode()
AWAY = "http://evil.example/x"
BAD_HTML = {
    "script": f"<script src='{AWAY}'>alert(1)</script>",
    "unclosed script": "<script>alert(1)",
    "handler": "<b onclick='alert(1)' onmouseover=alert(1)>bold</b>",
    "svg": "<svg onload=alert(1)><script>alert(1)</script><a xlink:href='javascript:alert(1)'>x</a></svg>",
    "link": "<a href='javascript:alert(1)'>x</a><a href=' JaVa\tscript:alert(1)'>y</a>",
    "data link": "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "frame": f"<iframe src='{AWAY}' srcdoc='<script>alert(1)</script>'></iframe><object data='{AWAY}'></object>",
    "picture": f"<img src='{AWAY}.png' onerror=alert(1)><img src=//evil.example/x.png srcset='{AWAY} 2x'>",
    "style": f"<style>@import url({AWAY});</style><link rel=stylesheet href={AWAY}>",
    "overlay": f"<div style='position:fixed;top:0;background:url({AWAY})' class='navbar-fixed-top'>Score 100</div>",
    "marker": f"<ul style='color:red; list-style:URL({AWAY})'><li style='list-style: image-set(\"{AWAY}\" 1x)'>x</ul>",
    "form": f"<form action='{AWAY}'><input name=password><button formaction='{AWAY}'>Go</button></form>",
    "reload": f"<meta http-equiv=refresh content='0;url={AWAY}'><base href='{AWAY}'>",
    "names": "<a name='f0-check' id='f0-check'>mine</a>",
    "mixed": "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>",
    "video": f"<video src='{AWAY}' poster='{AWAY}'></video><audio src='{AWAY}'></audio>",
}


class Looked(HTMLParser):
    """Every tag and attribute of a page."""

    def __init__(self, text):
        super().__init__()
        self.tags, self.attributes, self.styles = set(), [], ""
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        self.attributes += [(tag, name, value or "") for name, value in attributes]

    def handle_data(self, data):
        if self.lasttag == "style":
            self.styles += data


def assert_harmless(page: str, *, whole: bool = True) -> Looked:
    looked = Looked(page)
    assert not looked.tags & set(
        "script iframe object embed form input button link base svg math video audio".split()
    )
    for tag, name, value in looked.attributes:
        assert not name.startswith("on"), (tag, name, value)
        if name in ("src", "srcset", "poster", "data", "action", "formaction", "background"):
            assert value.startswith("data:image/"), (tag, name, value)
        if name == "href":
            assert re.match(r"#|https?://|mailto:", value), (tag, name, value)
        if name == "style":
            assert not re.search("url|image|position", value, re.IGNORECASE), value
        if name == "http-equiv":
            assert value == "Content-Security-Policy"
    assert "evil.example" not in looked.styles
    assert "url(" not in looked.styles.replace("url(data:", "")
    assert ("default-src 'none'" in page) == whole
    return looked


def page_with(kit, *cells) -> str:
    notebook = kit.source_notebook()
    notebook.cells += cells
    return feedback_page(notebook, MARKS, "tiny")


def shown(mime: str, data, **more):
    return nbformat.v4.new_code_cell(
        "1", outputs=[nbformat.v4.new_output("display_data", {mime: data}, **more)]
    )


def test_page_shows_title_scores_comments_and_penalty(kit):
    page = feedback_page(nbformat.writes(kit.source_notebook()), MARKS, "Ada & <Bob>")
    text = html.unescape(re.sub(r"<[^>]*>", "", page))
    assert "Ada & <Bob> (Score: 10.5 / 37.0)" in text
    assert "Late submission penalty (Score: -2.0)" in text
    assert "Score: 2.5 / 10.0" in text
    assert "<strong>row 2</strong>" in page
    assert_harmless(page)


def test_cells_that_merely_call_themselves_graded_are_shown_without_a_score(kit):
    fake = {"nbgrader": {"grade": True, "grade_id": "mine", "points": 99, "score": 99}}
    again = {"nbgrader": {"grade": True, "grade_id": "f0-check", "points": 99, "score": 99}}
    page = page_with(
        kit, nbformat.v4.new_code_cell("a", metadata=fake), nbformat.v4.new_code_cell("b", metadata=again)
    )
    assert "99" not in re.sub(r"<style.*?</style>", "", page, flags=re.DOTALL)
    assert page.count('<a name="f0-check">') == 1


@pytest.mark.parametrize("name", BAD_HTML)
def test_html_of_outputs_and_markdown_is_harmless(kit, name):
    bad = BAD_HTML[name]
    page = page_with(
        kit,
        shown("text/html", bad),
        shown("text/markdown", bad),
        shown("text/html", bad, metadata={"text/html": {"isolated": True}}),
        nbformat.v4.new_markdown_cell(bad),
        nbformat.v4.new_raw_cell(bad, metadata={"raw_mimetype": "text/html"}),
    )
    looked = assert_harmless(page)
    given = {(name, value) for _, name, value in looked.attributes}
    assert not given & {("id", "f0-check"), ("class", "navbar-fixed-top")}
    assert page.count('name="f0-check"') == 1
    assert_harmless(clean_html(bad), whole=False)


@pytest.mark.parametrize(
    "link", ["[x](javascript:alert(1))", "![x](http://evil.example/x.png)", "<javascript:alert(1)>"]
)
def test_markdowns_own_links_are_harmless(kit, link):
    assert_harmless(page_with(kit, nbformat.v4.new_markdown_cell(link)))


@pytest.mark.parametrize(
    "mime",
    [
        "application/javascript",
        "text/vnd.mermaid",
        "application/vnd.jupyter.widget-view+json",
        "application/pdf",
    ],
)
def test_outputs_that_would_run_are_left_out(kit, mime):
    page = page_with(kit, shown(mime, "alert(1)"))
    assert_harmless(page)
    assert "alert(1)" not in page


def test_every_other_field_of_a_notebook_is_harmless(kit):
    inject = '"><script>alert(1)</script>'
    code = {
        "cell_type": "code",
        "id": inject,
        "execution_count": inject,
        "metadata": {"tags": [inject], "alt": inject, "nbgrader": {"grade_id": inject, "grade": True}},
        "source": inject,
        "outputs": [
            {"output_type": "stream", "name": inject, "text": inject},
            {"output_type": "error", "ename": inject, "evalue": inject, "traceback": [inject]},
            {"output_type": inject},
            {
                "output_type": "execute_result",
                "execution_count": inject,
                "data": {"image/png": f'{PICTURE}" onload="x', "text/plain": inject, "text/latex": inject},
                "metadata": {"image/png": {"width": inject}, "filenames": {"image/png": inject}},
            },
        ],
    }
    notebook = {
        "nbformat": 4,
        "nbformat_minor": 5,
        "metadata": {
            "title": inject,
            "widgets": {inject: inject},
            "language_info": {"pygments_lexer": inject},
        },
        "cells": [code, {"cell_type": inject, "source": inject, "metadata": {}}],
    }
    page = feedback_page(notebook, MARKS, inject)
    assert_harmless(page)
    assert html.unescape(re.sub(r"<[^>]*>", "", page)).count(inject) >= 5  # shown as text


def test_what_a_student_made_stays_readable(kit):
    cells = '<th scope="row">a</th><td style="color: red">1 &lt; 2</td>'
    table = f'<table border="1" class="dataframe"><tr>{cells}</tr></table>'
    svg = "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
    page = page_with(
        kit,
        shown("text/html", table),
        shown("image/png", PICTURE),
        shown("image/svg+xml", svg),
        nbformat.v4.new_code_cell(
            "x", outputs=[nbformat.v4.new_output("stream", text="2 < 3 \x1b[31mred\x1b[0m\n")]
        ),
        nbformat.v4.new_markdown_cell("# Title\n$a < b$ and `x < y`\n\n[more](https://example.org)"),
        nbformat.v4.new_markdown_cell(
            "![p](attachment:p.png)", attachments={"p.png": {"image/png": PICTURE, "text/html": "<script>"}}
        ),
    )
    assert_harmless(page)
    assert 'class="dataframe"' in page and 'style="color:red"' in page and "1 &lt; 2" in page
    assert page.count(f"data:image/png;base64,{PICTURE}") == 2
    assert f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}" in page
    assert "2 &lt; 3" in page and "ansi-red" in page
    assert "a &lt; b" in page and 'href="https://example.org"' in page


def test_huge_and_deep_contents_end_as_a_page(kit):
    page = page_with(
        kit,
        shown("text/html", "<b>" * LONGEST_HTML),
        shown("text/html", "<div>" * 5_000),
        nbformat.v4.new_markdown_cell("> " * 5_000),
        nbformat.v4.new_code_cell(
            "x", outputs=[nbformat.v4.new_output("stream", text="y" * 3 * LONGEST_TEXT)]
        ),
    )
    assert_harmless(page)
    assert "characters is left out" in page and "more characters are left out" in page
    assert len(page) < 10 * LONGEST_TEXT


def test_html_is_shown_as_text_where_it_is_nested_too_deep():
    deep, deeper = ("<div><p>x" * levels for levels in (DEEPEST_HTML, DEEPEST_HTML + 1))
    assert clean_html(deep).startswith("<div><p>x")
    assert clean_html(deeper) == f"<pre>{html.escape(deeper)}</pre>"


def test_a_long_table_is_not_deep():
    rows = "<tr><td>1<td>2" * 2 * DEEPEST_HTML
    assert clean_html(f"<table>{rows}</table>").count("</td>") == 4 * DEEPEST_HTML


def test_old_notebooks_are_refused():
    with pytest.raises(ValueError, match="nbformat 3 was given"):
        feedback_page({"nbformat": 3, "worksheets": []}, MARKS, "old")
