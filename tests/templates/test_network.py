"""The template of a network builds, and its test passes."""

import doctest

from cnn_helpers import models

from .copied import module_of, those_of

copy = module_of("network/all_convolutional.py", "cnn_helpers.models.all_convolutional")
models.three_convolutions = copy.three_convolutions  # as the two lines in models/__init__.pyi do
globals().update(those_of(module_of("network/test_all_convolutional.py", "template_test_of_a_network")))
del models.three_convolutions


def test_the_example_of_its_docstring_is_right():
    assert doctest.testmod(copy) == (0, 1)
