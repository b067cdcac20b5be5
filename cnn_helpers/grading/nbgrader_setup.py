"""nbgrader, set up for this course: the same settings for its own commands and for `cnn-course`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from .seeds import CLASS_VARIABLE
from .solution import SOLUTIONS_VARIABLE, solutions_root

PROJECT = Path(__file__).parents[2]
SECONDS_A_CELL = 60
CLASS_CONFIG = '''"""nbgrader's settings for this class; run `jupyter lab` or `nbgrader` in this folder."""

from pathlib import Path

from cnn_helpers.grading.nbgrader_setup import configure

configure(get_config(), Path(__file__).parent)
'''


def settings(class_dir: Path):
    """A traitlets Config for the class folder, in nbgrader's usual layout."""
    from traitlets.config import Config

    find_alembic()
    config = Config()
    config.CourseDirectory.root = str(class_dir)
    config.CourseDirectory.db_url = f"sqlite:///{class_dir / 'gradebook.db'}"
    config.Execute.timeout = SECONDS_A_CELL
    # The kernel's own remarks would go between the lines of the progress bar.
    config.Execute.extra_arguments = ["--HistoryManager.hist_file=:memory:", "--IPKernelApp.log_level=ERROR"]
    # A warning on stderr would cost a whole graded cell its points.
    config.IgnorePattern.enabled = True
    config.IgnorePattern.pattern = "."
    config.ClearSolutions.code_stub = {"python": "# YOUR CODE HERE\nraise NotImplementedError()"}
    return config


def configure(config, class_dir: Path) -> None:
    """Set a config file's `c` up for the class folder: what `nbgrader_config.py` files call."""
    from .release import write_sources

    class_dir = Path(class_dir).resolve()
    prepare_environment(class_dir)
    write_sources(class_dir / "source")
    config.merge(settings(class_dir))


def write_config(class_dir: Path) -> None:
    """Put an nbgrader_config.py into a class folder that has none, so that nbgrader's programs work there."""
    path = class_dir / "nbgrader_config.py"
    if not path.exists():
        path.write_text(CLASS_CONFIG, encoding="utf-8")


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
