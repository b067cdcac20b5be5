"""Print the tables named on the command line, or all that measure speed."""

import os
import platform
import sys
from importlib import import_module
from importlib.metadata import version

from rich.console import Console

NAMES = ("imports", "conv", "boxes", "windows", "scenes", "people", "style", "grading", "scale")
SLOW = ("before_yolo", "detectors")  # train networks first: printed only when named


def main(names):
    """Print the named tables, under a line that says on what they were measured."""
    unknown = sorted(set(names) - {*NAMES, *SLOW})
    if unknown:
        raise SystemExit(f"no table is called {', '.join(unknown)}; there are {', '.join(NAMES + SLOW)}")
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    console = Console(width=None if sys.stdout.isatty() else 120)
    versions = ", ".join(f"{name} {version(name)}" for name in ("numpy", "tensorflow"))
    console.print(
        f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, Python {platform.python_version()}, {versions}\n"
        "On a machine with other work the figures mean little: threads that wait for a core slow the matrix "
        "product most."
    )
    for name in names or NAMES:
        for table in import_module(f"{__package__}.{name}").tables():
            console.print(table)


if __name__ == "__main__":
    main(sys.argv[1:])
