"""conv_forward and conv_backward beside TensorFlow, the bare matrix product and a student's loops."""

import numpy as np
from rich.table import Table

from cnn_helpers.layers import conv_backward, conv_backward_loops, conv_forward, conv_forward_loops

from .timing import best_times, geometric_mean

SHAPES = [  # m, n, n_C_prev, f, n_C, stride, pad
    (16, 32, 3, 5, 6, 1, 0),
    (16, 64, 3, 7, 32, 1, 3),
    (8, 56, 64, 3, 64, 1, 1),
    (4, 28, 192, 5, 32, 1, 2),
    (8, 14, 256, 3, 256, 1, 1),
    (16, 38, 64, 1, 64, 1, 0),
]


def tensorflow_ways(A_prev, W, b, dZ, stride, pad):
    """Return TensorFlow's forward and backward on the same numbers, each as one compiled function."""
    import tensorflow as tf

    A_prev, W, b, dZ = map(tf.constant, (A_prev, W, b.ravel(), dZ))
    padding = "VALID" if pad == 0 else "EXPLICIT"
    explicit = [] if pad == 0 else [0, 0, pad, pad, pad, pad, 0, 0]
    settings = {"strides": [1, stride, stride, 1], "padding": padding, "explicit_paddings": explicit}

    @tf.function
    def forward(A_prev, W, b):
        return tf.nn.bias_add(tf.raw_ops.Conv2D(input=A_prev, filter=W, **settings), b)

    @tf.function
    def backward(A_prev, W, dZ):
        dA_prev = tf.raw_ops.Conv2DBackpropInput(
            input_sizes=A_prev.shape, filter=W, out_backprop=dZ, **settings
        )
        dW = tf.raw_ops.Conv2DBackpropFilter(input=A_prev, filter_sizes=W.shape, out_backprop=dZ, **settings)
        return dA_prev, dW, tf.raw_ops.BiasAddGrad(out_backprop=dZ)

    # On a CPU a compiled function returns when its results are ready; .numpy() would add a copy of them.
    return lambda: forward(A_prev, W, b), lambda: backward(A_prev, W, dZ)


def product_ways(windows, filters, gradients):
    """Return the matrix products alone, their operands ready and their results' memory too."""
    Z, dW, dwindows = gradients.copy(), filters.copy(), windows.copy()

    def backward():
        np.matmul(windows.T, gradients, out=dW)
        np.matmul(gradients, filters.T, out=dwindows)

    return lambda: np.matmul(windows, filters, out=Z), backward


def loop_seconds(A_prev, W, b, dZ, stride):
    """Return the seconds the loops would need, forward and backward, from one output row of one image."""
    rows = A_prev[:1, : W.shape[0]]
    Z, cache = conv_forward_loops(rows, W, b, {"stride": stride, "pad": 0})
    times = best_times(
        {
            "forward": lambda: conv_forward_loops(rows, W, b, {"stride": stride, "pad": 0}),
            "backward": lambda: conv_backward_loops(Z, cache),
        },
        rounds=1,
        calls=2,
        warm_up=0,
    )
    return {name: seconds * dZ.size / Z.size for name, seconds in times.items()}


def measure(m, n, n_C_prev, f, n_C, stride, pad):
    """Return {"forward": {name: seconds}, "backward": {name: seconds}} for one shape, in float32."""
    rng = np.random.default_rng(0)
    A_prev = rng.standard_normal((m, n, n, n_C_prev), np.float32)
    W = rng.standard_normal((f, f, n_C_prev, n_C), np.float32)
    b = rng.standard_normal((1, 1, 1, n_C), np.float32)
    hparameters = {"stride": stride, "pad": pad}
    Z, cache = conv_forward(A_prev, W, b, hparameters)
    dZ = rng.standard_normal(Z.shape, np.float32)
    windows = rng.standard_normal((Z.size // n_C, f * f * n_C_prev), np.float32)
    ours = lambda: conv_forward(A_prev, W, b, hparameters), lambda: conv_backward(dZ, cache)
    theirs = tensorflow_ways(A_prev, W, b, dZ, stride, pad)
    products = product_ways(windows, W.reshape(-1, n_C), dZ.reshape(-1, n_C))
    loops = loop_seconds(A_prev, W, b, dZ, stride)
    return {
        way: best_times({"ours": ours[k], "TensorFlow": theirs[k], "product": products[k]})
        | {"loops": loops[way]}
        for k, way in enumerate(("forward", "backward"))
    }


def tables():
    """Yield one table for the forward and one for the backward pass."""
    measured = {shape: measure(*shape) for shape in SHAPES}
    for way, goal in (("forward", "1.0"), ("backward", "1.5")):
        times = {shape: results[way] for shape, results in measured.items()}
        ratios = [row["ours"] / row["TensorFlow"] for row in times.values()]
        over_product = [row["ours"] / row["product"] for row in times.values()]
        table = Table(
            title=f"conv_{way}, float32, best of 35 calls taken in turns (ms)",
            caption=f"Goal: at most {goal} of TensorFlow as geometric mean; where the bare product alone is "
            "slower than TensorFlow, at most 1.15 of the product. Bias included, except in the product. "
            "Loops: one output row of one image, scaled up.",
        )
        for heading in "m n n_C_prev f n_C s p|ours|TensorFlow|ours/TF|product|ours/product|loops".split("|"):
            table.add_column(heading, justify="right")
        for shape, row in times.items():
            ms = {name: seconds * 1e3 for name, seconds in row.items()}
            table.add_row(
                " ".join(map(str, shape)),
                f"{ms['ours']:.2f}",
                f"{ms['TensorFlow']:.2f}",
                f"{ms['ours'] / ms['TensorFlow']:.2f}",
                f"{ms['product']:.2f}",
                f"{ms['ours'] / ms['product']:.2f}",
                f"{ms['loops']:,.0f}",
            )
        means = (f"{geometric_mean(ratios):.2f}", "", f"{geometric_mean(over_product):.2f}")
        table.add_section()
        table.add_row("geometric mean", "", "", *means, "")
        yield table
