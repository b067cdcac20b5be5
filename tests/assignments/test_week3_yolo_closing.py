"""The cells after each of week3-yolo's questions and after the last: pictures, and the trained detector."""

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt
import numpy as np

NAME = "week3-yolo"


def test_a_picture_cannot_be_drawn(solution, closing_cells):
    """Every picture up to the trained detector, with the reference's functions."""
    namespace, drawn = dict(solution.references_namespace), 0
    for source in closing_cells:
        if not any(word in source for word in ("detector", "missed", "MY_BOX")):
            exec(source, namespace)
            drawn += "plt." in source
    plt.close("all")
    assert drawn >= 7


def test_the_trained_detector_is_no_good_through_the_students_functions(solution, closing_cells, capsys):
    """The whole end of the notebook, with fewer streets."""
    namespace = dict(solution.references_namespace)
    first = next(i for i, source in enumerate(closing_cells) if "trained_detector()" in source)
    exec(closing_cells[0], namespace)
    for source in closing_cells[first:]:
        exec(source.replace("scenes(200,", "scenes(30,"), namespace)
    plt.close("all")
    assert np.mean(namespace["yours"]) > 0.85
    assert abs(np.mean(namespace["yours"]) - namespace["ours"].mean) < 0.03
    said = capsys.readouterr().out
    assert "mAP" in said
    assert "something is there" in said
