"""Data of the course, all of it on the machine: nothing here needs the network."""

from cnn_helpers.data.digits import Digits, digits

__all__ = ["Digits", "digits"]
