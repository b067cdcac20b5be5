"""What "Convolution and pooling, step by step" asks: eight functions, 100 points."""

from cnn_helpers.grading.assignments.questions import Assignment

from .questions_backward import BACKWARD
from .questions_forward import FORWARD

assignment = Assignment(
    name="week1-step-by-step",
    title="Convolution and pooling, step by step",
    forbidden=("tensorflow", "keras", "scipy", "cnn_helpers.layers"),
    questions=FORWARD + BACKWARD,
)
