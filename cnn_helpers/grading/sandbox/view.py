"""What a sandbox can see of this machine's files: the programs, and nothing of a class."""

from __future__ import annotations

import importlib.util
import stat
import sys
from pathlib import Path

PACKAGE = Path(__file__).parents[2]  # cnn_helpers itself: neither solutions/ nor a class folder lies in it
SYSTEM = ("/usr",)
SYSTEM_IF_THERE = ("/etc/ld.so.cache", "/etc/localtime", "/etc/fonts", "/etc/alternatives")


def programs() -> list[str]:
    """Folders outside /usr that Python and the installed packages need, shortest first."""
    folders = [sys.prefix, sys.base_prefix, str(PACKAGE)]
    folders += [path for path in sys.path if path.endswith(("site-packages", "dist-packages"))]
    real = [str(Path(path).resolve()) for path in folders]
    wanted = sorted({p for p in [*folders, *real] if not p.startswith("/usr/") and p != "/"}, key=len)
    return _outside(wanted, wanted)


def _outside(paths: list[str], folders: list[str]) -> list[str]:
    """Those paths that lie inside none of the folders, each once."""
    return [p for p in dict.fromkeys(paths) if not any(p.startswith(other + "/") for other in folders)]


def hidden() -> list[str]:
    """Folders that a job without bubblewrap sees empty, but for programs in them.

    They are this user's home, and what another user could not enter on the way to a program.
    """
    homes = {Path.home().resolve(), *(_first_closed(Path(path)) for path in programs())}
    return sorted(str(path) for path in homes if path and path != Path("/"))


def _first_closed(path: Path) -> Path | None:
    return next((p for p in reversed(path.parents) if not p.stat().st_mode & stat.S_IXOTH), None)


def masked(forbidden: tuple[str, ...]) -> tuple[list[str], list[str]]:
    """Folders and files of modules that would answer the questions: the sandbox sees nothing in them.

    What lies in another of the folders is left out: nothing can be laid over a place in an empty folder. TensorFlow,
    once it is imported, names folders of its own folder beside it.
    """
    folders, files = [], []
    for name in forbidden:
        try:
            spec = importlib.util.find_spec(name)
        except ModuleNotFoundError:  # the package that it would be part of is not installed
            continue
        if spec is None:
            continue
        if spec.submodule_search_locations:
            folders += [str(Path(path)) for path in spec.submodule_search_locations]
        elif spec.origin and Path(spec.origin).is_file():
            files.append(spec.origin)
    return _outside(folders, folders), _outside(files, folders)
