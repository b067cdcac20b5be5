"""The first command on a bare machine: what is missing is said in words."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[1]


@pytest.fixture
def bare(tmp_path):
    """A clone's Makefile in a folder with a space, and a way to run its first command with a made-up Python."""
    if not shutil.which("make"):
        pytest.skip("make is not installed")
    folder = tmp_path / "a course"
    folder.mkdir()
    for name in ("Makefile", "pyproject.toml", "constraints.txt"):
        shutil.copy(PROJECT / name, folder)

    def make(**modules: str) -> subprocess.CompletedProcess:
        for name, text in modules.items():
            (tmp_path / f"{name}.py").write_text(text)
        python = tmp_path / "python"
        python.write_text(f'#!/bin/sh\nPYTHONPATH="{tmp_path}" exec "{sys.executable}" "$@"\n')
        python.chmod(0o755)
        words = ["make", "-C", str(folder), ".venv/.ready", f"PYTHON={python}"]
        return subprocess.run(words, capture_output=True, text=True)

    return make


def test_python_without_venv_is_told_what_to_install(bare):
    """Debian's python3 has a venv module that needs an ensurepip which it does not have."""
    ran = bare(ensurepip="raise ImportError('No module named ensurepip')")
    assert ran.returncode != 0
    assert "has no venv module; on Debian and Ubuntu: sudo apt install python3-venv" in ran.stderr
    assert "Traceback" not in ran.stdout + ran.stderr


def test_environment_is_made_in_a_folder_with_a_space(bare):
    """`venv` is called with this folder's own .venv; the made-up module stops before the long installation."""
    ran = bare(
        venv="import sys; sys.exit(f'venv was asked for {sys.argv[1:]}') if __name__ == '__main__' else 0"
    )
    assert ran.returncode != 0
    assert "venv was asked for ['.venv']" in ran.stderr
