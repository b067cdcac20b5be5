"""Layers of a convolutional network in NumPy alone: each forward beside its backward."""

from cnn_helpers.layers import shapes
from cnn_helpers.layers.activations import (
    leaky_relu_backward,
    leaky_relu_forward,
    relu_backward,
    relu_forward,
    sigmoid_backward,
    sigmoid_forward,
    softmax_backward,
    softmax_forward,
    tanh_backward,
    tanh_forward,
)
from cnn_helpers.layers.conv import conv_backward, conv_forward
from cnn_helpers.layers.conv1d import conv1d_backward, conv1d_forward
from cnn_helpers.layers.conv3d import conv3d_backward, conv3d_forward
from cnn_helpers.layers.conv_loops import conv_backward_loops, conv_forward_loops, conv_single_step
from cnn_helpers.layers.conv_transpose import conv_transpose_backward, conv_transpose_forward
from cnn_helpers.layers.dense import dense_backward, dense_forward, flatten_backward, flatten_forward
from cnn_helpers.layers.depthwise_conv import depthwise_conv_backward, depthwise_conv_forward
from cnn_helpers.layers.dropout import dropout_backward, dropout_forward
from cnn_helpers.layers.gradient_check import gradient_check, numerical_gradient
from cnn_helpers.layers.initializers import he, xavier, zeros
from cnn_helpers.layers.losses import (
    binary_cross_entropy_backward,
    binary_cross_entropy_forward,
    cross_entropy_backward,
    cross_entropy_forward,
    mean_squared_error_backward,
    mean_squared_error_forward,
    one_hot,
)
from cnn_helpers.layers.normalization import (
    batch_norm_backward,
    batch_norm_forward,
    input_statistics,
    normalize_inputs,
)
from cnn_helpers.layers.one_map import conv_map, pool_map
from cnn_helpers.layers.optimizers import SGD, Adam, Momentum, RMSprop
from cnn_helpers.layers.padding import zero_pad
from cnn_helpers.layers.pool import pool_backward, pool_forward
from cnn_helpers.layers.pool_loops import (
    create_mask_from_window,
    distribute_value,
    pool_backward_loops,
    pool_forward_loops,
)
from cnn_helpers.layers.regularization import l2_cost, l2_gradient

__all__ = [
    "SGD",
    "Adam",
    "Momentum",
    "RMSprop",
    "batch_norm_backward",
    "batch_norm_forward",
    "binary_cross_entropy_backward",
    "binary_cross_entropy_forward",
    "conv1d_backward",
    "conv1d_forward",
    "conv3d_backward",
    "conv3d_forward",
    "conv_backward",
    "conv_backward_loops",
    "conv_forward",
    "conv_forward_loops",
    "conv_map",
    "conv_single_step",
    "conv_transpose_backward",
    "conv_transpose_forward",
    "create_mask_from_window",
    "cross_entropy_backward",
    "cross_entropy_forward",
    "dense_backward",
    "dense_forward",
    "depthwise_conv_backward",
    "depthwise_conv_forward",
    "distribute_value",
    "dropout_backward",
    "dropout_forward",
    "flatten_backward",
    "flatten_forward",
    "gradient_check",
    "he",
    "input_statistics",
    "l2_cost",
    "l2_gradient",
    "leaky_relu_backward",
    "leaky_relu_forward",
    "mean_squared_error_backward",
    "mean_squared_error_forward",
    "normalize_inputs",
    "numerical_gradient",
    "one_hot",
    "pool_backward",
    "pool_backward_loops",
    "pool_forward",
    "pool_forward_loops",
    "pool_map",
    "relu_backward",
    "relu_forward",
    "shapes",
    "sigmoid_backward",
    "sigmoid_forward",
    "softmax_backward",
    "softmax_forward",
    "tanh_backward",
    "tanh_forward",
    "xavier",
    "zero_pad",
    "zeros",
]
