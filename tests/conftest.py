"""Tests marked `sandbox` need bubblewrap: skipped where it is missing, but an error where CI=true."""

import os
import shutil

import pytest


def pytest_runtest_setup(item):
    if item.get_closest_marker("sandbox") and not shutil.which("bwrap"):
        reason = "bubblewrap is not installed (apt-get install bubblewrap)"
        pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)
