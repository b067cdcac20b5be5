"""Layers of a convolutional network in NumPy alone: each forward beside its backward."""

from cnn_helpers.layers import shapes
from cnn_helpers.layers.conv import conv_backward, conv_forward
from cnn_helpers.layers.conv_loops import conv_backward_loops, conv_forward_loops, conv_single_step
from cnn_helpers.layers.padding import zero_pad
from cnn_helpers.layers.pool import pool_backward, pool_forward
from cnn_helpers.layers.pool_loops import (
    create_mask_from_window,
    distribute_value,
    pool_backward_loops,
    pool_forward_loops,
)

__all__ = [
    "conv_backward",
    "conv_backward_loops",
    "conv_forward",
    "conv_forward_loops",
    "conv_single_step",
    "create_mask_from_window",
    "distribute_value",
    "pool_backward",
    "pool_backward_loops",
    "pool_forward",
    "pool_forward_loops",
    "shapes",
    "zero_pad",
]
