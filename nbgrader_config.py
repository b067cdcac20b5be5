"""For teachers who use nbgrader's own commands from this folder:

    nbgrader generate_assignment week1-step-by-step --force --CourseDirectory.root=CLASS_DIR
    nbgrader autograde week1-step-by-step --CourseDirectory.root=CLASS_DIR

`cnn-course grade CLASS_DIR` also leaves such a file in CLASS_DIR: start `jupyter lab` there for the formgrader.
Scores equal those of `cnn-course grade`. The notebooks then run with your own rights and can read the hidden
cases: use this for classes you trust. Without a root, the class folder is _build/nbgrader.
"""

import sys
from pathlib import Path

from cnn_helpers.grading.class_files.nbgrader_config import configure

FLAG = "--CourseDirectory.root="
named = [word.removeprefix(FLAG) for word in sys.argv if word.startswith(FLAG)]
configure(get_config(), Path(named[-1] if named else "_build/nbgrader"))  # noqa: F821  (traitlets defines it)
