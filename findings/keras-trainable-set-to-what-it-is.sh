#!/usr/bin/env bash
# keras 3.15.1 with tensorflow 2.21.0, and with jax 0.10.2
#
# Question: every layer of a base network was frozen by itself (layer.trainable = False). Does base.trainable = True thaw
# them, as Keras' guide says of setting `trainable` on a model (it reaches all layers inside)?
# Guess: yes, whatever the backend.
# Seen: with jax, yes. With TensorFlow, no: the base's own `trainable` is True already, and TensorFlow's tracking of
# attributes leaves an assignment out when the attribute holds that very object, so Keras' setter never runs and nothing
# is thawed. Setting False first, then True, thaws all. With TensorFlow a fine-tuning that begins with
# base.trainable = True therefore trains nothing of such a base, without a word.
# The course's `freeze` and `fine_tune` set each layer; the notebook of week2-mobilenet says so.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check keras==3.15.1 tensorflow==2.21.0 jax==0.10.2
cat >"$folder/thaw.py" <<'PYTHON'
import keras
from keras import layers

base = keras.Sequential([keras.Input((4,)), layers.Dense(3), layers.Dense(2)])
for layer in base.layers:
    layer.trainable = False
base.trainable = True
at_once = [layer.trainable for layer in base.layers]
base.trainable = False
base.trainable = True
print(at_once, "then", [layer.trainable for layer in base.layers])
PYTHON
failed=0
expect() { # with the backend $1 the script says $2
  said=$(KERAS_BACKEND=$1 TF_CPP_MIN_LOG_LEVEL=3 "$folder/venv/bin/python" "$folder/thaw.py" 2>/dev/null)
  if [ "$said" = "$2" ]; then echo "$1: $said"; else echo "$1: changed: $said"; failed=1; fi
}
expect tensorflow "[False, False] then [True, True]"
expect jax "[True, True] then [True, True]"
exit $failed
