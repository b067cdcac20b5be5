"""Tests marked `sandbox` need a wall, those marked `needs_network` a package that ships a trained network.

Where it is missing they are skipped, but an error where CI=true.
Hypothesis sets no deadline for an example: on a busy machine any may take a second.
With several test processes (pytest -n 2 --dist loadgroup) each uses one thread, and the tests of a file run in one
of them, so that the file's fixtures are made once. Files whose tests share little name smaller groups of their own.
"""

import os
import shutil
import subprocess
from functools import cache

import pytest
from _pytest.doctest import DoctestModule
from filelock import FileLock
from hypothesis import settings

from cnn_helpers.commands import book
from cnn_helpers.commands.cells import THREADS
from cnn_helpers.pretrained.packages import installed

if int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1")) > 1:  # NumPy and TensorFlow are loaded after this
    for name in THREADS:
        os.environ.setdefault(name, "1")

collect_ignore_glob = ["environments/smoke/*"]  # scripts for environments of one extra

settings.register_profile("busy machine", deadline=None)
settings.load_profile("busy machine")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    for item in items:
        if any(not mark.kwargs.get("reason") for mark in item.iter_markers("flaky")):
            raise pytest.UsageError(
                f"{item.nodeid}: a test that is tried again needs flaky(reruns=1, reason=...)"
            )
        if not item.get_closest_marker("xdist_group"):
            item.add_marker(pytest.mark.xdist_group(str(item.path)))


@pytest.hookimpl(wrapper=True)
def pytest_collect_file(file_path):
    """Look for no doctests in test files: that would load TensorFlow, which they only name."""
    found = yield
    return [one for one in found if not (isinstance(one, DoctestModule) and file_path.match("test_*.py"))]


def pytest_runtest_setup(item):
    if item.get_closest_marker("sandbox") and not _namespaces():
        _cannot_run("no namespace can be made here, so no wall holds (cnn-course doctor says more)")
    if item.get_closest_marker("sandbox") and os.environ.get("CI") == "true" and not shutil.which("bwrap"):
        pytest.fail(
            "bubblewrap is not installed, so the first of the walls goes untried (apt-get install bubblewrap)"
        )
    for marker in item.iter_markers("needs_network"):
        for name in marker.args:
            if not installed(name):
                _cannot_run(f'{name} is not installed (pip install "cnn-helpers[pretrained]")')


@cache
def _namespaces() -> bool:
    """Whether any of the sandbox's walls can stand: they all begin with namespaces."""
    asked = subprocess.run(["unshare", *([] if os.getuid() == 0 else ["--user"]), "--mount", "true"])
    return asked.returncode == 0


@pytest.fixture(scope="session")
def built_book(testrun_uid):
    """The book, built by the first process of a test run that asks (unchanged cells come from the cache).

    The build gets no limit on its threads but its own: what it keeps is what `cnn-course build` would have computed.
    """
    book.BUILD.mkdir(exist_ok=True)
    built_by = book.BUILD / "tested-by.txt"
    with FileLock(book.BUILD / "build.lock"), pytest.MonkeyPatch.context() as patch:
        if built_by.exists() and built_by.read_text() == testrun_uid:
            return
        for name in THREADS:
            patch.delenv(name, raising=False)
        book.build()
        built_by.write_text(testrun_uid)


def _cannot_run(reason):
    pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)
