"""The cells after week3-unet's last graded one: pictures, the short training, the trained segmenter."""

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import matplotlib

matplotlib.use("Agg")

import matplotlib.pyplot as plt
import numpy as np
import pytest

from cnn_helpers import segmentation
from cnn_helpers.grading.assignments.sample_class import styles

NAME = "week3-unet"


def test_a_picture_cannot_be_drawn(solution, closing_cells):
    """Every picture up to the training, with the reference's functions."""
    namespace, drawn = dict(solution.references_namespace), 0
    for source in closing_cells[
        : next(i for i, source in enumerate(closing_cells) if "def both_losses" in source)
    ]:
        exec(source, namespace)
        drawn += "plt." in source or "plots." in source
    plt.close("all")
    assert drawn >= 6


@pytest.mark.parametrize("style", ["reference", "tensors", "models_within", "unusual"])
def test_the_trained_segmenter_gives_other_numbers_in_the_students_blocks(
    solution, closing_cells, style, capsys
):
    """The whole end of the notebook, with fewer streets and epochs; the other styles have the segmenter alone."""
    sources = solution.sources if style == "reference" else styles(solution)[style]
    namespace: dict = {}
    for source in (solution.cells[0], *sources.values(), closing_cells[0]):
        exec(source, namespace)
    first = next(i for i, source in enumerate(closing_cells) if "def both_losses" in source)
    for source in closing_cells[first:] if style == "reference" else closing_cells[first : first + 2]:
        few = source.replace("scenes(400,", "scenes(24,").replace("EPOCHS = 12", "EPOCHS = 1")
        few = few.replace("scenes(60,", "scenes(9,").replace("pixels=100_000", "pixels=4_000")
        if style != "reference" and "small.fit" in few:  # its training is the reference's
            few = few[: few.index("lessons =")]
        exec(few, namespace)
    plt.close("all")
    assert namespace["off"] < 1e-4
    if style == "reference":
        found = namespace["maps"]["the shipped weights in your blocks"]
        assert float(namespace["mean_iou"](namespace["truth"], found, 9)) > 0.8
        said = capsys.readouterr().out
        assert "your short training" in said
        assert "at row" in said
        for kind, by_course in enumerate(
            segmentation.iou_per_class(segmentation.confusion_matrix(namespace["truth"], found, 9))
        ):
            if not np.isnan(by_course):
                assert namespace["iou_of"](kind, found) == pytest.approx(by_course)
