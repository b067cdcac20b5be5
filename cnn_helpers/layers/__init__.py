"""Layers of a convolutional network in NumPy alone: each forward beside its backward."""

from cnn_helpers.layers import shapes
from cnn_helpers.layers.conv import conv_backward, conv_forward
from cnn_helpers.layers.conv1d import conv1d_backward, conv1d_forward
from cnn_helpers.layers.conv3d import conv3d_backward, conv3d_forward
from cnn_helpers.layers.conv_loops import conv_backward_loops, conv_forward_loops, conv_single_step
from cnn_helpers.layers.conv_transpose import conv_transpose_backward, conv_transpose_forward
from cnn_helpers.layers.depthwise_conv import depthwise_conv_backward, depthwise_conv_forward
from cnn_helpers.layers.padding import zero_pad
from cnn_helpers.layers.pool import pool_backward, pool_forward
from cnn_helpers.layers.pool_loops import (
    create_mask_from_window,
    distribute_value,
    pool_backward_loops,
    pool_forward_loops,
)

__all__ = [
    "conv1d_backward",
    "conv1d_forward",
    "conv3d_backward",
    "conv3d_forward",
    "conv_backward",
    "conv_backward_loops",
    "conv_forward",
    "conv_forward_loops",
    "conv_single_step",
    "conv_transpose_backward",
    "conv_transpose_forward",
    "create_mask_from_window",
    "depthwise_conv_backward",
    "depthwise_conv_forward",
    "distribute_value",
    "pool_backward",
    "pool_backward_loops",
    "pool_forward",
    "pool_forward_loops",
    "shapes",
    "zero_pad",
]
