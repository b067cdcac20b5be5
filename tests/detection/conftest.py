"""Boxes and scores that the tests of this room draw."""

import numpy as np
import pytest


@pytest.fixture
def random_boxes():
    """A function (rng, n, size) -> n boxes x1, y1, x2, y2 inside a square, with sides above 0."""

    def draw(rng, n, size=20.0):
        corners = np.sort(rng.uniform(0, size, (n, 2, 2)), axis=1)
        return corners.reshape(n, 4)

    return draw
