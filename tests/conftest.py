"""Tests marked `sandbox` need bubblewrap, those marked `needs_network` a package that ships a trained network.

Where it is missing they are skipped, but an error where CI=true.
Hypothesis sets no deadline for an example: on a busy machine any may take a second.
"""

import os
import shutil

import pytest
from hypothesis import settings

from cnn_helpers.pretrained.packages import installed

settings.register_profile("busy machine", deadline=None)
settings.load_profile("busy machine")


def pytest_runtest_setup(item):
    if item.get_closest_marker("sandbox") and not shutil.which("bwrap"):
        _cannot_run("bubblewrap is not installed (apt-get install bubblewrap)")
    for marker in item.iter_markers("needs_network"):
        for name in marker.args:
            if not installed(name):
                _cannot_run(f'{name} is not installed (pip install "cnn-helpers[pretrained]")')


def _cannot_run(reason):
    pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)
