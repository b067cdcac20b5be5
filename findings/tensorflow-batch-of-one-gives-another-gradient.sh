#!/usr/bin/env bash
# tensorflow 2.21.0
#
# Question: a loss is made example by example with tf.vectorized_map. Of which kind is its gradient by the batch?
# Guess: a tensor of the batch's shape, whatever the number of examples; and np.asarray of a gradient is its numbers.
# Seen: for two examples or more a tensor. For a batch of one it is tf.IndexedSlices, because the map is then no loop
# but picks the one example (tf.gather). np.asarray of IndexedSlices raises nothing and gives an array without
# dimensions that holds the object; tf.convert_to_tensor gives the numbers.
# So code that is right for each batch that was tried can fail on the last, short one. The assignments' probes
# turn each gradient into a tensor first, and tests hold right answers with tf.vectorized_map and tf.gather.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check tensorflow==2.21.0
cat >"$folder/gradient.py" <<'PYTHON'
import sys

import numpy as np
import tensorflow as tf

examples = tf.reshape(tf.range(2.0 * int(sys.argv[1])), (-1, 2))
with tf.GradientTape() as tape:
    tape.watch(examples)
    loss = tf.reduce_sum(tf.vectorized_map(lambda one: tf.reduce_sum(one**2), examples))
gradient = tape.gradient(loss, examples)
kind = "slices" if isinstance(gradient, tf.IndexedSlices) else "tensor"
array, numbers = np.asarray(gradient), np.asarray(tf.convert_to_tensor(gradient))
right = np.array_equal(numbers, 2 * examples.numpy())
print(f"{kind}; asarray {array.dtype} {array.shape}; converted {'right' if right else 'wrong'}")
PYTHON
failed=0
cd "$folder"
expect() { # $1 examples: $2
  said=$(venv/bin/python gradient.py "$1" 2>/dev/null | tail -1)
  if [ "$said" = "$2" ]; then echo "$1: $said"; else echo "$1: changed: $said"; failed=1; fi
}
expect 1 "slices; asarray object (); converted right"
expect 2 "tensor; asarray float32 (2, 2); converted right"
expect 3 "tensor; asarray float32 (3, 2); converted right"
exit $failed
