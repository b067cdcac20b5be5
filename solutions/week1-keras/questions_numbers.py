"""The two questions that are answered with arithmetic: counting parameters, and a diagnosis from three errors."""

from cnn_helpers.grading.assignments.questions import Family, Question, item

from .mistakes_numbers import COUNT_PARAMETERS, DIAGNOSE

PICTURES = "input shape {shape}, {classes} classes"
SHAPES = (
    (dict(shape=(64, 64, 3), classes=3), dict(shape=(20, 14, 1), classes=5)),
    (
        dict(shape=(32, 48, 3), classes=10),
        dict(shape=(28, 28, 1), classes=7),
        dict(shape=(10, 16, 4), classes=2),
    ),
)
ODD = (
    (dict(shape=(9, 15, 2), classes=3),),
    (dict(shape=(13, 8, 3), classes=4), dict(shape=(7, 11, 1), classes=2)),
)


def pictures(rng, shape, classes):
    return shape, classes


def listed(function, input_shape, classes):
    """A list, a tuple and an array count alike."""
    counts = function(input_shape, classes)
    return list(counts) if hasattr(counts, "__iter__") and not isinstance(counts, dict) else counts


def count(title, points, place, name):
    return Family(title, points, pictures, *SHAPES, case=PICTURES, part=item(place, of=7, name=name))


def errors(rng, human, bias, variance):
    """Three errors; `human` is moved a little, the gaps stay as they are, 0.4 points or more from the threshold."""
    human = human + rng.integers(0, 5) / 2500
    return tuple(round(float(error), 4) for error in (human, human + bias, human + bias + variance))


def told(title, points, public, hidden):
    """A family of diagnoses: (human error, avoidable bias, variance) of each case."""
    names = "human", "bias", "variance"
    cases = ([dict(zip(names, case, strict=True)) for case in these] for these in (public, hidden))
    words = "human error about {human}, train error {bias:+} from it, dev error {variance:+} from that"
    return Family(title, points, errors, *map(tuple, cases), case=words)


NUMBERS = {
    "count_parameters": Question(
        "count_parameters",
        points=15,
        families=(
            count("the convolution", 4, 1, "the convolution's number"),
            count("the batch normalisation", 3, 2, "the batch normalisation's number"),
            count("the dense layer", 4, 6, "the dense layer's number"),
            Family("sides that are odd", 2, pictures, *ODD, case=PICTURES),
            Family("the whole list, in order", 2, pictures, *SHAPES, case=PICTURES),
        ),
        mistakes=COUNT_PARAMETERS,
        forbidden=("keras", "tensorflow"),
        probe=listed,
    ),
    "diagnose": Question(
        "diagnose",
        points=15,
        families=(
            told(
                "bias or neither",
                3,
                [(0.01, 0.08, 0.004), (0.01, 0.006, 0.005)],
                [(0.012, 0.15, 0.01), (0.005, 0.03, 0.002), (0.02, 0.01, 0.006), (0.008, 0.003, 0.0)],
            ),
            told(
                "variance or neither",
                3,
                [(0.01, 0.004, 0.25), (0.01, 0.005, 0.006)],
                [(0.006, 0.002, 0.24), (0.012, 0.011, 0.03), (0.004, 0.005, 0.012), (0.015, 0.0, 0.003)],
            ),
            told(
                "both at once, whichever is larger",
                3,
                [(0.01, 0.06, 0.11), (0.01, 0.12, 0.05), (0.01, 0.05, 0.012)],
                [(0.008, 0.03, 0.23), (0.015, 0.25, 0.028), (0.01, 0.07, 0.075), (0.01, 0.06, 0.011)],
            ),
            told(
                "a task that is hard for humans too",
                3,
                [(0.15, 0.002, 0.002), (0.15, 0.05, 0.01), (0.15, 0.008, 0.06)],
                [(0.2, 0.012, 0.01), (0.12, 0.09, 0.004), (0.3, 0.006, 0.04), (0.25, 0.05, 0.07)],
            ),
            told(
                "a gap the other way round is no gap",
                3,
                [(0.02, 0.04, -0.05), (0.09, -0.05, 0.08)],
                [(0.015, 0.09, -0.04), (0.12, -0.04, 0.05), (0.11, 0.06, -0.08)],
            ),
        ),
        mistakes=DIAGNOSE,
    ),
}
