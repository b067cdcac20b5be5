"""The cells of week4-style that graders leave out: pictures, and the student's own one."""

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt
import pytest
import tensorflow as tf
from PIL import Image

NAME = "week4-style"


@pytest.fixture(scope="module")
def ran(solution, closing_cells, tmp_path_factory):
    """The names that all these cells define, with the reference's functions and fewer, smaller steps."""
    folder, namespace = tmp_path_factory.mktemp("closing"), dict(solution.references_namespace)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        for source in closing_cells:
            few = source.replace("SIZE = 192", "SIZE = 64").replace("STEPS = 50", "STEPS = 12")
            exec(few.replace("range(60)", "range(20)"), namespace)
    namespace["drawn"] = plt.get_fignums()
    plt.close("all")
    namespace["written"] = folder / "mine.png"
    return namespace


def test_a_picture_is_missing(ran, closing_cells):
    assert len(ran["drawn"]) == sum("plt.subplots" in source for source in closing_cells) >= 6


def test_first_layers_do_not_mind_most_where_things_are(ran):
    """What the text says of halves: the window's other half is nearer than any other picture."""
    found = ran["found"]
    assert max(found["itself, upside down"], found["the window's right half"]) < min(
        found["the meadow"], found["the night sky"], found["the cat"]
    )


def test_grain_does_not_come_off(ran):
    assert ran["off"][1] < ran["off"][0]


def test_the_students_costs_are_not_the_courses(ran):
    assert ran["mine"] == pytest.approx(ran["ours"].total, rel=1e-3)


def test_the_picture_does_not_come_nearer(ran):
    assert ran["falling"][-1] < 0.5 * ran["falling"][0]
    assert sorted(ran["frames"]) == [0, 2, 6, 12]
    with Image.open(ran["written"]) as picture:
        assert picture.size == ran["content"].shape[1::-1]


def test_a_students_function_is_given_a_variable(ran, monkeypatch):
    """Only tensors have what some right answers ask for (`ndim`)."""
    given = []
    monkeypatch.setitem(ran, "total_variation", lambda picture: given.append(picture) or tf.constant(0.0))
    ran["distance_and_grain"](tf.Variable(ran["grainy"]))
    ran["cost"].python_function(tf.Variable(ran["start"]))
    assert [picture.ndim for picture in given] == [4, 4]
