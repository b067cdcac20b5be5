"""That the speed tables compare like with like, on shapes too small to be slow."""

import json
import time

import numpy as np
import pytest
import tensorflow as tf

from cnn_helpers.data.people import face, person
from cnn_helpers.data.scenes import CLASSES, PIXEL_CLASSES, scene
from cnn_helpers.detection import coco_average_precision
from cnn_helpers.layers import conv_backward, conv_forward
from cnn_helpers.pretrained.trained_weights import read_log
from cnn_helpers.style import recorded_run

from . import __main__, boxes, conv, detectors, detectors_log, imports, people, scenes, style, style_runs


@pytest.mark.parametrize(("n", "f", "stride", "pad"), [(6, 3, 1, 0), (7, 3, 2, 1)])
def test_tensorflow_is_timed_on_the_same_answers(n, f, stride, pad):
    rng = np.random.default_rng(0)
    shapes = (2, n, n, 3), (f, f, 3, 4), (1, 1, 1, 4)
    A_prev, W, b = (rng.standard_normal(shape, np.float32) for shape in shapes)
    Z, cache = conv_forward(A_prev, W, b, {"stride": stride, "pad": pad})
    forward, backward = conv.tensorflow_ways(A_prev, W, b, Z, stride, pad)
    np.testing.assert_allclose(forward(), Z, atol=1e-4)
    for ours, theirs in zip(conv_backward(Z, cache), backward(), strict=True):
        np.testing.assert_allclose(ours.ravel(), np.ravel(theirs), atol=1e-3)


def test_every_way_is_timed_forward_and_backward():
    times = conv.measure(1, 5, 2, 3, 2, 1, 1)
    for way in ("forward", "backward"):
        assert set(times[way]) == {"ours", "TensorFlow", "product", "loops"}
        assert all(0 < seconds < 60 for seconds in times[way].values())


@pytest.mark.parametrize("objects", [0, 3, 20])
def test_three_ways_from_output_to_boxes_are_timed_on_the_same_answers(objects):
    ways = boxes.ways(boxes.street(objects, seed=objects, grid=7, classes=4))
    theirs = ways["TensorFlow"]()
    count = int(theirs.valid_detections[0])
    assert (count > 0) == (objects > 0)
    for name in ("ours", "step by step"):
        scores, corners, classes = ways[name]()
        assert classes.tolist() == theirs.nmsed_classes[0, :count].numpy().tolist()
        np.testing.assert_allclose(scores, theirs.nmsed_scores[0, :count], rtol=1e-5)
        np.testing.assert_allclose(corners, theirs.nmsed_boxes[0, :count], rtol=1e-4, atol=1e-2)


def test_a_module_that_loads_tensorflow_would_be_shown():
    assert imports.import_seconds("json", runs=1)[1] is False
    # An entry in sys.modules stands for the real thing, whose import takes many seconds.
    assert imports.import_seconds("sys; sys.modules['tensorflow'] = sys", runs=1)[1] is True


def test_matplotlib_is_timed_on_the_things_that_the_scene_shows():
    picture = scenes.matplotlib_picture(scenes.shapes(3), 96)
    drawn = (picture < 250).any(2)
    shown = scene(0, 96, number=3)
    things = np.isin(np.array(PIXEL_CLASSES)[shown.pixel_classes], ("tree", "furniture", *CLASSES))
    assert (drawn & things).sum() > 0.85 * (drawn | things).sum() > 0


def test_scenes_are_timed_by_the_scene():
    ours, theirs = scenes.measure(16, count=2, rounds=1)
    assert 0 < ours < 10 and 0 < theirs < 10


def test_matplotlib_is_timed_on_the_outlines_that_the_face_shows():
    drawn = people.matplotlib_picture(people.outlines(3, 64), 64) / 255
    shown, other = (face(person(0, number), 0, 64).image for number in (3, 4))
    head = (drawn < 0.98).any(2)
    alike, unlike = (
        np.corrcoef(drawn[head].ravel(), picture[head].ravel())[0, 1] for picture in (shown, other)
    )
    assert head.mean() > 0.3 and alike > 0.7 > 0.5 > unlike
    ours, theirs = people.measure(16, count=2, rounds=1)
    assert 0 < ours < 10 and 0 < theirs < 10


@pytest.mark.needs_network("vgg16_features")
def test_the_recipe_of_style_transfer_asks_for_what_ours_asks_for():
    """With the content's weight alone, both gradients of a picture point the same way; and a Gram matrix is one."""
    content, painted = style.pictures((32, 48))
    gram = style.gram(content[np.newaxis])[0]
    np.testing.assert_allclose(gram, np.einsum("ijc,ijd->cd", content, content) / (32 * 48), rtol=1e-4)
    picture = tf.constant(painted[np.newaxis])
    loss, slope = style.recipe_gradient(content, painted, style_weight=0, total_variation_weight=0)(picture)
    ours = style.Objective(content, painted, beta=0, variation=0).gradient(picture)[1]
    one, other = (np.ravel(g) / np.linalg.norm(g) for g in (slope, ours))
    assert loss > 0 and one @ other > 0.999


