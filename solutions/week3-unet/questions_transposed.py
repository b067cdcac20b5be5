"""A transposed convolution of one channel: the stamps, and what is cut away of the canvas."""

from cnn_helpers.grading.assignments.questions import Family, Question, entry

from .cases import example, stamped
from .mistakes_transposed import TRANSPOSED as MISTAKES

ANSWER = entry("answer", "the answer")
UNTOUCHED = entry("with its arguments as they were", "the answer, with the arguments as they were,")
NAMES = "n", "f", "stride", "pad", "output_pad"
WORDS = "x {n} × {n}, filter {f} × {f}, stride {stride}, pad {pad}"


def beside_its_arguments(function, *args):
    """What comes back, a list of numbers as an array; and the same again, unless an argument was changed."""
    import numpy as np

    before = [arg.copy() if isinstance(arg, np.ndarray) else arg for arg in args]
    answer = function(*args)
    if isinstance(answer, list):
        try:
            answer = np.array(answer, float)
        except (TypeError, ValueError):
            pass
    changed = [
        f"argument {number} was changed"
        for number, (arg, old) in enumerate(zip(args, before, strict=True), 1)
        if not np.array_equal(arg, old)
    ]
    return {"answer": answer, "with its arguments as they were": changed[0] if changed else answer}


def named(*rows):
    return tuple(dict(zip(NAMES, row, strict=True)) for row in rows)


def stamps(title, points, public, hidden, part=ANSWER, words=WORDS + ", output_pad {output_pad}"):
    return Family(title, points, stamped, named(*public), named(*hidden), case=words, part=part)


TRANSPOSED = Question(
    "transposed_conv",
    points=20,
    families=(
        stamps("stamps side by side", 2, [(3, 2, 2, 0, 0)], [(4, 3, 3, 0, 0), (2, 4, 4, 0, 0)]),
        stamps(
            "stamps that overlap are added",
            5,
            [(3, 3, 1, 0, 0), (3, 3, 2, 0, 0)],
            [(4, 2, 1, 0, 0), (3, 4, 2, 0, 0), (2, 5, 3, 0, 0)],
        ),
        stamps("stamps with a gap between them", 2, [(3, 2, 3, 0, 0)], [(4, 1, 3, 0, 0), (2, 3, 5, 0, 0)]),
        stamps(
            "a border is cut away",
            4,
            [(3, 3, 2, 1, 0), (4, 4, 1, 2, 0)],
            [(4, 3, 2, 1, 0), (3, 5, 2, 2, 0), (4, 4, 2, 1, 0)],
        ),
        stamps(
            "less is cut away below and on the right",
            3,
            [(3, 3, 2, 2, 1), (2, 4, 3, 2, 2)],
            [(4, 3, 2, 2, 1), (3, 5, 3, 3, 2), (3, 4, 2, 2, 2)],
        ),
        Family(
            "the example of the text, and others of its kind",
            1,
            example,
            case=WORDS + ", output_pad {output_pad}",
            part=ANSWER,
            public=(dict(n=2, f=3, stride=2, pad=1, output_pad=1, of_the_text=True),),
            hidden=(dict(n=2, f=3, stride=2, pad=1, output_pad=1, of_the_text=False),),
        ),
        stamps(
            "an output_pad left out is 0",
            1,
            [(3, 4, 2, 1, None)],
            [(4, 3, 2, 1, None)],
            words=WORDS + ", output_pad left out",
        ),
        stamps(
            "right, and the arguments stay as they are",
            2,
            [(2, 3, 2, 2, 1)],
            [(3, 3, 3, 1, 1)],
            part=UNTOUCHED,
        ),
    ),
    mistakes=MISTAKES,
    forbidden=("tensorflow", "keras", "scipy"),
    probe=beside_its_arguments,
)
