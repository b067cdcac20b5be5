"""An assignment's entry in the gradebook: nbgrader's generate step, once for each version of its notebook."""

from __future__ import annotations

import hashlib
import random
import time
from pathlib import Path

from .release import generate
from .whole_files import write_whole

MARK = ".made-from"
TRIES = 5  # when several graders enter the same assignment into one server at once


def enter_assignment(class_dir: Path, name: str, config) -> None:
    """Make release/NAME and the gradebook's entry, unless both are there and the notebook has not changed."""
    source = (class_dir / "source" / name / f"{name}.ipynb").read_bytes()
    version = hashlib.sha256(source).hexdigest()
    mark = class_dir / "release" / name / MARK
    if mark.exists() and mark.read_text() == version and _is_entered(name, config):
        return
    from sqlalchemy.exc import IntegrityError

    for left in reversed(range(TRIES)):
        try:
            generate(name, config)
            break
        except IntegrityError:
            if not left:
                raise
            time.sleep(random.uniform(0.1, 0.5))
    write_whole(mark, version)


def _is_entered(name: str, config) -> bool:
    """Whether the gradebook, where there is one, has the assignment's notebook."""
    from nbgrader.api import Gradebook, MissingEntry
    from nbgrader.coursedir import CourseDirectory

    url = CourseDirectory(config=config).db_url
    if url.startswith("sqlite:///") and not Path(url.removeprefix("sqlite:///")).exists():
        return False
    with Gradebook(url) as gradebook:
        try:
            return bool(gradebook.find_notebook(name, name).source_cells)
        except MissingEntry:
            return False
