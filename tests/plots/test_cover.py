"""The README's picture is what the code gives."""

import numpy as np
import pytest
from PIL import Image

from cnn_helpers.plots.cover import PICTURE, write

pytestmark = pytest.mark.numbers


def test_committed_picture_is_what_the_code_draws(tmp_path):
    drawn = np.asarray(Image.open(write(tmp_path / "cover.png")).convert("L"), float)
    committed = np.asarray(Image.open(PICTURE).convert("L"), float)
    assert drawn.shape == committed.shape, "run: python -m cnn_helpers.plots.cover"
    assert np.abs(drawn - committed).mean() < 1, "run: python -m cnn_helpers.plots.cover"
