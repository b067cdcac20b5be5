"""An assignment in the gradebook: nbgrader's generate step, once for each version of its notebook."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from traitlets.config import Config

from ..assignments.release import generate, write_source
from ..class_folder import notebook_in
from ..recording.gradebook import creation, engine_url
from ..recording.problems import explained, is_about_storage

MARK = ".made-from"


def enter_assignment(source: Path, release: Path, name: str, config: Config) -> Path:
    """Make source/NAME, from it release/NAME, and the gradebook's entry; return the student's notebook.

    Nothing is made where all are there and the course's own notebook has not changed. On a server one
    grader at a time does so. Raises CannotRecord when the gradebook cannot be written.
    """
    from nbgrader.coursedir import CourseDirectory

    version = hashlib.sha256(write_source(name, source).read_bytes()).hexdigest()
    mark, released = release / name / MARK, notebook_in(release, name)
    url = CourseDirectory(config=config).db_url
    try:
        if mark.exists() and mark.read_text() == version and _is_entered(name, url):
            return released
        with creation(engine_url(url)), alembic_in_process():
            generate(name, config)
    except Exception as problem:
        if is_about_storage(problem):
            raise explained(problem, engine_url(url)) from problem
        raise
    mark.write_text(version)  # a part of it would only have the assignment made again
    return released


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
