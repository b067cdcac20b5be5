#!/usr/bin/env bash
# numpy 2.4.6 (wheel for x86-64)
#
# Question: NumPy's own loops compute exp, log1p and others with the widest vectors that the processor has, and the last
# digit differs. NPY_DISABLE_CPU_FEATURES takes features away, so that a test sees an older processor's numbers.
# By which name?
# Guess: by the feature's name, as in earlier versions: FMA3, AVX2, AVX512F; and a name that cannot be used is an error.
# Seen: features are grouped now, X86_V3 (AVX2 and FMA among them) and X86_V4, and only a group can be taken away. A
# feature's own name does nothing: NumPy says so with an ImportWarning, which Python does not show unless it is asked to,
# and computes as before. So a run "without FMA3" was the usual run. `make numbers` names groups.
set -euo pipefail
[ "$(uname -m)" = x86_64 ] || { echo "this finding is about the wheel for x86-64, and this is $(uname -m)"; exit 1; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check numpy==2.4.6

told() { # what importing NumPy says without the feature $1; $2 are Python's options
  NPY_DISABLE_CPU_FEATURES=$1 "$folder/venv/bin/python" ${2:-} -c 'import numpy' 2>&1
}

failed=0
expect() { # the words $2 stand in $3, or nothing is there where $2 is empty
  if [ -z "$2" ] && [ -z "$3" ] || [ -n "$2" ] && [[ "$3" == *"$2"* ]]; then echo "$1: ${2:-nothing is said}"; else echo "$1: changed: $3"; failed=1; fi
}
for name in FMA3 AVX512F; do
  expect "without $name" "" "$(told "$name")"
  expect "without $name, warnings shown" "not part of the dispatched optimizations" "$(told "$name" -Walways)"
done
exit $failed
