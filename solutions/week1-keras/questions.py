"""What "Networks in Keras" asks: two networks, their parameters counted, a training and a diagnosis; 100 points."""

from cnn_helpers.grading.assignments.questions import Assignment
from cnn_helpers.grading.values.limits import Limits

from .questions_models import MODELS
from .questions_numbers import NUMBERS
from .questions_training import FIT

assignment = Assignment(
    name="week1-keras",
    title="Networks in Keras",
    questions=(*MODELS, NUMBERS["count_parameters"], FIT, NUMBERS["diagnose"]),
    limits=Limits(wall_seconds=900, cpu_seconds=900, call_seconds=180),
)
