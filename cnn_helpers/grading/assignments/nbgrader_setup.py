"""nbgrader, set up for this course: the same settings for its own commands and for `cnn-course`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from traitlets.config import Config

from ...course_folder import course_or_package
from .seeds import CLASS_VARIABLE
from .solution import SOLUTIONS_VARIABLE, solutions_root

PROJECT = course_or_package()
# nbgrader's one limit holds for every assignment, and a cell that judges a training trains several times: nobody
# may lose points because the machine was slow, so this is no shorter than any assignment's `wall_seconds`.
SECONDS_A_CELL = 900


def settings(class_dir: Path, gradebook: Path) -> Config:
    """A traitlets Config for a class folder, in nbgrader's usual layout, and its gradebook."""
    find_alembic()
    config = Config()
    config.CourseDirectory.root = str(class_dir)
    config.CourseDirectory.db_url = f"sqlite:///{gradebook}"
    config.Execute.timeout = SECONDS_A_CELL
    # The kernel's own remarks would go between the lines of the progress bar.
    config.Execute.extra_arguments = ["--HistoryManager.hist_file=:memory:", "--IPKernelApp.log_level=ERROR"]
    # A warning on stderr would cost a whole graded cell its points.
    config.IgnorePattern.enabled = True
    config.IgnorePattern.pattern = "."
    config.ClearSolutions.code_stub = {"python": "# YOUR CODE HERE\nraise NotImplementedError()"}
    return config


def prepare_environment(class_dir: Path) -> None:
    """Tell the notebooks' kernels where the solutions and the class's seed are."""
    os.environ[SOLUTIONS_VARIABLE] = str(solutions_root())
    os.environ[CLASS_VARIABLE] = str(Path(class_dir).resolve())
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")


def find_alembic() -> None:
    """nbgrader calls `alembic` by name for a new gradebook: put this environment's programs on PATH."""
    binaries = str(Path(sys.executable).parent)
    if binaries not in os.environ.get("PATH", "").split(os.pathsep):
        os.environ["PATH"] = binaries + os.pathsep + os.environ.get("PATH", "")
