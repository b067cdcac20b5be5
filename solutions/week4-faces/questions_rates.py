"""How often a door errs: among many people, and at a threshold that was chosen for it."""

from cnn_helpers.grading.assignments.questions import Family, Question

from .cases import chances, graded
from .mistakes_errors import ERRORS as ERRORS_MISTAKES
from .mistakes_threshold import THRESHOLD as THRESHOLD_MISTAKES
from .questions_losses import named
from .questions_triplets import ANSWER, UNTOUCHED, beside_its_arguments


def erring(title, points, public, hidden):
    """Each case: e, K."""
    names = "e", "K"
    words = "e near {e}, K = {K}"
    return Family(
        title, points, chances, named(names, *public), named(names, *hidden), case=words, part=ANSWER
    )


ERRORS = Question(
    "false_accepts",
    points=5,
    families=(
        erring("a few comparisons", 2, [(0.1, 3), (0.35, 2), (0.2, 5)], [(0.15, 4), (0.3, 6), (0.45, 2)]),
        erring("many comparisons", 1, [(0.02, 60), (0.1, 100)], [(0.03, 40), (0.05, 300)]),
        erring("rare errors", 1, [(0.001, 200), (0.0005, 1000)], [(0.002, 150), (0.0004, 3000)]),
        erring("one comparison", 1, [(0.3, 1)], [(0.12, 1), (0.6, 1)]),
    ),
    mistakes=ERRORS_MISTAKES,
    probe=beside_its_arguments,
)


def calibrated(title, points, public, hidden, part=ANSWER):
    """Each case: the pairs from the nearest on (s one person, d two), the share, and where the answer stands."""
    names = "kinds", "false_accept", "answer"
    public, hidden = ([(*case, "inside")[:3] for case in cases] for cases in (public, hidden))
    words = "from the nearest pair on {kinds} (s one person, d two), false_accept {false_accept}"
    return Family(title, points, graded, named(names, *public), named(names, *hidden), case=words, part=part)


THRESHOLD = Question(
    "best_threshold",
    points=15,
    families=(
        calibrated(
            "as many pairs of either kind",
            4,
            [("ssdssdsddsdd", 0.4), ("sdsdssdd", 0.3), ("ssdsdsdsdd", 0.5, "first")],
            [("sdssddsdsdsd", 0.45), ("ssdsddsd", 0.6, "first")],
        ),
        calibrated(
            "more pairs of one kind than of the other",
            4,
            [("ssssdsssdssd", 0.5), ("sdsddddsddd", 0.2), ("sssdssssdsssssd", 0.4, "last")],
            [("sssdsssdssssd", 0.45, "last"), ("sddsdddsdddd", 0.26), ("ssdsssdsssssdsd", 0.3)],
        ),
        calibrated(
            "too few pairs of two people for a single false accept",
            2,
            [("sssdsds", 0.1), ("sdssd", 0.05), ("dssds", 0.2)],
            [("ssssdsdsd", 0.15), ("sdssddsd", 0.06), ("dsdss", 0.3)],
        ),
        calibrated(
            "nearly all false accepts are allowed",
            2,
            [("sddsdsds", 0.9), ("ssddsdsss", 0.7), ("sdssdsd", 0.8), ("sdsdd", 1.0)],
            [("dsdsdsdss", 0.8), ("sdsdssddsss", 0.95), ("dsdsdsd", 0.9), ("ssddsd", 1.0)],
        ),
        calibrated(
            "people who are easily told apart",
            1.5,
            [("ssssdddd", 0.4), ("sssddd", 0.1)],
            [("sssssddddd", 0.5), ("ssdddd", 0.3)],
        ),
        calibrated(
            "right, and the arrays stay as they are",
            1.5,
            [("sdsdsd", 0.4)],
            [("ssdsdd", 0.5)],
            UNTOUCHED,
        ),
    ),
    mistakes=THRESHOLD_MISTAKES,
    probe=beside_its_arguments,
)
