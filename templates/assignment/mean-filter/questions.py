"""What "The mean filter" asks: two functions, 100 points.

The words are explained in cnn_helpers/grading/assignments/questions.py. A folder that grows is split as
solutions/week1-step-by-step is: cases.py, mistakes_*.py.
"""

from cnn_helpers.grading.assignments.questions import Assignment, Family, Mistake, Question


def window(rng, shape):
    """The arguments of one call: the shape is the family's, the values are drawn anew for each class."""
    return (rng.normal(size=shape).round(2) + 3,)


def picture(rng, shape, f):
    """All pixels differ, so no two places of a window give the same mean by chance."""
    return rng.permutation(shape[0] * shape[1]).reshape(shape) / 4, f


WINDOW_MEAN = Question(
    "window_mean",
    points=40,
    families=(  # a family tests one thing and is won whole or not at all
        Family(
            "square windows",
            30,
            window,
            public=({"shape": (3, 3)},),  # what `check` tries, the same for everyone
            hidden=(
                {"shape": (2, 2)},
                {"shape": (5, 5)},
            ),  # what grades: other shapes and numbers of the same kind
            case="a window of shape {shape}",
        ),
        Family(
            "windows that are not square",
            10,
            window,
            public=({"shape": (2, 4)},),
            hidden=({"shape": (3, 5)}, {"shape": (4, 1)}),
            case="a window of shape {shape}",
        ),
    ),
    mistakes=(  # a wrong version that students write: an edit of the solution, and the hint that they read at once
        Mistake(
            "sum-not-mean",
            "the pixels are added up; divide by how many there are",
            edits=(("window.sum() / window.size", "window.sum()"),),
        ),
        Mistake(
            "square-of-the-height",
            "the sum is divided by the square of the height; a window need not be square",
            edits=(("window.size", "window.shape[0] ** 2"),),
        ),
        Mistake(
            "mean-of-each-column",
            "there is one mean for each column; one number for the whole window is needed",
            edits=(("window.sum() / window.size", "window.mean(axis=0)"),),
        ),
    ),
)

MEAN_FILTER = Question(
    "mean_filter",
    points=60,
    families=(
        Family(
            "square images",
            30,
            picture,
            public=({"shape": (4, 4), "f": 2},),
            hidden=({"shape": (5, 5), "f": 3}, {"shape": (6, 6), "f": 2}),
            case="an image of shape {shape}, f {f}",
        ),
        Family(
            "images that are not square",
            20,
            picture,
            public=({"shape": (3, 5), "f": 2},),
            hidden=({"shape": (6, 4), "f": 3}, {"shape": (3, 7), "f": 2}),
            case="an image of shape {shape}, f {f}",
        ),
        Family(
            "a window as large as the image",
            10,
            picture,
            public=({"shape": (3, 3), "f": 3},),
            hidden=({"shape": (4, 4), "f": 4},),
            case="an image of shape {shape}, f {f}",
        ),
    ),
    mistakes=(
        Mistake(
            "last-window-missing",
            "the last row and the last column of windows are missing; there are n - f + 1 of them",
            edits=(("n_H - f + 1", "n_H - f"), ("n_W - f + 1", "n_W - f")),
        ),
        Mistake(
            "height-and-width-swapped",
            "rows and columns are swapped",
            edits=(("return means", "return means.T"),),
        ),
        Mistake(
            "windows-side-by-side",
            "the windows lie side by side; they are to move one pixel at a time",
            edits=(("image[h : h + f, w : w + f]", "np.roll(image, (-h * f, -w * f), (0, 1))[:f, :f]"),),
        ),
    ),
)

assignment = Assignment(
    name="mean-filter",  # the folder's name, and the notebook's
    title="The mean filter",
    forbidden=("scipy", "cnn_helpers.layers"),  # modules that would answer a question
    questions=(WINDOW_MEAN, MEAN_FILTER),
)
