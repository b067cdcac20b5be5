"""The errata page: its cells give the right facts, and each slip links to where it is taught."""

import re

import numpy as np
import pytest

from cnn_helpers.models import describe

from .pages import text_of


@pytest.fixture(scope="module")
def page(run_page):
    return run_page("reference/errata")


def test_the_right_numbers_are_those_of_the_cells(page):
    conv = page["conv"]
    assert conv(page["image"], page["vertical"])[2].tolist() == [0, -2, -4, -7]
    strided = conv(page["large"], np.array([[3, 4, 4], [1, 0, 2], [-1, 0, 3]]), stride=2)
    assert strided.tolist() == [[91, 100, 88], [69, 91, 117], [44, 72, 74]]
    counts = [row.parameters for row in describe(page["lenet_like"]).rows if row.parameters]
    assert counts == [608, 3216, 48120, 10164, 850]
    assert page["spread_after_ten"](0.1) > 1e3 * page["spread_after_ten"](0.01)


def test_what_the_notes_print_is_not_what_is_right(page):
    np.testing.assert_allclose(page["printed"], (37 - 5 / 2) + 1)
    assert (page["layer_before"], page["pooled"].shape[1]) == (18, 2)


def test_the_three_style_costs_of_the_notes_are_three(page):
    gap = page["difference"]
    assert (page["norm"] ** 2) == (gap**2).sum() and page["count"] == 8
    assert page["F"].shape == (4, 2) and page["A_G"][0].tolist() == (page["A_S"][0] + 1).tolist()
    assert np.cov(page["A_S"])[0, 1] == pytest.approx(np.cov(page["A_G"])[0, 1])


def test_a_detectors_target_has_a_vector_for_each_cell_and_one_owner(page):
    target = page["target"]
    assert target(5, [[1, 1]], 3)[:, :, 0].shape == (5, 5, 8)
    assert target(3, [[1, 1], [1, 2]], 3).reshape(3, 3, -1).shape == (3, 3, 2 * (5 + 3))
    assert target(3, [[1, 1], [1, 2]], 3)[1, 1, :, 0].tolist() == [1, 0]
    assert page["column"] == 2 and page["line"][page["row"], 2, 0, 1] == 1  # the picture's right edge


def test_a_window_has_the_size_that_its_network_was_trained_on(page):
    windows = page["four_windows"]
    assert (windows[:, 2:] - windows[:, :2]).tolist() == [[14, 14]] * 4
    assert page["former_dense"].kernel.shape == (5, 5, 16, 400)


def test_a_label_has_a_width_and_a_denied_object_costs_its_first_term(page):
    np.testing.assert_allclose(page["car_label"], [1, 0.45, 0.7, 0.4, 0.5, 0, 1, 0], rtol=1e-6)
    assert page["denied_loss"] == 1


def test_the_sums_of_the_classic_networks_are_not_those_of_the_notes(page):
    assert sum(page["parts"]) == page["lenet_parameters"] == 61_706
    assert page["vgg_total"].activations == 15_087_080 and page["vgg_filters"] == [64, 128, 256, 512, 512]


def test_the_notes_products_of_an_inception_path_are_six_times_off(page):
    right = page["five_by_five"]
    assert right == 120_422_400 and page["of_the_notes"] == (6 * right, right // 6)


def test_a_separable_layer_costs_what_its_two_steps_cost(page):
    assert page["separable_ratio"] == pytest.approx((432 + 240) / 2160)
    assert page["two_steps"][0] == (432, 240) and page["full_cost"][0] == 2160
    kinds = page["mobile_kinds"]
    assert [kinds.count(kind) for kind in ("DepthwiseConv2D", "Add", "Dense")] == [17, 10, 1]


def test_every_slip_links_to_the_section_that_teaches_it():
    slips = re.split(r"\n### ", text_of("reference/errata"))[1:]
    assert slips, "book/reference/errata.md has no heading '### ', under which a slip stands"
    for slip in slips:
        title = slip.splitlines()[0]
        assert "*Right:*" in slip, f"{title!r} does not say what is right; a line with '*Right:*' is needed"
        link = re.search(r"\]\(#[a-z]\d+-[\w-]+\)", slip)
        assert link, f"{title!r} links to no section; a link such as [words](#f18-equivariance) is needed"


def test_every_slip_names_the_set_of_notes_that_has_it():
    slips = re.split(r"\n### ", text_of("reference/errata"))[1:]
    nameless = [
        slip.splitlines()[0] for slip in slips if not re.search(r"\*Sets? [A-E]\b", slip.split("*Right")[0])
    ]
    assert not nameless, (
        f"rows that do not say whose slip it is; '*Set E:*' before '*Right:*' is needed: {nameless}"
    )
    assert "*The notes" not in text_of("reference/errata")


def test_padded_places_win_no_window_and_count_in_no_average(page):
    for result in page["padded_pooling"]:
        np.testing.assert_array_equal(np.asarray(result), -1)


def test_fourteen_pixels_stand_four_times_with_a_stride_of_two_and_nine_with_one(page):
    assert (len(page["four_windows"]), len(page["nine_windows"])) == (4, 9)
    assert page["bottleneck"] == (2_408_448, 10_035_200)


def test_the_transposed_example_has_the_printed_size_only_with_an_output_padding(page):
    assert page["transposed"](0).shape == (3, 3)
    assert page["transposed"](1).tolist() == [[0, 4, 0, 1], [10, 7, 6, 3], [0, 7, 0, 2], [6, 3, 4, 2]]


def test_the_skips_of_a_unet_are_concatenated(page):
    assert (page["joins"].count("Concatenate"), page["joins"].count("Add")) == (4, 0)


def test_a_transposed_convolution_brings_back_four_of_twenty_five_numbers(page):
    assert page["matrix"].shape == (4, 25) and np.linalg.matrix_rank(page["matrix"]) == 4
    np.testing.assert_array_equal(page["enlarged"][1:, 1:], page["transposed"](1))


def test_every_filter_with_same_padding_keeps_the_size_and_sees_its_own_square(page):
    assert [page["padded_same"](f) for f in (1, 3, 5)] == [((9, 9), 1), ((9, 9), 9), ((9, 9), 25)]


def test_windows_have_one_width_and_yolov2_has_no_dense_layer(page):
    assert page["widths"] == [14] and page["yolo_kinds"].count("Dense") == 0
    assert page["yolo_kinds"].count("Conv2D") == 23


def test_recognition_needs_more_the_more_people_there_are_and_outputs_collapse(page):
    assert page["recognition_errors"] == pytest.approx([0.01, 0.095, 0.632], abs=5e-4)
    assert (
        page["anchor"].tolist() == page["negative"].tolist() == [[0.6, 0.8]] and page["collapsed_loss"] == 0
    )
