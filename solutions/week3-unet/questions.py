"""What "U-Net, with your own blocks" asks: a larger map, two blocks, their network, a score and a loss; 100 points."""

from cnn_helpers.grading.assignments.questions import Assignment
from cnn_helpers.grading.values.limits import Limits

from .questions_blocks import BLOCKS
from .questions_scores import DICE, MEAN_IOU
from .questions_transposed import TRANSPOSED

assignment = Assignment(
    name="week3-unet",
    title="U-Net, with your own blocks",
    questions=(TRANSPOSED, *BLOCKS, MEAN_IOU, DICE),
    forbidden=("cnn_helpers.models", "cnn_helpers.segmentation", "cnn_helpers.layers"),
    limits=Limits(wall_seconds=900, cpu_seconds=900, call_seconds=60),
)
