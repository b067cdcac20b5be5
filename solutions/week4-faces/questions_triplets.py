"""Which negatives are worth learning from."""

from cnn_helpers.grading.assignments.questions import Family, Question, entry

from .cases import squared
from .mistakes_semi_hard import SEMI_HARD as MISTAKES
from .questions_losses import named, words_of

ANSWER = entry("answer", "the answer")
UNTOUCHED = entry("with its arguments as they were", "the answer, with the arguments as they were,")


def beside_its_arguments(function, *args):
    """What comes back, a list of numbers as an array; and the same again, unless an argument was changed."""
    import inspect

    import numpy as np

    def told_apart(problem):
        """The same with a name of its own where an array is asked whether it is true, or `&` gets numbers."""
        for part, words in (
            ("truth value of an array", "a whole array is asked whether it is true"),
            ("'bitwise_and' not supported", "& of numbers that are no truths"),
        ):
            if part in str(problem):
                kind = ValueError if isinstance(problem, ValueError) else TypeError
                return type(f"{kind.__name__} ({words})", (kind,), {})(str(problem))
        return problem

    def name_of(place):
        try:
            return f"`{list(inspect.signature(function).parameters)[place]}`"
        except Exception:
            return f"argument {place + 1}"

    before = [arg.copy() if isinstance(arg, np.ndarray) else arg for arg in args]
    try:
        answer = function(*args)
    except (ValueError, TypeError) as problem:
        raise told_apart(problem) from None
    if isinstance(answer, list):
        try:
            answer = np.array(answer, float)
        except (TypeError, ValueError):
            pass
    if isinstance(answer, dict):
        answer = str(answer)
    changed = [
        f"{name_of(place)} was changed"
        for place, (arg, old) in enumerate(zip(args, before, strict=True))
        if not np.array_equal(arg, old)
    ]
    return {"answer": answer, "with its arguments as they were": changed[0] if changed else answer}


S = "d_ap", "d_an", "settings", "exact"
WORDS = "d_ap near {d_ap}, d_an near {d_an}, "
EXACT = "d_ap {d_ap}, d_an {d_an}, "


def masked(title, points, public, hidden, part=ANSWER, exact=False):
    """Each case: d_ap, d_an, alpha or nothing."""
    words = (EXACT if exact else WORDS) + words_of(public[0][2], "alpha")
    public, hidden = ([(*case, exact) for case in cases] for cases in (public, hidden))
    return Family(title, points, squared, named(S, *public), named(S, *hidden), case=words, part=part)


def column(*numbers):
    return tuple((number,) for number in numbers)


SEMI_HARD = Question(
    "semi_hard_negatives",
    points=15,
    families=(
        masked(
            "as many distances on either side",
            4,
            [
                ((0.5, 0.5, 0.5, 0.5, 0.9, 0.9), (0.3, 0.45, 0.58, 0.66, 1.05, 1.14), (0.2,)),
                ((0.2, 0.7, 1.1, 0.05, 0.6), (0.36, 0.6, 1.2, 0.12, 0.62), (0.2,)),
            ],
            [((0.6, 0.3, 0.8, 0.9, 0.35, 1.2), (0.7, 0.55, 0.7, 1.04, 0.5, 1.1), (0.2,))],
        ),
        masked(
            "every positive against every negative",
            3,
            [
                (column(0.5, 0.9, 0.3), (0.4, 0.58, 1.0, 0.75), (0.2,)),
                (((0.35, 0.8, 0.6),), column(0.65, 0.9), (0.2,)),
                (column(0.5, 0.7, 0.3), (0.58,), (0.2,)),
                ((column(0.5, 0.8, 0.3), column(0.6, 0.4, 0.9)), (((0.58, 0.9),), ((0.66, 0.45),)), (0.2,)),
            ],
            [
                (column(0.7, 0.25), (0.8, 0.3, 0.6, 0.95, 0.4), (0.2,)),
                (column(0.3, 0.5, 0.7), ((0.4, 0.8), (0.6, 0.66), (0.5, 0.82)), (0.2,)),
                (((0.6,),), column(0.7, 0.5, 0.9, 0.75), (0.2,)),
                ((column(0.4, 0.9), column(0.6, 0.2)), (((0.5, 1.0, 0.7),), ((0.66, 0.3, 0.55),)), (0.2,)),
            ],
        ),
        masked(
            "one positive against several negatives",
            1,
            [((0.5,), (0.4, 0.6, 0.66, 0.8), (0.2,))],
            [((0.8,), (0.9, 0.7, 1.1, 0.96, 0.85), (0.2,))],
        ),
        masked(
            "another margin",
            2,
            [
                ((0.5, 0.5, 0.5, 0.5), (0.3, 0.8, 0.95, 1.1), (0.5,)),
                ((0.5, 0.6, 0.7), (0.53, 0.72, 0.73), (0.05,)),
            ],
            [
                ((0.4, 0.7, 0.9, 0.2), (1.0, 0.6, 1.5, 1.1), (0.75,)),
                ((0.3, 0.8, 0.5), (0.34, 0.9, 0.46), (0.0625,)),
            ],
        ),
        masked(
            "a negative as far as the positive is none",
            1.25,
            [((0.5, 0.75, 1.0), (0.5, 0.75, 1.125), (0.25,))],
            [((0.25, 1.5, 0.875), (0.25, 1.625, 0.875), (0.25,))],
            exact=True,
        ),
        masked(
            "a negative farther by just the margin is none",
            1.25,
            [((0.5, 0.75, 1.0), (0.75, 0.875, 1.25), (0.25,))],
            [((0.25, 1.5, 0.875), (0.75, 2.0, 1.25), (0.5,))],
            exact=True,
        ),
        masked(
            "a margin left out is 0.2",
            1,
            [((0.5, 0.5, 0.5), (0.6, 0.67, 0.74), ())],
            [((0.8, 0.3, 0.6, 0.7), (0.96, 0.55, 0.64, 0.65), ())],
        ),
        masked(
            "right, and both arrays stay as they are",
            1.5,
            [((0.5, 0.6, 0.3), (0.62, 0.9, 0.45), (0.2,))],
            [((0.7, 0.4, 0.9, 0.2), (0.8, 0.7, 1.0, 0.1), (0.2,))],
            UNTOUCHED,
        ),
    ),
    mistakes=MISTAKES,
    probe=beside_its_arguments,
)