@pytest.mark.needs_network("vgg16_features")
def test_steps_of_style_transfer_are_timed_and_go_down():
    times = style.measure((32, 48), rounds=1, calls=1)
    assert {"the recipe, float32", "ours, float32"} <= set(times) and min(times.values()) > 0
    step = style.recipe_step(*style.pictures((32, 48)))
    first = step().numpy()
    assert min(step().numpy() for _ in range(40)) < first


def test_an_unknown_table_is_refused():
    with pytest.raises(SystemExit, match="no table is called speed; there are imports, conv"):
        __main__.main(["speed"])


def two_boxes():
    """Scores of a pedestrian found exactly and a car found with an IoU of 0.8; the pedestrian is small."""
    truths = [[0, 0, 9, 9], [0, 0, 100, 90]]
    found = [0.9, 0.8], [[0, 0, 9, 9], [0, 0, 100, 72]], [0, 1]
    return coco_average_precision([found], [(truths, [0, 1])], n_classes=3)


def test_a_detector_is_shown_by_class_by_size_and_at_strict_and_lenient_thresholds():
    headings, *rows = cells(detectors.size_table("two boxes", two_boxes()))
    assert headings == ["size", "objects", "mAP@0.5", "mAP@0.75", "mAP@0.5:0.95", *CLASSES]
    assert rows == [
        ["all", "2", "1.000", "1.000", "0.850", "1.000", "0.700", ""],
        ["small", "1", "1.000", "1.000", "1.000", "1.000", "", ""],
        ["medium", "1", "1.000", "1.000", "0.700", "", "0.700", ""],
        ["large", "0", "", "", "", "", "", ""],
    ]
    headings, row = cells(detectors.detector_table([detectors.Row("one", two_boxes(), 0.01)]))
    shown = dict(zip(headings, row, strict=True))
    assert (shown["mAP@0.5"], shown["mAP@0.5:0.95"]) == ("1.000", "0.850")
    assert [shown[name] for name in CLASSES] == ["1.000", "1.000", ""]
    assert [shown[name] for name in ("small", "medium", "large")] == ["1.000", "0.700", ""]


def cells(table):
    """Return the headings of a table, then its rows."""
    return [
        [column.header for column in table.columns],
        *map(list, zip(*(column.cells for column in table.columns), strict=True)),
    ]


def test_detectors_are_held_against_the_first_and_proposals_stay_blank_beyond_their_number():
    rows = [detectors.Row(name, two_boxes(), seconds) for name, seconds in (("one", 0.01), ("two", 0.035))]
    assert list(detectors.detector_table(rows).columns[-2].cells) == ["1.0", "3.5"]
    table = detectors.proposal_table({"few": (np.array([0.25, 0.5]), 0.002)})
    assert [next(column.cells) for column in table.columns] == [
        "few",
        "0.250",
        "0.500",
        "",
        "",
        "",
        "",
        "2.0",
    ]
    assert detectors.timed(lambda: 7)[0] == 7
    waits = iter([0, 0, 0.2, 0])
    assert 0 <= detectors.seconds_an_image(lambda image: time.sleep(next(waits)), [1, 2, 3]) < 0.2


def test_the_log_of_the_comparison_holds_the_scores_and_todays_settings():
    shipped = read_log("rcnn_family")
    assert shipped["settings"] == json.loads(json.dumps(detectors_log.settings())), (
        "the settings changed: python -m tests.benchmarks.detectors_log"
    )
    assert list(shipped["scores"]) == ["YOLO, as shipped", "R-CNN", "Fast R-CNN", "Faster R-CNN"]
    rows = [
        detectors.Row("one", two_boxes(), 0.01),
        detectors.Row("two", two_boxes(), 0.01, recall=0.5),
    ]
    scores = detectors_log.log_of(rows)["scores"]
    assert scores["one"]["mAP@0.5"] == 1 and scores["one"]["mAP@0.5:0.95"] == pytest.approx(0.85)
    assert scores["two"]["recall of proposals"] == 0.5 and "recall of proposals" not in scores["one"]
    assert scores["one"].keys() | {"recall of proposals"} == shipped["scores"]["R-CNN"].keys()


def test_the_recorded_runs_of_style_transfer_are_those_of_their_settings():
    runs = style_runs.all_runs()
    others = [name for name, settings in runs.items() if not style_runs.is_recorded(name, settings)]
    assert not others, "missing, or of other settings: python -m tests.benchmarks.style_runs"


def test_a_recorded_run_can_be_read_again(tmp_path):
    settings = style_runs.run(
        ("camera", 64), ("night", 64), (0, 1), steps=2, trained=False, beta=0, content_layer="block1_conv1"
    )
    log = style_runs.record("short", settings, tmp_path)
    again = recorded_run("short", tmp_path)
    assert again.totals == log["totals"] and again.last.total == log["totals"][-1]
    assert list(again.files) == [0, 1, 2] and again.picture().shape == (64, 64, 3)
    assert again.likeness[0] == 1 > again.likeness[2]
    assert style_runs.is_recorded("short", settings, tmp_path)
    assert not style_runs.is_recorded("short", settings | {"shown": []}, tmp_path)
