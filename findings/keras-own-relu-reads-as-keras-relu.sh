#!/usr/bin/env bash
# keras 3.15.1 with jax 0.10.2
#
# Question: a layer has an activation function of one's own that is called `relu` and doubles its input. What does the
# layer's configuration say of it, and what does a layer made from that configuration compute?
# Guess: the configuration names the module of the function, so that reading it back asks for the function or raises.
# Seen: the configuration says "relu", the bare name, exactly as for Keras' own; the layer read back has Keras' ReLU and
# other outputs, without a word. A function of any other name is written with its module, and reading it back raises.
# So two networks that compute different things have equal configurations (cloned, saved as JSON, or compared).
# The course's grader compares configurations, and refuses activations that are not Keras' own before it does so.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check keras==3.15.1 jax==0.10.2
cat >"$folder/own.py" <<'PYTHON'
import numpy as np
from keras import layers


def relu(x):
    return 2 * x


def twice(x):
    return 2 * x


ones = np.ones((1, 1), "float32")
own = layers.Activation(relu)
again = layers.Activation.from_config(own.get_config())
same = own.get_config()["activation"] == layers.Activation("relu").get_config()["activation"]
print("relu:", own.get_config()["activation"], same, float(own(ones)[0, 0]), float(again(ones)[0, 0]))
try:
    layers.Activation.from_config(layers.Activation(twice).get_config())
    print("twice: read back")
except Exception as problem:
    print("twice:", type(problem).__name__)
PYTHON
said=$(KERAS_BACKEND=jax "$folder/venv/bin/python" "$folder/own.py" 2>/dev/null)
echo "$said"
[ "$said" = "relu: relu True 2.0 1.0
twice: TypeError" ] || { echo "changed"; exit 1; }
