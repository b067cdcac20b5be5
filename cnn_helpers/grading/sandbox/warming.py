"""What libraries import only when they are first used: imported in the zygote, so that no job pays for it.

Nothing may be *run* there (TensorFlow's first operation starts threads that do not survive a fork), so a
scratch child runs a little of everything, tells which modules that imported, and ends.
"""

from __future__ import annotations

import importlib
import json
import os
import sys

NUMPY = """
import numpy as np
np.random.default_rng([1, 2]).normal(size=3) @ np.ones(3)
np.linalg.norm(np.ones(3))
"""
TENSORFLOW = """
import numpy as np, tensorflow as tf, keras
with tf.GradientTape() as tape:
    x = tf.Variable(np.ones((2, 8, 8, 3), "float32"))
    y = tf.reduce_sum(tf.nn.relu(x) ** 2)
tape.gradient(y, x)
tf.function(lambda v: v + 1)(x)
net = keras.Sequential([keras.Input((8, 8, 3)), keras.layers.ZeroPadding2D(1), keras.layers.Conv2D(2, 3),
    keras.layers.BatchNormalization(), keras.layers.ReLU(), keras.layers.MaxPooling2D(2), keras.layers.Flatten(),
    keras.layers.Dense(2, activation="softmax")])
net.compile(keras.optimizers.Adam(1e-3), "sparse_categorical_crossentropy", ["accuracy"])
net.fit(x.numpy(), np.zeros(2), verbose=0)
net.to_json()
"""


def import_what_first_use_imports(preload: list[str]) -> None:
    """Import the modules that a first use of the preloaded libraries would import."""
    source = NUMPY + (TENSORFLOW if {"tensorflow", "keras"} & set(preload) else "")
    for name in _imported_by(source):
        if name in sys.modules:
            continue
        try:
            importlib.import_module(name)
        except Exception:  # made at run time, not a module of its own
            continue


def _imported_by(source: str) -> list[str]:
    """The names of modules that running `source` in a child of this process imports."""
    inside, outside = os.pipe()
    if os.fork() == 0:
        before = set(sys.modules)
        try:
            exec(compile(source, "<warming>", "exec"), {"__name__": "warming"})
        except BaseException:
            pass
        names = [name for name in sys.modules if name not in before and not name.startswith("__")]
        with os.fdopen(outside, "w") as pipe:
            json.dump(names, pipe)
        os._exit(0)
    os.close(outside)
    with os.fdopen(inside) as pipe:
        names = json.load(pipe)
    os.wait()
    return names
