"""Who stands before the door: is it the person named, and if none is named, who is it?"""

from cnn_helpers.grading.assignments.questions import Family, Question, entry, item

from .cases import door, exact_door
from .mistakes_verify import VERIFY as VERIFY_MISTAKES
from .mistakes_who import WHO as WHO_MISTAKES
from .questions_losses import named

ANSWER = entry("answer", "the answer")
UNTOUCHED = entry("with its arguments as they were", "the answer, with the arguments as they were,")
DISTANCE, SAME, NAME = (
    ANSWER.then(item(place, of=2, name=name))
    for place, name in ((0, "the distance"), (1, "whether it is the same person"), (1, "the name"))
)


def beside_its_database(function, *args):
    """What comes back, a list or an array of two numbers as a tuple, and names as plain text; and the same again,
    unless an argument was changed. One text stands for every text that is no name of the database.
    """
    import inspect

    import numpy as np

    def name_of(place):
        try:
            return f"`{list(inspect.signature(function).parameters)[place]}`"
        except Exception:
            return f"argument {place + 1}"

    def kept(value):
        if isinstance(value, dict):
            return {name: kept(part) for name, part in value.items()}
        return value.copy() if isinstance(value, np.ndarray) else value

    def unchanged(old, new):
        if isinstance(old, dict):
            return list(old) == list(new) and all(unchanged(old[name], new[name]) for name in old)
        return not isinstance(old, np.ndarray) or np.array_equal(old, new)

    def as_plain(value):
        if isinstance(value, str) and not any(value in arg for arg in before if isinstance(arg, dict)):
            return "a text that is no name of the database"
        return str(value) if isinstance(value, dict | str) else value

    before = [kept(arg) for arg in args]
    answer = function(*args)
    if not isinstance(answer, str | dict | tuple | list) and getattr(answer, "shape", None) == (2,):
        answer = np.asarray(answer).tolist()
    together = isinstance(answer, tuple | list)
    answer = tuple(as_plain(part) for part in answer) if together else as_plain(answer)
    changed = [
        f"{name_of(place)} was changed"
        for place, (old, new) in enumerate(zip(before, args, strict=True))
        if not unchanged(old, new)
    ]
    return {"answer": answer, "with its arguments as they were": changed[0] if changed else answer}


V = "apart", "claims", "settings", "size", "d", "length"
TWO = {"Ada": 0.52, "Bo": 1.1}
THREE = {"Ada": 0.86, "Bo": 0.63, "Cleo": 1.25}
FOUR = {"Ada": 1.05, "Bo": 0.9, "Cleo": 0.35, "Dina": 0.62}
FIVE = {"Ada": 0.95, "Bo": 0.61, "Cleo": 0.34, "Dina": 1.3, "Ezra": 0.48}
SMALL, LARGE = (2, 3, 2), (3, 2, 3)


def words_of(settings, exact=False):
    threshold = f", threshold {settings[0]}" if settings else ", threshold left out"
    exactly = "a distance of exactly 1 (the model's own vector is very long)"
    return (exactly if exact else "distances near {apart}") + threshold


def claimed(title, points, public, hidden, part=ANSWER):
    """Each case: the distance of each name, the name claimed, threshold or nothing, picture, d, the length."""
    words = "{claims} is claimed, " + words_of(public[0][2])
    return Family(title, points, door, named(V, *public), named(V, *hidden), case=words, part=part)


E = "others", "claims", "settings", "d"

VERIFY = Question(
    "verify",
    points=15,
    families=(
        claimed(
            "the distance to the person claimed",
            4,
            [
                (TWO, "Ada", (0.7,), SMALL, 5, 3.0),
                (THREE, "Ada", (0.7,), SMALL, 4, 0.4),
                (FOUR, "Cleo", (0.7,), LARGE, 5, 1.7),
            ],
            [
                (FOUR, "Dina", (0.7,), SMALL, 6, 2.5),
                (TWO, "Bo", (0.7,), LARGE, 4, 0.6),
                (FIVE, "Ezra", (0.7,), SMALL, 8, 7.0),
            ],
            DISTANCE,
        ),
        claimed(
            "the same person, or not",
            3,
            [
                (TWO, "Ada", (0.7,), SMALL, 5, 3.0),
                (TWO, "Bo", (0.7,), SMALL, 5, 2.0),
                (THREE, "Bo", (0.7,), SMALL, 4, 0.4),
                (THREE, "Ada", (0.7,), SMALL, 4, 0.4),
            ],
            [
                (FOUR, "Dina", (0.7,), SMALL, 6, 2.5),
                (FOUR, "Bo", (0.7,), SMALL, 6, 2.5),
                (FIVE, "Ezra", (0.7,), SMALL, 8, 7.0),
                (FIVE, "Ada", (0.7,), SMALL, 8, 0.5),
            ],
            SAME,
        ),
        claimed(
            "both, where another person is nearer than the one claimed",
            1.5,
            [(FOUR, "Dina", (0.7,), SMALL, 5, 3.0), (FIVE, "Dina", (0.7,), SMALL, 4, 2.0)],
            [(FIVE, "Bo", (0.7,), LARGE, 5, 0.5), (THREE, "Cleo", (0.7,), SMALL, 6, 4.0)],
        ),
        claimed(
            "another threshold",
            2,
            [
                (TWO, "Ada", (0.4,), SMALL, 5, 3.0),
                (THREE, "Ada", (0.92,), SMALL, 5, 2.0),
                (TWO, "Bo", (1.2,), SMALL, 4, 1.5),
            ],
            [
                (THREE, "Bo", (0.5,), LARGE, 5, 0.4),
                (FOUR, "Ada", (1.15,), SMALL, 6, 2.0),
                (FIVE, "Cleo", (0.3,), SMALL, 5, 5.0),
            ],
        ),
        claimed(
            "a threshold left out is 0.7",
            1.5,
            [(THREE, "Bo", (), SMALL, 5, 3.0), ({"Ada": 0.77, "Bo": 0.4}, "Ada", (), SMALL, 4, 2.0)],
            [
                ({"Ada": 0.66, "Bo": 0.4}, "Ada", (), SMALL, 5, 0.5),
                ({"Ada": 1.3, "Bo": 0.75}, "Bo", (), SMALL, 6, 2.0),
            ],
        ),
        Family(
            "a distance equal to the threshold is not below it",
            1.5,
            exact_door,
            named(E, (("Nadia", "Ada"), "Nadia", (1.0,), 4)),
            named(E, (("Bo", "Nadia"), "Nadia", (1.0,), 4)),
            case=words_of((1.0,), exact=True),
            part=ANSWER,
        ),
        claimed(
            "right, and the arguments stay as they are",
            1.5,
            [(TWO, "Ada", (0.7,), LARGE, 6, 4.0), (TWO, "Bo", (0.7,), SMALL, 4, 2.0)],
            [(THREE, "Bo", (0.7,), LARGE, 4, 0.5), (THREE, "Cleo", (0.7,), SMALL, 5, 2.0)],
            UNTOUCHED,
        ),
    ),
    mistakes=VERIFY_MISTAKES,
    probe=beside_its_database,
)


