"""How long each network of the course takes for one image on one core: the table of the page on all networks."""

import gc
import time
from typing import Any

import keras
import numpy as np
import tensorflow as tf

from cnn_helpers import models
from cnn_helpers.measured.measurement import Measurement
from cnn_helpers.models import describe

NAMES = (
    "lenet5",
    "network_in_network",
    "alexnet",
    "vgg16",
    "vgg19",
    "googlenet",
    "resnet18",
    "resnet34",
    "resnet50",
    "resnet101",
    "resnet152",
    "mobilenet_v1",
    "mobilenet_v2",
    *(f"efficientnet_b{k}" for k in range(8)),
)
REPEATS = 7


def milliseconds(model: keras.Model, repeats: int = REPEATS) -> list[float]:
    """Return the times of one image, from the fastest to the slowest run, after a run that is not counted."""
    image = tf.random.uniform((1, *model.input_shape[1:]))
    call = tf.function(lambda x: model(x, training=False))
    run, times = call.get_concrete_function(image), []
    for _ in range(1 + repeats):
        start = time.perf_counter()
        np.array(run(image))  # the answer is there
        times.append(1000 * (time.perf_counter() - start))
    return sorted(times[1:])


def weighed(name: str, repeats: int = REPEATS) -> dict[str, Any]:
    """Return a network's input, counts and times: built, counted, timed and forgotten, to spare the memory."""
    model = getattr(models, name)()
    total = describe(model).total
    fact = {
        "input": model.input_shape[1],
        "parameters": total.parameters,
        "multiply-adds": total.multiply_adds,
        "outputs": total.activation_bytes,
        "times": [float(f"{one:.4g}") for one in milliseconds(model, repeats)],
    }
    del model
    keras.backend.clear_session()
    gc.collect()
    return fact


def every_network() -> dict[str, Any]:
    """Return {name: facts}; one core computes, so this comes before TensorFlow's first operation."""
    for kind in ("intra", "inter"):
        getattr(tf.config.threading, f"set_{kind}_op_parallelism_threads")(1)
    return {name: weighed(name) for name in NAMES}


measurement = Measurement(
    name="network_times",
    makes="times of one image on one core, with parameters, multiply-adds and outputs, of 21 networks",
    run=every_network,
    settings={"repeats": REPEATS, "threads": 1},
)
