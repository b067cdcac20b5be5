"""A class's settings: the course's own, and over them what its `nbgrader_config.py` says."""

from __future__ import annotations

import copy
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from ..assignments.nbgrader_setup import settings

if TYPE_CHECKING:
    from traitlets.config import Config

COURSE = "default_course"  # nbgrader's own name for the only course of a gradebook


def class_settings(class_dir: Path) -> Config:
    """The traitlets Config of a class folder, where its own nbgrader_config.py has the last word.

    Plugins may lie in the folder too. Raises ValueError, with file and line, when the file cannot be run.
    """
    from traitlets.config import ConfigFileNotFound, PyFileConfigLoader

    class_dir = Path(class_dir).resolve()
    config = settings(class_dir)
    if str(class_dir) not in sys.path:
        sys.path.append(str(class_dir))  # last: a class's files take no library's place
    path = class_dir / "nbgrader_config.py"
    try:
        config.merge(PyFileConfigLoader(path.name, path=str(class_dir)).load_config())
    except ConfigFileNotFound:
        pass
    except (Exception, SystemExit) as problem:
        raise ValueError(
            f"{path} cannot be used: {_where(problem, path)}; mend it or move it away"
        ) from problem
    return config


def with_gradebook(config: Config, db_url: str) -> Config:
    """A copy of the settings with another gradebook, for nbgrader's generate step and for the Recorder.

    PostgreSQL insists on a course with a name, which nbgrader leaves empty: without one it is its default name.
    Raises what `engine_url` raises.
    """
    from .gradebook import engine_url

    url = engine_url(db_url)
    changed = copy.deepcopy(config)
    changed.CourseDirectory.db_url = url.render_as_string(hide_password=False)
    if url.get_backend_name() == "postgresql" and not config.CourseDirectory.get("course_id"):
        changed.CourseDirectory.course_id = COURSE
    return changed


def _where(problem: BaseException, path: Path) -> str:
    """The exception in one line, with the file's line it came from."""
    line = problem.lineno if isinstance(problem, SyntaxError) and problem.filename == str(path) else None
    trace = problem.__traceback__
    while trace:
        if trace.tb_frame.f_code.co_filename == str(path):
            line = trace.tb_lineno
        trace = trace.tb_next
    text = problem.msg if isinstance(problem, SyntaxError) else str(problem)
    return f"{type(problem).__name__}: {text}" + (f" (line {line})" if line else "")
