"""nbgrader's Gradebook, opened once and shared: its many commits are held back and become one."""

from __future__ import annotations

import copy
import importlib.util
import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

from nbgrader.api import Comment, Grade, Gradebook, SubmittedNotebook
from sqlalchemy import create_engine, select, text
from sqlalchemy.engine import URL, Connection, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.orm import Session, scoped_session, sessionmaker
from traitlets.config import Config

from ..assignments.nbgrader_setup import find_alembic
from .gradebook_marks import cells_of
from .problems import CannotRecord

DRIVERS = ("psycopg", "psycopg2")
COURSE = "default_course"  # nbgrader's own name for the only course of a gradebook
PATIENCE = 10.0  # seconds to wait for another program's lock, or for a server


def engine_url(db_url: str, patience: float = PATIENCE) -> URL:
    """The gradebook's address with a driver that is installed and a limit on waiting.

    `db_url` is "sqlite:///PATH" or "postgresql://USER:PASSWORD@HOST:PORT/NAME". Raises ValueError for any
    other address, CannotRecord when PostgreSQL's driver is not installed.
    """
    try:
        url = make_url(db_url)
    except ArgumentError:
        raise ValueError(
            "the gradebook's address is no URL; sqlite:///PATH or postgresql://… is needed"
        ) from None
    backend, _, driver = url.drivername.partition("+")
    if backend == "sqlite":
        return url.update_query_dict({"timeout": str(patience)}) if "timeout" not in url.query else url
    if backend not in ("postgresql", "postgres"):
        raise ValueError(f"a gradebook in {backend} was asked for; sqlite or postgresql is needed")
    found = next((d for d in ([driver] if driver else DRIVERS) if importlib.util.find_spec(d)), None)
    if not found:
        raise CannotRecord(
            f"PostgreSQL's driver {driver or DRIVERS[0]} is not installed; "
            "install the extra `postgres`: pip install 'cnn-helpers[postgres]'"
        )
    url = url.set(drivername=f"postgresql+{found}")
    if "connect_timeout" not in url.query:
        url = url.update_query_dict({"connect_timeout": str(max(2, round(patience)))})
    return url


def with_gradebook(config: Config, db_url: str) -> Config:
    """A copy of the settings with another gradebook, for nbgrader's generate step and for the Recorder.

    PostgreSQL insists on a course with a name, which nbgrader leaves empty: without one it is its default name.
    Raises what `engine_url` raises.
    """
    url = engine_url(db_url)
    changed = copy.deepcopy(config)
    changed.CourseDirectory.db_url = url.render_as_string(hide_password=False)
    if url.get_backend_name() == "postgresql" and not config.CourseDirectory.get("course_id"):
        changed.CourseDirectory.course_id = COURSE
    return changed


class HeldSession(Session):
    """A session whose commits only send the changes on; `commit_all` ends the transaction."""

    def commit(self) -> None:
        if self.autoflush:
            self.flush()

    def commit_all(self) -> None:
        super().commit()


class SharedGradebook(Gradebook):
    """One open gradebook that nbgrader's preprocessors share, with one transaction for all they do."""

    db: scoped_session

    def __init__(self, url: URL):
        find_alembic()
        address = url.render_as_string(hide_password=False)
        with creation(url), quiet():
            super().__init__(address)
        self.db.remove()
        self.db = scoped_session(sessionmaker(class_=HeldSession, bind=self.engine))
        self._at_hand: dict[tuple, Grade | Comment] = {}

    def __exit__(self, exc_type: object, exc_value: object, traceback: object) -> None:
        """What nbgrader does after each preprocessor: here nothing is closed, only read anew."""
        if exc_type is None:
            self.db.flush()
            self.db.expire_all()

    @contextmanager
    def at_hand(self, submitted: SubmittedNotebook) -> Iterator[None]:
        """A notebook's grades and comments are fetched together, not one by one for each cell."""
        place = (submitted.name, submitted.assignment.name, submitted.student.id)
        cells = cells_of(self.db, submitted)
        for kind in (Grade, Comment):
            query = select(kind).where(kind.cell_id.in_(cells), kind.notebook_id == submitted.id)
            found = self.db.scalars(query)
            self._at_hand |= {(kind, cells[row.cell_id][0], *place): row for row in found}
        try:
            yield
        finally:
            self._at_hand.clear()

    def find_grade(self, *names: str) -> Grade:
        """As nbgrader's: the row of a cell, notebook, assignment and student."""
        return self._at_hand.get((Grade, *names)) or super().find_grade(*names)

    def find_comment(self, *names: str) -> Comment:
        """As nbgrader's, of an answer cell."""
        return self._at_hand.get((Comment, *names)) or super().find_comment(*names)

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Look things up; nothing is kept open or in memory afterwards."""
        try:
            with quiet():
                yield
        finally:
            self.db.remove()

    @contextmanager
    def transaction(self, student: str) -> Iterator[None]:
        """All of it is written at the end, or nothing; other graders wait who record the same student."""
        try:
            with quiet():
                connection = self.db.connection()
                if connection.dialect.name == "sqlite":
                    connection.exec_driver_sql("BEGIN IMMEDIATE")
                else:
                    _lock(connection, f"student {student}")
                yield
                self.db().commit_all()
        finally:
            self.db.remove()  # rolls back what was not committed


@contextmanager
def creation(url: URL) -> Iterator[None]:
    """One grader at a time makes tables or changes assignments in a gradebook on a server."""
    if url.get_backend_name() == "sqlite":
        yield
        return
    engine = create_engine(url)
    try:
        with engine.begin() as connection:
            _lock(connection, "creation")
            yield
    finally:
        engine.dispose()


def _lock(connection: Connection, name: str) -> None:
    """PostgreSQL's lock by name; the end of the transaction or of the process frees it."""
    key = {"key": f"cnn-course {name}"}
    connection.execute(text("SELECT pg_advisory_xact_lock(hashtextextended(:key, 0))"), key)


@contextmanager
def quiet() -> Iterator[None]:
    """Without SQLAlchemy's advice to nbgrader's authors, and without tracebacks of what is tried again."""
    log = logging.getLogger("tornado.application")
    before, log.disabled = log.disabled, True
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        log.disabled = before
