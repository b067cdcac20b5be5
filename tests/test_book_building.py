"""What `cnn-course build` keeps, forgets and complains of."""

import subprocess
import urllib.request
from threading import Thread

import pytest

from cnn_helpers.commands import book


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project folder with one module of the package and an earlier build."""
    monkeypatch.setattr(book, "PROJECT", tmp_path)
    monkeypatch.setattr(book, "BUILD", tmp_path / "_build")
    monkeypatch.setattr(book, "PAGES", tmp_path / "_build" / "html")
    (tmp_path / "cnn_helpers" / "grading").mkdir(parents=True)
    (tmp_path / "cnn_helpers" / "layers.py").write_text("f = 3\n")
    (tmp_path / "cnn_helpers" / "grading" / "questions.json").write_text("{}")
    (tmp_path / "constraints.txt").write_text("numpy==2\n")
    book.forget_stale_cells()
    for folder in (".jupyter_cache", ".doctrees", "html"):
        (tmp_path / "_build" / folder).mkdir()
    return tmp_path


def kept(project) -> list[str]:
    return sorted(path.name for path in (project / "_build").iterdir() if path.is_dir())


def test_unchanged_package_keeps_the_cells(project):
    book.forget_stale_cells()
    assert kept(project) == [".doctrees", ".jupyter_cache", "html"]


@pytest.mark.parametrize(
    "changed", ["cnn_helpers/layers.py", "cnn_helpers/grading/questions.json", "constraints.txt"]
)
def test_changed_package_or_pins_run_every_cell_anew(project, changed):
    (project / changed).write_text("f = 5\n")
    book.forget_stale_cells()
    assert kept(project) == []


def test_a_build_that_failed_fails_again(project, monkeypatch):
    """Sphinx keeps what it has read, and warns of a page only when it reads it."""
    monkeypatch.setattr(book, "course_folder", lambda: project)
    monkeypatch.setattr(book, "run_cells", dict)
    failed = subprocess.CompletedProcess((), 1, stdout="page.md:3: WARNING: undefined label", stderr="")
    monkeypatch.setattr(book, "quietly", lambda command: failed)
    with pytest.raises(book.BuildFailed, match="undefined label"):
        book.build()
    assert kept(project) == [".jupyter_cache", "html"]


def test_problems_are_the_lines_that_matter():
    log = "reading\nbook/a.md:3: WARNING: undefined label: 'x'\nwriting\n"
    assert book.problems(log) == "book/a.md:3: WARNING: undefined label: 'x'"
    assert book.problems("one\ntwo") == "one\ntwo"


def test_serving_an_unbuilt_book_says_what_to_do(project):
    with pytest.raises(FileNotFoundError, match="cnn-course build"):
        book.serve(0)


def test_built_book_is_served_on_this_machine_alone(project):
    (project / "_build" / "html" / "index.html").write_text("hello")
    server = book.serve(0)
    assert server.server_address[0] == "127.0.0.1"
    Thread(target=server.serve_forever, daemon=True).start()
    with urllib.request.urlopen(f"http://127.0.0.1:{server.server_port}/index.html") as answer:
        assert answer.read() == b"hello"
    server.shutdown()
