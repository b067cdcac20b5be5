"""For teachers who use nbgrader's own commands from this folder:

    nbgrader generate_assignment week1-step-by-step --force --CourseDirectory.root=CLASS_DIR
    nbgrader autograde week1-step-by-step --CourseDirectory.root=CLASS_DIR
    nbgrader formgrader (inside `jupyter lab`), with the same root

Scores equal those of `cnn-course grade CLASS_DIR`. The notebooks then run with your own rights and can read
the hidden cases: use this for classes you trust.
"""

import sys
from pathlib import Path

from cnn_helpers.grading.nbgrader_setup import prepare_environment, settings
from cnn_helpers.grading.release import write_sources


def course_root() -> Path:
    """The class folder named on the command line, else the current one."""
    flag = "--CourseDirectory.root="
    named = [word.removeprefix(flag) for word in sys.argv if word.startswith(flag)]
    return Path(named[-1] if named else ".").resolve()


c = get_config()  # noqa: F821  (traitlets defines it)
prepare_environment(course_root())
c.merge(settings(source=write_sources()))
