"""The package the course stands on: each room (layers, data, models, ...) is imported by its own name.

Importing this package, or `cnn_helpers.layers`, never loads TensorFlow.
"""

__version__ = "0.1.0"
