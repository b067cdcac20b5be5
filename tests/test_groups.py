"""The tests of a file share what they make, because one process runs them (`make test`)."""

import pytest


def test_tests_of_a_file_are_one_group(request):
    if not getattr(request.config.option, "loadgroup", False):
        pytest.skip("one process runs all tests here")
    assert request.node.nodeid.endswith(f"@{request.path}"), (
        "pytest-xdist did not name the group of this test"
    )
