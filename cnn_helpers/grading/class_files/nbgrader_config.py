"""A class's settings: the course's own, and over them what the class folder's `nbgrader_config.py` says."""

from __future__ import annotations

import os
import sys
from pathlib import Path

from traitlets.config import Config

from ...files import remove_unfinished, write_whole
from ..assignments.nbgrader_setup import prepare_environment, settings
from ..assignments.release import write_sources
from ..class_folder import ClassFolder, class_folder

CLASS_CONFIG = '''"""nbgrader's settings for this class; run `jupyter lab` or `nbgrader` in this folder."""

from pathlib import Path

from cnn_helpers.grading.class_files.nbgrader_config import configure

configure(get_config(), Path(__file__).parent)
'''


def configure(config: Config, class_dir: str | os.PathLike) -> None:
    """Set a config file's `c` up for the class folder: what `nbgrader_config.py` files call."""
    folder = class_folder(class_dir)
    prepare_environment(folder.path)
    write_sources(folder.source)
    config.merge(settings(folder.path, folder.gradebook))


def prepare(folder: ClassFolder) -> Config:
    """Make a class folder one that nbgrader's programs and ours can work in; return its settings.

    Only the one who holds the grading lock may do so: what killed graders had begun to write is removed. Raises
    what `class_settings` raises.
    """
    config = class_settings(folder)
    prepare_environment(folder.path)
    for written in (folder.results, folder.autograded, folder.feedback):
        remove_unfinished(written)
    if not folder.nbgrader_config.exists():
        write_whole(folder.nbgrader_config, CLASS_CONFIG)
    return config


def class_settings(class_dir: str | os.PathLike) -> Config:
    """The traitlets Config of a class folder, where its own nbgrader_config.py has the last word.

    Plugins may lie in the folder too. Raises ValueError, with file and line, when the file cannot be run.
    """
    from traitlets.config import ConfigFileNotFound, PyFileConfigLoader

    folder = class_folder(class_dir)
    config = settings(folder.path, folder.gradebook)
    if str(folder) not in sys.path:
        sys.path.append(str(folder))  # last: a class's files take no library's place
    path = folder.nbgrader_config
    try:
        config.merge(PyFileConfigLoader(path.name, path=str(folder)).load_config())
    except ConfigFileNotFound:
        pass
    except (Exception, SystemExit) as problem:
        raise ValueError(
            f"{path} cannot be used: {_where(problem, path)}; mend it or move it away"
        ) from problem
    return config


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
