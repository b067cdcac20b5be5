#!/usr/bin/env bash
# tensorflow 2.21.0
#
# Question: `import tensorflow as tf` makes `tf.image` usable. Under which name is that module loaded, and is a stand-in
# that is put into sys.modules as "tensorflow.image" what `tf.image` then shows?
# Guess: the module is loaded as "tensorflow.image", its documented name, so a stand-in under that name is found.
# Seen: no module of that name is loaded. `tf.image` is `tensorflow._api.v2.image`, and its functions say that they come
# from elsewhere again. The stand-in is seen by nobody: `tf.image` goes on being the real one, and so does the name that
# `import tensorflow.image as ...` binds, because that takes the attribute of `tensorflow`.
# The course's grader refuses tf.image in one assignment, and stands in for it under each name that it has.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check tensorflow==2.21.0
cat >"$folder/names.py" <<'PYTHON'
import sys
from types import ModuleType

import tensorflow as tf

real = tf.image
print("loaded as its documented name:", "tensorflow.image" in sys.modules, "| its name:", real.__name__)
print("a function's home is one of these:", real.resize.__module__.startswith(("tensorflow.image", real.__name__)))
sys.modules["tensorflow.image"] = ModuleType("stand-in")
import tensorflow.image as imported

print("imported:", imported.__name__, "| tf.image is the real one:", tf.image is real)
PYTHON
said=$(TF_CPP_MIN_LOG_LEVEL=3 "$folder/venv/bin/python" "$folder/names.py" 2>/dev/null)
echo "$said"
[ "$said" = "loaded as its documented name: False | its name: tensorflow._api.v2.image
a function's home is one of these: False
imported: tensorflow._api.v2.image | tf.image is the real one: True" ] || { echo "changed"; exit 1; }
