"""Is a file a notebook, and if not, what is wrong with it, in words."""

from __future__ import annotations

import json
import warnings
from pathlib import Path

import nbformat

from ..values.submission_run import CannotBeRun


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
