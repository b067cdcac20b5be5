"""The template of a page builds in a book of its own, keeps the rules of a page, and its test passes."""

import re
import shutil

import pytest

from cnn_helpers.commands import book

from ..book import pages
from ..book.conftest import run_page  # noqa: F401 (a fixture of the template's test)
from ..book.page_rules import problems
from .copied import PROJECT, TEMPLATES, module_of, those_of

TOC = """
format: jb-book
root: book/intro
parts:
  - caption: Week 1
    chapters:
      - file: book/week1/mean-filter
"""

globals().update(those_of(module_of("page/test_mean_filter.py", "template_test_of_a_page")))


@pytest.fixture(scope="module", autouse=True)
def project(tmp_path_factory):
    """A project with the book's own settings, whose book has a first page and the template."""
    folder = tmp_path_factory.mktemp("project")
    shutil.copy(PROJECT / "_config.yml", folder)
    shutil.copy(PROJECT / "constraints.txt", folder)
    for name in ("_ext", "_static"):
        shutil.copytree(PROJECT / "book" / name, folder / "book" / name)
    shutil.copy(PROJECT / "book" / "references.bib", folder / "book")
    (folder / "_toc.yml").write_text(TOC, encoding="utf-8")
    (folder / "book" / "intro.md").write_text("# A book\n\nOne page.\n", encoding="utf-8")
    (folder / "book" / "week1").mkdir()
    shutil.copy(TEMPLATES / "page" / "mean-filter.md", folder / "book" / "week1")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pages, "PROJECT", folder)
        patch.setattr(book, "PROJECT", folder)
        patch.setattr(book, "BUILD", folder / "_build")
        patch.setattr(book, "PAGES", folder / "_build" / "html")
        yield folder


def test_the_page_keeps_every_rule():
    assert problems("week1/mean-filter", pages.text_of("week1/mean-filter")) == []


def test_the_page_builds_without_a_warning_and_shows_what_its_cells_computed(project):
    assert list(book.build().pages) == ["week1/mean-filter"]
    html = (project / "_build" / "html" / "book" / "week1" / "mean-filter.html").read_text(encoding="utf-8")
    text = " ".join(re.sub(r"<[^>]+>", "", html).split())
    assert "Each of the 9 windows contains the wrong pixel, so each mean is (8·4 + 13)/9 = 5." in text
    assert html.count('alt="A ') == 2
    assert "for you who write" not in html
