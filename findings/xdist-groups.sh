#!/usr/bin/env bash
# pytest-xdist 3.8.0 with pytest 9.1.1, and with pytest 9.2.0
#
# Question: `--dist loadgroup` sends all tests marked with one xdist_group to one process. Does it still with the newest
# pytest, which xdist's own metadata allow?
# Guess: yes, or it stops with an error.
# Seen: with 9.1.1, yes. With 9.2.0 it says nothing and spreads every test by itself: xdist writes a group's name into a
# test's private `_nodeid`, which this pytest no longer reads. Nothing fails but tests that must not run side by side;
# the others only make what they share once in each process, and a suite like ours takes far longer.
# `pyproject.toml` keeps pytest below 9.2, and tests/test_groups.py looks at a test's own name.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cat >"$folder/test_group.py" <<'PYTHON'
import os

import pytest


@pytest.mark.xdist_group("one")
@pytest.mark.parametrize("number", range(12))
def test_says_where_it_runs(number, pytestconfig):
    with open(pytestconfig.rootpath / "workers", "a") as file:
        file.write(os.environ["PYTEST_XDIST_WORKER"] + "\n")
PYTHON
failed=0
expect() { # with pytest $1, the group's tests run in $2 processes
  python3 -m venv "$folder/$1"
  "$folder/$1/bin/python" -m pip install --quiet --disable-pip-version-check "pytest==$1" pytest-xdist==3.8.0
  rm -f "$folder/workers"
  (cd "$folder" && "$folder/$1/bin/python" -m pytest -q -n 2 --dist loadgroup --rootdir "$folder" test_group.py >/dev/null)
  seen=$(sort -u "$folder/workers" | wc -l)
  if [ "$seen" = "$2" ]; then echo "pytest $1: $seen processes"; else echo "pytest $1: changed: $seen processes"; failed=1; fi
}
expect 9.1.1 1
expect 9.2.0 2
exit $failed
