"""Why something could not be recorded, in words for a teacher."""

from __future__ import annotations

import errno

from nbgrader.api import InvalidEntry
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError, IntegrityError, SQLAlchemyError

AGAIN = "The results are kept and the gradebook is as it was; {}, then run the same command again."
RACES = {"40001", "40P01"}  # PostgreSQL: serialization failure, deadlock
FULL = {errno.ENOSPC, errno.EDQUOT}
READ_ONLY = {errno.EROFS, errno.EACCES, errno.EPERM}


class CannotRecord(OSError):
    """The gradebook or a file beside it could not be written; the text says what happened and what to do."""


def explained(problem: BaseException, url: URL) -> CannotRecord:
    """The problem as a CannotRecord; a password in the gradebook's address is left out."""
    if isinstance(problem, CannotRecord):
        return problem
    where = url.database if url.get_backend_name() == "sqlite" else url.render_as_string(hide_password=True)
    happened, todo = _words(problem, url, f"the gradebook {where}")
    return CannotRecord(f"{happened}. {AGAIN.format(todo)}")


def is_race(problem: BaseException) -> bool:
    """Whether another grader came in between, or a connection broke: trying once more may do."""
    cause = _cause(problem)
    if isinstance(cause, IntegrityError):
        return True
    state = getattr(getattr(cause, "orig", None), "sqlstate", None)
    return isinstance(cause, DBAPIError) and (state in RACES or cause.connection_invalidated)


def is_about_database(problem: BaseException) -> bool:
    """Whether the database refused; a mistake in what was to be recorded is something else."""
    return isinstance(_cause(problem), SQLAlchemyError)


def is_about_storage(problem: BaseException) -> bool:
    """Whether the database or a file refused."""
    return is_about_database(problem) or isinstance(problem, OSError)


def _cause(problem: BaseException) -> BaseException:
    """The database's error that nbgrader's InvalidEntry was raised from, or the problem itself."""
    if isinstance(problem, InvalidEntry) and isinstance(problem.__context__, SQLAlchemyError):
        return problem.__context__
    return problem


def _words(problem: BaseException, url: URL, gradebook: str) -> tuple[str, str]:
    """What happened, and what to do about it."""
    cause = _cause(problem)
    said = _first_line(cause)
    if isinstance(cause, OSError):
        return _words_of_a_file(cause, said)
    if url.get_backend_name() != "sqlite":
        return f"{gradebook} did not take the grades: {said}", "see to the server and its address"
    if "locked" in said:
        return f"{gradebook} is in use by another program", "close what writes to it"
    if "full" in said:
        return f"the disk is full: {gradebook} could not be written", "make room"
    if "readonly" in said or "unable to open" in said:
        return f"{gradebook} or its folder is read-only", "make both writable"
    if "not a database" in said or "malformed" in said:
        return f"{gradebook} is damaged or no gradebook: {said}", "put a copy of it back, or move it away"
    return f"{gradebook} could not be written: {said}", "see to that"


def _words_of_a_file(cause: OSError, said: str) -> tuple[str, str]:
    where = cause.filename or "a graded notebook"
    if cause.errno in FULL:
        return f"the disk is full: {where} could not be written", "make room"
    if cause.errno in READ_ONLY:
        return f"{where} or its folder is read-only", "make both writable"
    return f"{where} could not be written: {cause.strerror or said}", "see to that"


def _first_line(cause: BaseException) -> str:
    """The database's own words, without SQLAlchemy's statement and parameters."""
    text = str(getattr(cause, "orig", None) or cause).strip()
    return text.splitlines()[0][:200] if text else type(cause).__name__
