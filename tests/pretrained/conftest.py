"""Tests of real networks: where their package is missing they are skipped, but an error where CI=true."""

import os

import pytest

from cnn_helpers.pretrained.packages import installed


def pytest_runtest_setup(item):
    for marker in item.iter_markers("needs_network"):
        for name in marker.args:
            if not installed(name):
                reason = f'{name} is not installed (pip install "cnn-helpers[pretrained]")'
                pytest.fail(reason) if os.environ.get("CI") == "true" else pytest.skip(reason)
