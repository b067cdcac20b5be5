"""What "Small networks, and borrowed ones" asks: MobileNet's two blocks, and a trained network re-used; 100 points."""

from cnn_helpers.grading.assignments.questions import Assignment
from cnn_helpers.grading.values.limits import Limits

from .questions_augmentation import AUGMENTER
from .questions_blocks import BLOCKS
from .questions_cost import COST
from .questions_transfer import FINE_TUNE, TRANSFER

assignment = Assignment(
    name="week2-mobilenet",
    title="Small networks, and borrowed ones",
    questions=(COST, *BLOCKS, AUGMENTER, TRANSFER, FINE_TUNE),
    forbidden=("keras.applications", "cnn_helpers.models", "cnn_helpers.data.augmentation"),
    limits=Limits(wall_seconds=900, cpu_seconds=900, call_seconds=60),
)
