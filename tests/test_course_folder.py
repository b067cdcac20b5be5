"""`cnn-course` works from any folder: it finds the course, or says where it looked."""

import pytest
from typer.testing import CliRunner

from cnn_helpers import course_folder as finding
from cnn_helpers.cli import app
from cnn_helpers.commands import book  # noqa: F401 (it looks for the course when it is imported)
from cnn_helpers.course_folder import NoCourse, course_folder, course_or_package
from cnn_helpers.grading.assignments import release  # noqa: F401


@pytest.fixture
def course(tmp_path):
    folder = tmp_path / "a course with spaces"
    (folder / "book").mkdir(parents=True)
    (folder / "_toc.yml").touch()
    (folder / "work" / "deep").mkdir(parents=True)
    return folder


@pytest.fixture
def installed(tmp_path, monkeypatch):
    """The package as pip puts it into an environment: beside other packages, with no course around it."""
    monkeypatch.delenv(finding.COURSE_VARIABLE, raising=False)
    monkeypatch.setattr(finding, "PACKAGE", tmp_path / "site-packages" / "cnn_helpers")
    monkeypatch.chdir(tmp_path)
    return tmp_path / "site-packages"


def test_checkout_is_found_from_anywhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert course_folder() == finding.PACKAGE.parent


def test_installed_package_finds_the_course_that_it_is_run_in(installed, course, monkeypatch):
    monkeypatch.chdir(course / "work" / "deep")
    assert course_folder() == course_or_package() == course


def test_variable_names_the_course_and_nothing_else_is_looked_at(installed, course, monkeypatch, tmp_path):
    monkeypatch.setenv(finding.COURSE_VARIABLE, str(course))
    assert course_folder() == course
    monkeypatch.chdir(course)
    monkeypatch.setenv(finding.COURSE_VARIABLE, str(tmp_path / "none"))
    with pytest.raises(NoCourse, match="none; run this"):
        course_folder()


@pytest.mark.parametrize("words", [["lab", "--no-start"], ["build"], ["release"], ["sample-class", "class"]])
def test_where_there_is_none_it_says_where_it_looked(installed, tmp_path, monkeypatch, words):
    monkeypatch.delenv("CNN_COURSE_SOLUTIONS", raising=False)
    ran = CliRunner().invoke(app, words)
    said = ran.output.replace("\n", "")
    assert ran.exit_code == 1
    assert f"is not in {installed}, {tmp_path}, {tmp_path.parent}" in said
    assert finding.COURSE_VARIABLE in said
    assert "Traceback" not in said
    assert not list(tmp_path.iterdir())
    assert course_or_package() == installed
