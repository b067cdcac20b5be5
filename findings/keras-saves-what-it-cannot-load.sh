#!/usr/bin/env bash
# keras 3.15.1 with jax 0.10.2
#
# Question: a layer's first weights come from a function of our own. What happens when the model is saved?
# Guess: `save` refuses, or warns, as it does for a function that has no name.
# Seen: for a lambda `save` warns, and says that loading will be unsafe. A function with a name is written down as that
# name alone, without a word. `load_model` then cannot find it and raises, though the
# weights, which make the function needless, lie beside it in the file. An activation given in the same way behaves alike.
# So a network that trains, predicts and saves without a warning is lost as a file; its weights can still be read with
# `load_weights` into a model that is built anew. A function that is registered (`register_keras_serializable`) comes back.
# The course registered its own, and a test saves and loads each kind of network that the package builds.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check keras==3.15.1 jax==0.10.2
cat >"$folder/saved.py" <<'PYTHON'
import sys
import warnings

import keras
import numpy as np


def small(shape, dtype=None):
    return 0.01 * np.ones(shape, dtype)


def through(x):
    return x


way = sys.argv[1]
given = {"kernel_initializer": small}
if way == "registered":
    keras.saving.register_keras_serializable("own")(small)
if way == "activation":
    given = {"activation": through}
if way == "nameless":
    given = {"kernel_initializer": lambda shape, dtype=None: 0.01 * np.ones(shape, dtype)}
model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(3, **given)])
with warnings.catch_warnings(record=True) as told:
    warnings.simplefilter("always")
    model.save("model.keras")
said = [f"saved, {sum(one.category is UserWarning for one in told)} warnings"]
try:
    keras.saving.load_model("model.keras")
    said.append("loaded")
except Exception as problem:
    said.append(f"not loaded ({type(problem).__name__})")
again = keras.Sequential([keras.Input((2,)), keras.layers.Dense(3)])
again.load_weights("model.keras")
same = np.array_equal(again.get_weights()[0], model.get_weights()[0])
said.append("weights read" if same else "other weights")
print("; ".join(said))
PYTHON
failed=0
cd "$folder"
expect() { # a function given in the way $1: $2
  said=$(KERAS_BACKEND=jax venv/bin/python saved.py "$1" 2>/dev/null | tail -1)
  if [ "$said" = "$2" ]; then echo "$1: $said"; else echo "$1: changed: $said"; failed=1; fi
}
expect initializer "saved, 0 warnings; not loaded (TypeError); weights read"
expect activation "saved, 0 warnings; not loaded (TypeError); weights read"
expect registered "saved, 0 warnings; loaded; weights read"
expect nameless "saved, 1 warnings; not loaded (TypeError); weights read"
exit $failed
