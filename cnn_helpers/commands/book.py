"""Building the book, and showing it on this machine."""

from __future__ import annotations

import functools
import hashlib
import http.server
import json
import os
import re
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import yaml

from ..course_folder import course_folder, course_or_package
from .cells import has_cells

PROJECT = course_or_package()
BUILD = PROJECT / "_build"
PAGES = BUILD / "html"
EXECUTED = re.compile(r"book/(\S+?)\.md: Executed notebook in ([\d.]+) seconds")


class BuildFailed(Exception):
    """The book has a warning or an error; the text says which."""


@dataclass(frozen=True)
class Built:
    """The first page, the seconds it all took, and those of each page whose cells were run anew."""

    index: Path
    seconds: float
    pages: dict[str, float]


def build() -> Built:
    """Build the executed book; cells whose code and package are unchanged come from the cache.

    Raises BuildFailed with every warning (a warning fails the build), and NoCourse where there is no book.
    """
    course_folder()
    forget_stale_cells()
    started = time.perf_counter()
    pages = run_cells()
    program = str(Path(sys.executable).with_name("jupyter-book"))
    done = quietly([program, "build", str(PROJECT), "-W", "-n", "--keep-going"])
    log = re.sub(r"\x1b\[[0-9;]*m", "", done.stdout + done.stderr)
    (BUILD / "build.log").write_text(log, encoding="utf-8")
    if done.returncode:
        # Sphinx keeps what it has read, and would warn of none of it the next time
        shutil.rmtree(BUILD / ".doctrees", ignore_errors=True)
        raise BuildFailed(problems(log))
    pages |= {page: float(seconds) for page, seconds in EXECUTED.findall(log)}
    return Built(PAGES / "index.html", time.perf_counter() - started, pages)


def quietly(command: list[str]) -> subprocess.CompletedProcess:
    """Run a command in the project's folder; TensorFlow's remarks and deprecations are not shown."""
    quiet = {"TF_CPP_MIN_LOG_LEVEL": "2", "PYTHONWARNINGS": "ignore::DeprecationWarning", "NO_COLOR": "1"}
    return subprocess.run(command, cwd=PROJECT, env=os.environ | quiet, text=True, capture_output=True)


def pages_of_the_book() -> list[Path]:
    """The sources of the pages in the table of contents, in its order."""
    toc = yaml.safe_load((PROJECT / "_toc.yml").read_text(encoding="utf-8"))
    names = [toc["root"], *(chapter["file"] for part in toc["parts"] for chapter in part["chapters"])]
    return [path for name in names if (path := PROJECT / f"{name}.md").exists()]


def run_cells() -> dict[str, float]:
    """Fill the cache with the cells of all pages; {page: seconds} of those run.

    Pages whose cells fail are left to the build, which says what is wrong.
    """
    pages = [str(page) for page in pages_of_the_book() if has_cells(page)]
    done = quietly(
        [sys.executable, "-m", "cnn_helpers.commands.cells", str(BUILD / ".jupyter_cache"), *pages]
    )
    ran = json.loads(done.stdout) if done.returncode == 0 else {}
    home = PROJECT / "book"
    return {Path(uri).relative_to(home).with_suffix("").as_posix(): seconds for uri, seconds in ran.items()}


def problems(log: str) -> str:
    """The lines of a build's log that say what is wrong, or its end."""
    lines = [line for line in log.splitlines() if re.search(r"WARNING:|ERROR:|Error\b|Exception", line)]
    return "\n".join(lines[:40] or log.splitlines()[-30:])


def forget_stale_cells() -> None:
    """Empty the cache of executed cells when the package or the pins changed.

    The cache looks at a page's own code only: a page would show what an old `cnn_helpers` computed.
    """
    digest = hashlib.sha256()
    package = PROJECT / "cnn_helpers"
    code = [
        path for path in package.rglob("*.py") if "grading" not in path.parts
    ]  # pages show its data alone
    for path in sorted([*code, *package.rglob("*.json"), PROJECT / "constraints.txt"]):
        digest.update(path.relative_to(PROJECT).as_posix().encode() + path.read_bytes())
    stamp = BUILD / "package.sha256"
    if not stamp.exists() or stamp.read_text() != digest.hexdigest():
        for folder in (".jupyter_cache", ".doctrees", "html"):  # Sphinx too keeps what it has read
            shutil.rmtree(BUILD / folder, ignore_errors=True)
        BUILD.mkdir(exist_ok=True)
        stamp.write_text(digest.hexdigest())


def serve(port: int) -> http.server.ThreadingHTTPServer:
    """A server of the built pages on this machine alone; the caller runs it.

    Raises FileNotFoundError when the book is not built, OSError when the port is taken.
    """
    if not (PAGES / "index.html").exists():
        raise FileNotFoundError("the book is not built yet; run: cnn-course build")
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(PAGES))
    return http.server.ThreadingHTTPServer(("127.0.0.1", port), handler)
