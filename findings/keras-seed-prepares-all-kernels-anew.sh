#!/usr/bin/env bash
# keras 3.15.1 with tensorflow 2.21.0, and with jax 0.10.2
#
# Question: what does keras.utils.set_random_seed cost a model that is compiled and warm?
# Guess: nothing that one could measure; it sets three seeds, and the compiled step stays.
# Seen: with jax, nothing. With TensorFlow the next call of every compiled function took some 70 times as long: its global
# seed is kept in the kernels, so setting one empties the cache of all kernels, of those too that draw no random number.
# No function is traced again, so no warning tells. A loop that sets a seed before each of several trainings of one model
# pays this for its training step and its prediction each time: seconds for a network of a few hundred layers.
# The course's pages draw all starting weights first and set no seed between trainings; CONTRIBUTING.md says so.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check keras==3.15.1 tensorflow==2.21.0 jax==0.10.2
cat >"$folder/seeded.py" <<'PYTHON'
import statistics
import time

import keras
import numpy as np

inputs = X = keras.Input((8,))
for _ in range(150):
    X = keras.layers.Dense(8, activation="relu")(X)
model = keras.Model(inputs, X)
one = np.ones((1, 8), "float32")
model.predict_on_batch(one)


def seconds(before):
    taken = []
    for _ in range(9):
        before()
        start = time.process_time()
        model.predict_on_batch(one)
        taken.append(time.process_time() - start)
    return statistics.median(taken)


times = seconds(lambda: keras.utils.set_random_seed(0)) / seconds(lambda: None)
print("many times as long" if times > 10 else "as before" if times < 3 else f"{times:.1f} times as long")
PYTHON
failed=0
expect() { # with the backend $1 the call after a seed takes $2
  said=$(KERAS_BACKEND=$1 TF_CPP_MIN_LOG_LEVEL=3 "$folder/venv/bin/python" "$folder/seeded.py" 2>/dev/null)
  if [ "$said" = "$2" ]; then echo "$1: $said"; else echo "$1: changed: $said"; failed=1; fi
}
expect tensorflow "many times as long"
expect jax "as before"
exit $failed
