"""Files handed in beside the notebook: data files that the assignment names are taken, nothing else."""

from __future__ import annotations

import importlib.machinery
import importlib.util
import sys
from fnmatch import fnmatchcase

from ..assignments.questions import Assignment
from ..values.limits import MB
from ..values.submission_run import LIMIT, SUSPICIOUS
from .folder import NotTaken, TooLarge, kind_of, read_plain
from .remarks import Noted

SOURCE = ".py"
COMPILED = (".pyc", ".pyo", ".so", ".pyd", ".dll", ".dylib", ".pth")
# imported by Python or by pytest without anybody asking
UNASKED = {"sitecustomize", "usercustomize", "conftest", "__init__", "__main__"}


def data_files(names: list[str], at: int, assignment: Assignment, noted: Noted) -> dict[str, bytes]:
    """The data files of the folder `at` by name; what is left out without an innocent reason is noted."""
    taken: dict[str, bytes] = {}
    limits = assignment.limits
    for name in sorted(names):
        try:
            kind = kind_of(name, at)
        except OSError:
            continue  # gone since the folder was listed
        if kind not in ("a file", "a folder"):
            noted.add(SUSPICIOUS, "Links and special files beside the notebook were left out", name)
        elif shadows(name, kind):
            noted.add(SUSPICIOUS, "Files that would take the place of a module were left out", name)
        elif kind == "a file" and wanted(name, assignment.files):
            try:
                taken[name] = read_plain(name, at, limits.file_mb, "file_mb")
                if sum(map(len, taken.values())) > limits.scratch_mb * MB:
                    del taken[name]
                    said = (
                        f"Files that together pass the limit scratch_mb ({limits.scratch_mb}) were left out"
                    )
                    noted.add(LIMIT, said, name)
            except TooLarge as problem:
                noted.add(LIMIT, f"A file was left out: {problem}")
            except NotTaken as problem:
                noted.add(SUSPICIOUS, f"A file was left out: {problem}")
    return taken


def wanted(name: str, patterns: tuple[str, ...]) -> bool:
    r"""Whether a file of this name is a data file of an assignment that names `patterns`.

    >>> [wanted(name, ("*.png",)) for name in ("cat.png", ".cat.png", "cat\n.png", "cat.ipynb")]
    [True, False, False, False]
    """
    plain = name.isprintable() and not name.startswith(".") and not {"/", "\\"} & set(name)
    notebook = name.lower().endswith(".ipynb")
    return plain and not notebook and any(fnmatchcase(name, pattern) for pattern in patterns)


def shadows(name: str, kind: str = "a file") -> bool:
    """Whether Python would import this file or folder in place of a module that is installed here.

    >>> [shadows(name) for name in ("numpy.py", "numpy.txt", "my_helpers.py", "fast.so", "conftest.py")]
    [True, False, False, True, True]
    >>> shadows("cnn_helpers", "a folder"), shadows("pictures", "a folder")
    (True, False)
    """
    # Windows and macOS fold the case of file names, so what was made there is judged likewise
    lowered = name.lower()
    if kind == "a folder":
        return _installed(name)
    if lowered.endswith(COMPILED) or lowered.endswith(tuple(importlib.machinery.EXTENSION_SUFFIXES)):
        return True
    return lowered.endswith(SOURCE) and (name.split(".")[0] in UNASKED or _installed(name[: -len(SOURCE)]))


def _installed(module: str) -> bool:
    """Whether `import module` finds something; a mere folder on the path does not count."""
    if module in sys.stdlib_module_names or module in sys.modules:
        return True
    if not module.isidentifier():
        return False
    found = importlib.util.find_spec(module)
    return found is not None and found.origin is not None
