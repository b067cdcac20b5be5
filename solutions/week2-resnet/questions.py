"""What "Residual networks" asks: two blocks, the network they make, its cost and its gradient; 100 points."""

from cnn_helpers.grading.assignments.questions import Assignment
from cnn_helpers.grading.values.limits import Limits

from .questions_blocks import BLOCKS
from .questions_numbers import NUMBERS

assignment = Assignment(
    name="week2-resnet",
    title="Residual networks",
    questions=(*BLOCKS, *NUMBERS),
    forbidden=("keras.applications", "cnn_helpers.models", "cnn_helpers.layers"),
    limits=Limits(wall_seconds=900, cpu_seconds=900, call_seconds=60),
)
