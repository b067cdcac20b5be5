"""Data of the course, all of it on the machine: nothing here needs the network."""

from cnn_helpers.data.digits import Digits, digits
from cnn_helpers.data.photos import CREDITS, Credit, credit, photo

__all__ = ["CREDITS", "Credit", "Digits", "credit", "digits", "photo"]
