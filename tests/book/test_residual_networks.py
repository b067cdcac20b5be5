"""The page's cells up to its exercises: what depth and shortcuts do, and that ResNet-50 is itself."""

import numpy as np
import pytest


@pytest.fixture(scope="module")
def page(run_page):
    return run_page("week2/residual-networks", until="\n## Summary")


def test_every_deep_plain_run_trains_worse_than_every_shallow_and_every_residual_one(page):
    ends = {name: [loss[-1] for loss in page["curves"][name]] for name in NETWORKS}
    assert all(len(runs) == 3 for runs in ends.values())
    deep_plain = ends.pop("plain 32")
    worst_other = max(map(max, ends.values()))
    assert min(deep_plain) > worst_other and np.median(deep_plain) > 2 * worst_other


def test_the_starts_that_are_trained_again_end_as_those_of_the_record(page):
    for name, losses in (("residual 8", "residual_8_again"), ("residual 32", "residual_again")):
        ends = [run[-1] for run in page["curves"][name]]
        assert min(ends) / 2 < page[losses][-1] < 2 * max(ends), name


NETWORKS = [f"{kind} {depth}" for kind in ("plain", "residual") for depth in (8, 32)]


def test_the_twins_differ_by_the_shortcut_alone(page):
    plain, residual = page["plain_32"], page["residual_32"]
    assert [w.shape for w in plain.weights] == [w.shape for w in residual.weights]
    kinds = [[type(layer).__name__ for layer in network.layers] for network in (plain, residual)]
    assert kinds[0] == [kind for kind in kinds[1] if kind != "Add"] and kinds[1].count("Add") == 15


def test_gradients_grow_towards_the_input_of_the_plain_network(page):
    glued = page["glued"]
    assert glued["plain_growth"] > 3 * glued["residual_growth"] and glued["plain_growth"] > 3
    assert [len(sizes) for sizes in page["norms"]["plain"]] == [31] * 3


def test_a_residual_pair_of_zeros_is_the_identity_and_a_plain_one_forgets(page):
    np.testing.assert_array_equal(page["a_residual"], page["a"])
    np.testing.assert_array_equal(page["a_plain"], 0)
    assert page["glued"]["answers_moved"] == "0" and page["glued"]["deeper"] == 32
    assert page["glued"]["signed_change"] > 1


def test_counts_and_depths_of_the_family(page):
    glued = page["glued"]
    assert glued["resnet50_parameters"] == "25,636,712"
    assert (glued["depth_34"], glued["depth_50"], glued["depth_152"]) == (34, 50, 152)
    assert page["ledgers"]["resnet152"].total.parameters == 60_419_944
    assert (glued["channels_34"], glued["channels_50"], glued["channels_152"]) == (512, 2048, 2048)


def test_a_copied_resnet50_answers_alike_and_the_controls_do_not(page):
    assert page["same"] < 1e-4 < 1e-3 < page["one_weight"] and page["two_images"] > 1e-2


def test_one_pixel_in_four_reaches_the_shortcut_and_the_1x1_that_strides(page):
    assert page["glued"]["share_reached"] == page["stride_in_1x1"] == 25 and page["stride_in_3x3"] == 100


def test_keras_and_pytorch_count_the_same_weights(page):
    glued = page["glued"]
    width = {"stem": 64} | {
        n: blocks * 6 * n + 4 * n for n, blocks in ((64, 3), (128, 4), (256, 6), (512, 3))
    }
    channels = sum(width.values())  # of all convolutions: a bottleneck has n + n + 4n, a projection 4n
    assert glued["conv_biases"] == f"{channels:,}" and glued["running_statistics"] == f"{2 * channels:,}"
    assert glued["torch_parameters"] == f"{25_636_712 - 3 * channels:,}" == "25,557,032"


def test_the_curves_are_flat_at_the_end(page):
    tenth = page["EPOCHS"] // 10
    for name in NETWORKS:
        losses = np.array(page["curves"][name])
        before, after = (
            np.median(losses[:, part].mean(axis=1))
            for part in (slice(-2 * tenth, -tenth), slice(-tenth, None))
        )
        assert before / 2 < after < 2 * before
