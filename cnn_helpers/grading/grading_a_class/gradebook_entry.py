"""An assignment's entry in the gradebook: nbgrader's generate step, once for each version of its notebook."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from traitlets.config import Config

from ...files import write_whole
from ..assignments.release import generate
from ..recording.gradebook import creation, engine_url
from ..recording.problems import explained, is_about_storage

MARK = ".made-from"


def enter_assignment(class_dir: Path, name: str, config: Config) -> None:
    """Make release/NAME and the gradebook's entry, unless both are there and the notebook has not changed.

    On a server one grader at a time does so. Raises CannotRecord when the gradebook cannot be written.
    """
    from nbgrader.coursedir import CourseDirectory

    source = (class_dir / "source" / name / f"{name}.ipynb").read_bytes()
    version = hashlib.sha256(source).hexdigest()
    mark = class_dir / "release" / name / MARK
    url = CourseDirectory(config=config).db_url
    try:
        if mark.exists() and mark.read_text() == version and _is_entered(name, url):
            return
        with creation(engine_url(url)), alembic_in_process():
            generate(name, config)
    except Exception as problem:
        if is_about_storage(problem):
            raise explained(problem, engine_url(url)) from problem
        raise
    write_whole(mark, version)


def _is_entered(name: str, url: str) -> bool:
    """Whether the gradebook, where there is one, has the assignment's notebook."""
    from nbgrader.api import Gradebook, MissingEntry

    if url.startswith("sqlite:///") and not Path(url.removeprefix("sqlite:///")).exists():
        return False
    with Gradebook(url) as gradebook:
        try:
            return bool(gradebook.find_notebook(name, name).source_cells)
        except MissingEntry:
            return False


@contextmanager
def alembic_in_process() -> Iterator[None]:
    """nbgrader starts a process to ask alembic for its newest version: ask it here, in a tenth of the time."""
    from nbgrader import api

    asked, api.get_alembic_version = api.get_alembic_version, newest_version
    try:
        yield
    finally:
        api.get_alembic_version = asked


def newest_version() -> str | None:
    """The newest version of nbgrader's tables."""
    import nbgrader
    from alembic.script import ScriptDirectory

    return ScriptDirectory(str(Path(nbgrader.__file__).parent / "alembic")).get_current_head()
