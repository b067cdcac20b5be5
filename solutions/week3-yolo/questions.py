"""What "YOLO, with your own functions" asks: boxes, labels, decoding and a score; 100 points."""

from cnn_helpers.grading.assignments.questions import Assignment
from cnn_helpers.grading.values.limits import Limits

from .questions_boxes import FILTER, IOU
from .questions_labels import HEAD, LABELS
from .questions_results import EVALUATION, PRECISION
from .questions_suppression import SUPPRESSION

assignment = Assignment(
    name="week3-yolo",
    title="YOLO, with your own functions",
    questions=(IOU, FILTER, SUPPRESSION, LABELS, HEAD, EVALUATION, PRECISION),
    forbidden=("tensorflow.image", "tensorflow.raw_ops", "cnn_helpers.detection"),
    # An answer by tensors may be the first to load TensorFlow's kernels.
    limits=Limits(wall_seconds=900, cpu_seconds=900, call_seconds=30),
)
