"""One submission through stock nbgrader: is it a notebook, run it, and read what came of it."""

from __future__ import annotations

import io
import json
import logging
import re
import warnings
from pathlib import Path

import nbformat

from .display import RESULT_MIME
from .executed import CannotBeRun
from .results import QuestionResult


def readable(path: Path) -> None:
    """Raises CannotBeRun, with a reason for people, when the file is no notebook."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        notebook = nbformat.reads(json.dumps(data), as_version=4)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # a cell id that occurs twice is mended, not complained of
            nbformat.validate(notebook)
    except UnicodeDecodeError:
        raise CannotBeRun("the file is not text in UTF-8") from None
    except json.JSONDecodeError as problem:
        what = "the file is empty" if not path.stat().st_size else f"the file is not valid JSON: {problem}"
        raise CannotBeRun(what) from None
    except Exception as problem:
        first = str(problem).strip().splitlines()[0] if str(problem).strip() else type(problem).__name__
        raise CannotBeRun(f"the file is JSON but not a notebook: {first[:200]}") from None


def autograde(student: str, assignment: str, config) -> None:
    """nbgrader sanitises, executes and records, and writes the feedback page. Raises CannotBeRun."""
    warnings.simplefilter("ignore")  # SQLAlchemy's advice to nbgrader's authors
    logging.getLogger("traitlets").setLevel(logging.CRITICAL)
    from nbgrader.converters import Autograde, GenerateFeedback
    from nbgrader.coursedir import CourseDirectory

    coursedir = CourseDirectory(config=config)
    coursedir.assignment_id, coursedir.student_id = assignment, student
    for kind in (Autograde, GenerateFeedback):
        converter = kind(coursedir=coursedir, config=config)
        converter.force = True
        converter.log, said = _kept_log()
        try:
            converter.start()
        except (Exception, SystemExit) as problem:
            raise CannotBeRun(f"nbgrader stopped: {_cause(said.getvalue(), problem)}") from problem


def _kept_log() -> tuple[logging.Logger, io.StringIO]:
    """A log that keeps nbgrader's errors in memory."""
    said = io.StringIO()
    log = logging.Logger("nbgrader", logging.ERROR)
    log.addHandler(logging.StreamHandler(said))
    return log, said


def _cause(log: str, problem: BaseException) -> str:
    """The last exception in nbgrader's log: what it raises itself only says that there was one."""
    raised = re.findall(r"^(?:\w+\.)*(\w+(?:Error|Exception|Exit)\w*: .*)$", log, re.MULTILINE)
    return (raised[-1] if raised else f"{type(problem).__name__}: {problem}".splitlines()[0])[:200]


def judged(notebook: Path) -> dict[str, tuple[float, QuestionResult, str]]:
    """For each question: nbgrader's points, what `judge` said of it, and the error its cell ended with."""
    from nbgrader.utils import determine_grade, is_grade

    results = {}
    for cell in nbformat.read(notebook, as_version=4).cells:
        if not is_grade(cell):
            continue
        name = cell.metadata.nbgrader.grade_id.removesuffix("-check")
        said = [o.data[RESULT_MIME] for o in cell.outputs if RESULT_MIME in o.get("data", {})]
        points, most = determine_grade(cell)
        result = QuestionResult.from_dict(said[-1]) if said else QuestionResult(name, most)
        results[name] = (points, result, _error(cell))
    return results


def _error(cell) -> str:
    """The last line of what a cell raised, if it raised."""
    raised = [output for output in cell.outputs if output.output_type == "error"]
    return f"{raised[-1].ename}: {raised[-1].evalue}" if raised else ""
