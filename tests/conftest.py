"""Tests marked `sandbox` need bubblewrap: skipped where it is missing, but an error where CI=true.

Hypothesis sets no deadline for an example: on a busy machine any may take a second.
"""

import os
import shutil

import pytest
from hypothesis import settings

settings.register_profile("busy machine", deadline=None)
settings.load_profile("busy machine")


def pytest_runtest_setup(item):
    if item.get_closest_marker("sandbox") and not shutil.which("bwrap"):
        reason = "bubblewrap is not installed (apt-get install bubblewrap)"
        pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)
