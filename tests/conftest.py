"""Tests marked `sandbox` need a wall, those marked `needs_network` a package that ships a trained network.

Where it is missing they are skipped, but an error where CI=true.
Hypothesis sets no deadline for an example: on a busy machine any may take a second.
"""

import os
import subprocess
from functools import cache

import pytest
from hypothesis import settings

from cnn_helpers.pretrained.packages import installed

settings.register_profile("busy machine", deadline=None)
settings.load_profile("busy machine")


def pytest_runtest_setup(item):
    if item.get_closest_marker("sandbox") and not _namespaces():
        _cannot_run("no namespace can be made here, so no wall holds (cnn-course doctor says more)")
    for marker in item.iter_markers("needs_network"):
        for name in marker.args:
            if not installed(name):
                _cannot_run(f'{name} is not installed (pip install "cnn-helpers[pretrained]")')


@cache
def _namespaces() -> bool:
    """Whether any of the sandbox's walls can stand: they all begin with namespaces."""
    asked = subprocess.run(["unshare", *([] if os.getuid() == 0 else ["--user"]), "--mount", "true"])
    return asked.returncode == 0


def _cannot_run(reason):
    pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)