W = "apart", "settings", "size", "d", "length"
FAR = {"Ada": 1.3, "Bo": 0.82, "Cleo": 1.1}
FARTHER = {"Ada": 1.6, "Bo": 1.75, "Cleo": 1.46, "Dina": 1.68}
LAST = {"Cleo": 0.9, "Ada": 0.64, "Dina": 1.2, "Bo": 0.41}  # in no order of the alphabet
FARTHEST = {"Ada": 1.97, "Bo": 1.92}


def anybody(title, points, public, hidden, part=ANSWER):
    """Each case: the distance of each name, threshold or nothing, picture, d, the embedding's length."""
    words = words_of(public[0][1])
    return Family(title, points, door, named(W, *public), named(W, *hidden), case=words, part=part)


WHO = Question(
    "who_is_it",
    points=15,
    helpers=("verify",),
    families=(
        anybody(
            "the distance to the nearest",
            4,
            [(FIVE, (0.7,), SMALL, 5, 3.0), (TWO, (0.7,), SMALL, 4, 0.5)],
            [(LAST, (0.7,), LARGE, 6, 2.0), (FIVE, (0.7,), SMALL, 4, 0.4)],
            DISTANCE,
        ),
        anybody(
            "the name of the nearest",
            4,
            [(FIVE, (0.7,), SMALL, 5, 3.0), (LAST, (0.7,), SMALL, 6, 2.0), (TWO, (0.7,), SMALL, 4, 0.5)],
            [(FOUR, (0.7,), LARGE, 5, 0.4), (LAST, (0.7,), LARGE, 5, 5.0), (FIVE, (0.7,), SMALL, 8, 2.0)],
            NAME,
        ),
        anybody(
            "nobody is near enough",
            2.5,
            [
                (FAR, (0.7,), SMALL, 5, 3.0),
                (FARTHER, (0.7,), SMALL, 4, 0.6),
                (FARTHEST, (0.7,), SMALL, 5, 2.0),
            ],
            [
                (FARTHER, (0.7,), LARGE, 6, 2.0),
                ({"Bo": 1.24, "Ada": 0.78}, (0.7,), SMALL, 5, 0.5),
                ({"Cleo": 1.96, "Bo": 1.91}, (0.7,), SMALL, 4, 3.0),
            ],
        ),
        anybody(
            "another threshold",
            1,
            [
                (FAR, (0.92,), SMALL, 5, 3.0),
                (FIVE, (0.25,), SMALL, 5, 2.0),
                (FARTHER, (1.55,), SMALL, 4, 2.0),
            ],
            [(FAR, (0.875,), LARGE, 4, 0.5), (LAST, (0.3,), SMALL, 6, 3.0)],
        ),
        anybody(
            "a threshold left out is 0.7",
            0.5,
            [(FAR, (), SMALL, 4, 2.0), ({"Ada": 0.9, "Bo": 0.65}, (), SMALL, 5, 2.0)],
            [({"Bo": 0.75, "Ada": 0.9}, (), SMALL, 4, 3.0), ({"Ada": 0.66, "Bo": 1.1}, (), SMALL, 6, 2.0)],
        ),
        anybody(
            "one person in the database",
            0.75,
            [({"Dina": 0.45}, (0.7,), SMALL, 5, 2.0), ({"Ezra": 1.15}, (0.7,), SMALL, 4, 2.0)],
            [({"Femi": 0.93}, (0.7,), SMALL, 5, 3.0), ({"Gus": 0.3}, (0.7,), LARGE, 6, 0.5)],
        ),
        Family(
            "a distance equal to the threshold is not below it",
            0.75,
            exact_door,
            named(E, (("Ada", "Nadia"), None, (1.0,), 4)),
            named(E, (("Nadia", "Bo", "Cleo"), None, (1.0,), 4)),
            case=words_of((1.0,), exact=True),
            part=ANSWER,
        ),
        anybody(
            "right, and the arguments stay as they are",
            1.5,
            [(THREE, (0.7,), LARGE, 5, 3.0), (FAR, (0.7,), SMALL, 4, 2.0)],
            [(FOUR, (0.7,), SMALL, 4, 2.0), (FARTHER, (0.7,), SMALL, 5, 0.5)],
            UNTOUCHED,
        ),
    ),
    mistakes=WHO_MISTAKES,
    probe=beside_its_database,
)
