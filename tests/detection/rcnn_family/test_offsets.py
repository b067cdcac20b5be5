"""Bounding box regression: there and back, and the paper's formulas one box at a time."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnn_helpers.detection import clip_boxes, decode_offsets, encode_offsets
from cnn_helpers.detection.rcnn_family.offsets import MOST_GROWTH

side = st.floats(0.5, 60)
box = st.tuples(st.floats(-20, 80), st.floats(-20, 80), side, side).map(
    lambda one: (one[0], one[1], one[0] + one[2], one[1] + one[3])
)


def by_the_paper(region, box):
    x_a, y_a, w_a, h_a = (
        (region[0] + region[2]) / 2,
        (region[1] + region[3]) / 2,
        region[2] - region[0],
        region[3] - region[1],
    )
    x, y, w, h = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2, box[2] - box[0], box[3] - box[1]
    return [(x - x_a) / w_a, (y - y_a) / h_a, np.log(w / w_a), np.log(h / h_a)]


@given(st.lists(st.tuples(box, box), min_size=1, max_size=4))
def test_encoding_follows_the_papers_formulas_box_by_box(pairs):
    regions, boxes = zip(*pairs, strict=True)
    expected = [by_the_paper(*pair) for pair in pairs]
    np.testing.assert_allclose(encode_offsets(regions, boxes), expected, atol=1e-9)


@given(box, box)
def test_decoding_is_the_way_back(region, box):
    sides = [(box[2] - box[0]) / (region[2] - region[0]), (box[3] - box[1]) / (region[3] - region[1])]
    if max(sides) < MOST_GROWTH:
        found = decode_offsets([region], encode_offsets([region], [box]))
        np.testing.assert_allclose(found, [box], atol=1e-6)


def test_a_wild_offset_grows_a_region_to_four_times_its_side_at_most():
    assert decode_offsets([[0, 0, 2, 2]], [[0, 0, 900, 0]]).round(9).tolist() == [[-3, 0, 5, 2]]


def test_no_regions_have_no_offsets():
    assert encode_offsets([], []).shape == decode_offsets([], np.zeros((0, 4))).shape == (0, 4)


def test_boxes_outside_an_image_are_clipped_to_nothing():
    assert clip_boxes([[50, 3, 60, 9], [-1, -1, 99, 99]], (20, 40)).tolist() == [
        [40, 3, 40, 9],
        [0, 0, 40, 20],
    ]


@pytest.mark.parametrize(
    ("function", "regions", "others", "words"),
    [
        (encode_offsets, [[0, 0, 1, 0]], [[0, 0, 1, 1]], "regions"),
        (encode_offsets, [[0, 0, 1, 1]], [[0, 0, 0, 1]], "boxes"),
        (encode_offsets, [[0, 0, 1, 1]], [[0, 0, 1, 1], [0, 0, 1, 1]], "(2, 2)"),
        (encode_offsets, [[0, 0, 1]], [[0, 0, 1, 1]], "(1, 3)"),
        (decode_offsets, [[2, 0, 1, 1]], [[0, 0, 0, 0]], "x1 <= x2"),
        (decode_offsets, [[0, 0, 1, 1]], [[0, 0, 0]], "(1, 3)"),
    ],
)
def test_refuses_boxes_without_area_and_other_shapes(function, regions, others, words):
    with pytest.raises(ValueError) as refusal:
        function(regions, others)
    assert words in str(refusal.value)
