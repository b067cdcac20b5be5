#!/usr/bin/env bash
# numpy 2.4.6
#
# Question: a grader turns what a student's function returned into plain Python data before it leaves the sandbox,
# single numbers with item(), lists with tolist(). Which NumPy numbers become Python's own?
# Guess: all of them; item() is there to give a standard Python number, a float for every floating type.
# Seen: half, single and double precision become floats, and whole numbers ints; a long double stays a long double, in
# item() and in tolist(), and json refuses it. So a right answer in long doubles was no number to a check that asks for
# a float, and its array had a type that the frames between two processes do not know: no points, and a remark that the
# notebook had sent what cannot be read. Long doubles become doubles first now, with tests in both places.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check numpy==2.4.6
cat >"$folder/item.py" <<'PYTHON'
import json

import numpy as np

kinds = np.int8, np.float16, np.float32, np.float64, np.longdouble
print(*(type(np.array(1, kind).item()).__name__ for kind in kinds), end=" | ")
print(*(type(np.array([1], kind).tolist()[0]).__name__ for kind in kinds), end=" | ")
try:
    print(json.dumps(np.array(1, np.longdouble).item()))
except TypeError:
    print("json refuses it")
PYTHON
expected="int float float float longdouble | int float float float longdouble | json refuses it"
said=$("$folder/venv/bin/python" "$folder/item.py" | tail -1)
if [ "$said" = "$expected" ]; then echo "item(), then tolist(): $said"; else echo "changed: $said"; exit 1; fi
