"""What a page's kernel does to keep the names that its cells define; `page_names` asks it to.

Every page pays for what is imported here.
"""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..files import write_whole

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

LARGEST = 64 * 2**20  # bytes
GLUED = "glued"  # under this name: what the cells keep for the text

_glued: dict[str, Any] = {}


def listen() -> None:
    """Remember every value that a cell keeps for the text."""
    import myst_nb

    pass_on = myst_nb.glue

    def glue(name: str, value: Any, display: bool = True) -> None:
        _glued[name] = value
        pass_on(name, value, display)

    myst_nb.glue = glue


def write(shell: InteractiveShell, path: str) -> None:
    """Write what can be pickled of its names, each by itself."""
    import cloudpickle

    kept = {}
    for name, value in {**shell.user_ns, GLUED: _glued}.items():
        if name.startswith("_") or name in shell.user_ns_hidden:
            continue
        try:
            pickled = cloudpickle.dumps(value)
        except Exception:  # whatever an object's own way of being pickled raises
            continue
        if len(pickled) <= LARGEST:
            kept[name] = pickled
    write_whole(Path(path), pickle.dumps(kept))
