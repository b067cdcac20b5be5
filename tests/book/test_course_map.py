"""The front page's map: its times are those of the chapters, its assignments and points those of the course."""

import io
import re
import sys

import pytest
import yaml
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace

from .pages import PROJECT, chapters, text_of

EXTENSIONS = PROJECT / "book" / "_ext"


@pytest.fixture(scope="module")
def course_map():
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(EXTENSIONS))
        yield __import__("course_map")
        for name in ("course_map", "reading_time"):
            sys.modules.pop(name, None)


@pytest.mark.parametrize(
    ("minutes", "words"), [(0, "0 min"), (59, "59 min"), (60, "1 h"), (125, "2 h 5 min"), (600, "10 h")]
)
def test_minutes_are_told_in_hours(course_map, minutes, words):
    assert course_map.in_words(minutes) == words


def built(folder, front, lengths):
    """The front page, built by Sphinx with chapters of so many words in the order given, and the warnings."""
    for page, words in lengths.items():
        file = folder / f"{page}.rst"
        file.parent.mkdir(parents=True, exist_ok=True)
        title = page.split("/")[-1]
        file.write_text(
            f"{title}\n{'=' * 20}\n\n{'word ' * words}\n\nExercises\n---------\n\n{'word ' * 999}\n"
        )
    (folder / "book" / "a-table.rst").write_text("A table\n=======\n\nword\n")
    listed = "\n   ".join(["a-table", *(page.removeprefix("book/") for page in lengths)])
    (folder / "book" / "intro.rst").write_text(
        f"Front\n=====\n\n{front}\n\n.. toctree::\n   :hidden:\n\n   {listed}\n"
    )
    settings = {"extensions": ["reading_time", "course_map"], "root_doc": "book/intro"}
    said = io.StringIO()
    with docutils_namespace():
        app = Sphinx(
            folder, None, folder / "out", folder / "trees", "html", settings, status=None, warning=said
        )
        app.build()
    html = (folder / "out" / "book" / "intro.html").read_text(encoding="utf-8")
    return re.sub(r"\s+", " ", html.split('role="main"')[1]), said.getvalue()


LENGTHS = {"book/week1/second": 999, "book/week1/first": 1999, "book/week2/third": 12999}


def test_times_are_the_sums_of_the_minutes_under_the_titles(course_map, tmp_path):
    html, said = built(tmp_path, "One :time-of:`week1`, all :time-of:`all`.\n\n.. pages-of:: week1", LENGTHS)
    assert not said
    assert "One 15 min, all 1 h 20 min." in html
    items = [re.sub("<[^>]+>", "", item).strip() for item in re.findall("<li>(.*?)</li>", html)]
    assert items[:2] == ["second, 5 min", "first, 10 min"]
    assert 'href="week1/second.html"' in html
    page = (tmp_path / "out" / "book" / "week1" / "first.html").read_text(encoding="utf-8")
    assert "about 10 minutes" in page


def test_a_folder_without_chapters_is_a_warning(course_map, tmp_path):
    _, said = built(tmp_path, "All :time-of:`week9`.", LENGTHS)
    assert "no chapter lies in a folder 'week9' of the book" in said


def test_every_part_of_the_book_is_on_the_map():
    text = text_of("intro")
    folders = dict.fromkeys(page.split("/")[0] for page in chapters())
    for folder in folders:
        assert f"```{{pages-of}} {folder}" in text and f"{{time-of}}`{folder}`" in text, (
            f"book/intro.md does not list the chapters of {folder!r} with their time; a row and a list are needed"
        )


def test_every_assignment_is_on_the_map_with_its_points():
    toc = yaml.safe_load((PROJECT / "_toc.yml").read_text(encoding="utf-8"))
    files = [c["file"] for part in toc["parts"] for c in part["chapters"] if "/assignment-" in c["file"]]
    linked = re.findall(r"\((week\d/assignment-[\w-]+)\.md\)", text_of("intro"))
    assert linked == [file.removeprefix("book/") for file in files]


def test_points_and_functions_of_the_map_are_the_published_ones(run_page):
    from cnn_helpers.grading.assignments import published

    page = run_page("intro")
    assert set(page["glued"].values()) - {100} == {len(names) for names in page["functions"].values()}
    for assignment, names in page["functions"].items():
        assert sum(published.find(name, assignment).points for name in names) == 100
