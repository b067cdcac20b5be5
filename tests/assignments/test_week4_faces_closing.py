"""The cells after each of week4-faces' questions and after the last: pictures, and two doors."""

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt
import numpy as np
import pytest

from cnn_helpers.grading.assignments.sample_class import styles

NAME = "week4-faces"
FEWER = {
    "people(60, 4, first=100_000)": "people(10, 4, first=100_000)",
    "people(8, 4, first=200_000), people(150, 1,": "people(8, 4, first=200_000), people(12, 1,",
    "size=192": "size=64",
    '"as it is", "mirrored", "turned left", "dark", "bright", "small"': '"as it is", "dark", "bright"',
    'VERSIONS.index("turned left")': 'VERSIONS.index("bright")',
}


@pytest.fixture(scope="module")
def first_of_the_end(closing_cells):
    return next(i for i, source in enumerate(closing_cells) if "trained_embedding" in source)


def test_a_picture_cannot_be_drawn(solution, closing_cells, first_of_the_end, capsys):
    """Every picture up to the door, with the reference's functions; the points of one person come together."""
    namespace, drawn = dict(solution.references_namespace), 0
    for source in closing_cells[:first_of_the_end]:
        exec(source, namespace)
        drawn += "plt.subplots" in source
    plt.close("all")
    assert drawn >= 6
    squared = np.sum((namespace["points"].numpy()[:, None] - namespace["points"].numpy()) ** 2, axis=-1)
    assert np.median(squared[namespace["alike"]]) < 0.1 * np.median(squared[~namespace["alike"]])
    assert "semi-hard triplets in the first step" in capsys.readouterr().out


@pytest.mark.parametrize("style", ["loops", "unusual"])
def test_a_door_opens_for_others_or_stays_shut_for_its_own(
    solution, closing_cells, first_of_the_end, style, capsys
):
    """The whole end of the notebook, with fewer people; another style has the door of rendered people alone."""
    namespace: dict = {}
    for source in (solution.cells[0], *styles(solution)[style].values(), closing_cells[0]):
        exec(source, namespace)
    end = closing_cells[first_of_the_end:]
    for source in end if style == "loops" else end[:2]:
        few = source
        for usual, fewer in FEWER.items():
            few = few.replace(usual, fewer)
        exec(few, namespace)
    plt.close("all")
    if style == "loops":
        assert namespace["right"].mean() > 0.6
        assert namespace["let_in"] < 0.4
        assert [title.split()[1] for title in namespace["titles"]] == ["opens", "opens", "stays", "stays"]
        assert all(title.endswith("(opens)") for title in namespace["titles"])
        said = capsys.readouterr().out
        assert "Ada herself" in said
        assert "let in" in said
    else:
        opened = ["stays shut" not in title for title in namespace["titles"]]
        assert sum(opened[:8]) > 4 > sum(opened[8:])
