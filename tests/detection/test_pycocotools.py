"""IoU and mean average precision against pycocotools, on the same boxes."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from pycocotools import mask

from cnn_helpers.detection import iou_matrix, to_centres


def corner_and_sides(boxes):
    """Boxes as COCO writes them: x1, y1, width, height."""
    return np.hstack([boxes[:, :2], to_centres(boxes)[:, 2:]])


@settings(deadline=None)
@given(n=st.integers(1, 7), k=st.integers(1, 7), seed=st.integers(0, 99))
def test_iou_equals_pycocotools(n, k, seed):
    rng = np.random.default_rng(seed)
    ours, theirs = (np.sort(rng.uniform(0, 9, (m, 2, 2)), axis=1).reshape(m, 4) for m in (n, k))
    expected = mask.iou(corner_and_sides(ours), corner_and_sides(theirs), [0] * k)
    np.testing.assert_allclose(iou_matrix(ours, theirs), expected, rtol=1e-9, atol=1e-12)
