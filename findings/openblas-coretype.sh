#!/usr/bin/env bash
# numpy 2.4.6 (its wheel for x86-64 carries OpenBLAS 0.3.31), threadpoolctl 3.6.0
#
# Question: a test is to give the same numbers on other processors, so it is run with OPENBLAS_CORETYPE=NAME.
# Which kernel computes then?
# Guess: the one that is named; a name that the wheel has no kernel for is refused, or the processor's own is kept
# and a warning says so.
# Seen: five kernels are in the wheel, and every name is taken in silence. Zen gives Haswell, Cooperlake gives
# SkylakeX on a processor that has AVX-512, and Prescott is called Katmai. A suite run "as Zen" and "as Haswell" was
# run twice with one kernel. So ask threadpoolctl which kernel it was. `make numbers` names Haswell, which is there.
set -euo pipefail
[ "$(uname -m)" = x86_64 ] || { echo "this finding is about the wheel for x86-64, and this is $(uname -m)"; exit 1; }
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check numpy==2.4.6 threadpoolctl==3.6.0

kernel() { # the kernel that is used when NAME is asked for, and whatever was said on stderr
  OPENBLAS_CORETYPE=$1 "$folder/venv/bin/python" -W always -c '
import numpy, threadpoolctl
print(*[one["architecture"] for one in threadpoolctl.threadpool_info() if one["internal_api"] == "openblas"])' 2>&1
}

failed=0
for pair in Prescott=Katmai Nehalem=Nehalem Zen=Haswell Haswell=Haswell; do
  seen=$(kernel "${pair%=*}")
  echo "asked for ${pair%=*}: $seen"
  [ "$seen" = "${pair#*=}" ] || { echo "  this has changed; it was ${pair#*=}"; failed=1; }
done
exit $failed
