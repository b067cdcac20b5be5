"""What "A door that knows you" asks: two losses, a choice of triplets, two decisions and two rates; 100 points."""

from cnn_helpers.grading.assignments.questions import Assignment
from cnn_helpers.grading.values.limits import Limits

from .questions_door import VERIFY, WHO
from .questions_losses import CONTRASTIVE, TRIPLET
from .questions_rates import ERRORS, THRESHOLD
from .questions_triplets import SEMI_HARD

ANSWERED = "tensorflow_addons", "tensorflow_similarity", "pytorch_metric_learning", "torch.nn"

assignment = Assignment(
    name="week4-faces",
    title="A door that knows you",
    questions=(TRIPLET, SEMI_HARD, CONTRASTIVE, VERIFY, WHO, ERRORS, THRESHOLD),
    forbidden=("cnn_helpers.faces", "sklearn.metrics", *ANSWERED),
    # An answer by tensors may be the first to load TensorFlow's kernels.
    limits=Limits(wall_seconds=900, cpu_seconds=900, call_seconds=30),
)
