"""What "Style transfer, with your own costs" asks: seven functions, from a content cost to a step; 100 points."""

from cnn_helpers.grading.assignments.questions import Assignment
from cnn_helpers.grading.values.limits import Limits

from .questions_costs import CONTENT, GRAM, VARIATION
from .questions_step import STEP
from .questions_style import LAYER, STYLE, TOTAL

assignment = Assignment(
    name="week4-style",
    title="Style transfer, with your own costs",
    questions=(CONTENT, GRAM, LAYER, STYLE, TOTAL, VARIATION, STEP),
    forbidden=("cnn_helpers.style", "tensorflow.image"),
    # The first answer may be the one that loads TensorFlow's kernels.
    limits=Limits(wall_seconds=900, cpu_seconds=900, call_seconds=30),
)
