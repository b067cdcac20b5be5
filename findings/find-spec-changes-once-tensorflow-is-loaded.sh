#!/usr/bin/env bash
# tensorflow 2.21.0, keras 3.15.1
#
# Question: which folders hold a package? A grader asks importlib.util.find_spec for a forbidden package's
# submodule_search_locations, and hides those folders from the notebook. Is the answer the same at any time?
# Guess: yes; the spec says where the import system found the package, so importing it changes nothing.
# Seen: TensorFlow appends to its own __path__ while it is imported, and __path__ and the spec share one list. So
# find_spec names one folder before the import and two after it, the second inside the first; keras names one at both
# times. Asking for a submodule (tensorflow.image) imports the package, so the question itself changes the next answer.
# A process that had graded one assignment so and came to another, where all of TensorFlow is forbidden, tried to hide a
# folder in a hidden folder, and refused the class. What lies in another hidden folder is left out now, with a test.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check tensorflow==2.21.0 keras==3.15.1
cat >"$folder/spec.py" <<'PYTHON'
import importlib.util
import os


def places(name):
    home = os.path.dirname(os.path.dirname(importlib.util.find_spec(name).origin))
    return [os.path.relpath(place, home) for place in importlib.util.find_spec(name).submodule_search_locations]


said = [places("tensorflow"), places("keras")]
importlib.util.find_spec("tensorflow.image")
said += [places("tensorflow"), places("keras")]
print(*said)
PYTHON
expected="['tensorflow'] ['keras'] ['tensorflow', 'tensorflow/_api/v2'] ['keras']"
said=$("$folder/venv/bin/python" "$folder/spec.py" 2>/dev/null | tail -1)
if [ "$said" = "$expected" ]; then echo "before, then after: $said"; else echo "changed: $said"; exit 1; fi
