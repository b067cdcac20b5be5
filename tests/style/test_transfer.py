"""A whole transfer, on pictures small enough to be quick; random features do here."""

import numpy as np
import pytest

from cnn_helpers.data import painting, photo
from cnn_helpers.style import transfer
from cnn_helpers.style.arrays import resized
from cnn_helpers.style.precision import fastest_precision, has_half_products

SMALL = {
    "trained": False,
    "content_layer": "block2_conv1",
    "style_layers": ("block1_conv1", "block2_conv1"),
    "precision": "float32",
}


@pytest.fixture(scope="module")
def pictures():
    return photo("coffee", width=60)[:32, :48], painting("meadow", width=48)


@pytest.mark.parametrize("optimiser", ["adam", "lbfgs"])
@pytest.mark.parametrize("start", ["content", "noise", "content + noise"])
def test_the_cost_falls_and_the_picture_stays_a_picture(pictures, optimiser, start):
    made = transfer(*pictures, steps=6, optimiser=optimiser, start=start, frames=(0, 3, 6), **SMALL)
    assert made.image.shape == pictures[0].shape and made.image.dtype == np.float32
    assert 0 <= made.image.min() and made.image.max() <= 1
    assert len(made.costs) == 7 and list(made.frames) == [0, 3, 6]
    assert made.costs[-1].total < 0.7 * made.costs[0].total
    assert made.seconds > 0


def test_lbfgs_gives_back_the_best_picture_it_saw(pictures):
    made = transfer(*pictures, steps=5, optimiser="lbfgs", frames=range(6), **SMALL)
    best = int(np.argmin([costs.total for costs in made.costs]))
    np.testing.assert_array_equal(made.image, made.frames[best])


def test_costs_are_those_of_the_frames(pictures):
    from cnn_helpers.style import Objective

    made = transfer(*pictures, steps=3, frames=(2, 3), **SMALL)
    goal = Objective(*(np.float32(p) for p in pictures), **SMALL)
    for step in (2, 3):
        assert made.costs[step].total == pytest.approx(goal.costs(made.frames[step]).total, rel=1e-4)
    np.testing.assert_array_equal(made.frames[3], made.image)


def test_the_same_seed_gives_the_same_picture_and_another_seed_another(pictures):
    one, same, other = (transfer(*pictures, steps=2, start="noise", seed=s, **SMALL).image for s in (1, 1, 2))
    np.testing.assert_array_equal(one, same)
    assert np.abs(one - other).max() > 0.1


def test_adam_takes_its_first_step_at_the_learning_rate(pictures):
    made = transfer(*pictures, steps=1, learning_rate=0.02, frames=(0, 1), **SMALL)
    moved = np.abs(made.frames[1] - made.frames[0])
    assert moved.max() == pytest.approx(0.02, rel=1e-3) and np.median(moved) == pytest.approx(0.02, rel=1e-2)


def test_bytes_and_fractions_are_one_picture(pictures):
    content, style = ((255 * p).round().astype(np.uint8) for p in pictures)
    one = transfer(content, style, steps=1, **SMALL).image
    np.testing.assert_array_equal(one, transfer(content / 255, style / 255, steps=1, **SMALL).image)


def test_a_picture_can_be_gone_on_with(pictures):
    first = transfer(*pictures, steps=3, **SMALL)
    more = transfer(*pictures, steps=1, start=first.image, **SMALL)
    assert more.costs[0].total == pytest.approx(first.costs[-1].total, rel=1e-4)


def test_progress_is_shown_when_asked_for_and_not_on_pages(pictures, capsys):
    transfer(*pictures, steps=2, progress=False, **SMALL)
    transfer(*pictures, steps=2, **SMALL)  # what is captured is no terminal
    assert capsys.readouterr() == ("", "")


@pytest.fixture(scope="module")
def larger():
    """A content and a style that can be halved."""
    return photo("coffee", width=120)[:64, :96], painting("meadow", width=100)


@pytest.mark.parametrize("optimiser", ["adam", "lbfgs"])
def test_coarse_to_fine_goes_on_where_the_coarse_run_ended(larger, optimiser):
    settings = {"optimiser": optimiser, **SMALL}
    made = transfer(*larger, steps=7, scales=(2, 1), frames=range(8), **settings)
    content, style = (np.float32(picture) for picture in larger)
    small = resized(content, 32, 48), resized(style, *(round(n / 2) for n in style.shape[:2]))
    coarse = transfer(*small, steps=4, **settings)
    fine = transfer(content, style, steps=3, start=resized(coarse.image, 64, 96), **settings)
    assert [costs.total for costs in made.costs] == pytest.approx(
        [costs.total for costs in (*coarse.costs[:-1], *fine.costs)], rel=1e-4
    )
    assert len(made.costs) == 8 and list(made.frames) == list(range(8))
    assert {frame.shape for frame in made.frames.values()} == {(64, 96, 3)} == {made.image.shape}
    np.testing.assert_allclose(made.image, fine.image, atol=1e-3)


def test_noise_is_drawn_at_the_coarse_scale(larger):
    settings = {"steps": 2, "start": "noise", "frames": (0,), **SMALL}
    rough, fine = (transfer(*larger, scales=s, **settings).frames[0].std() for s in ((2, 1), (1,)))
    assert rough > 0.7 * fine  # noise of the fine scale, halved, would have half the spread


def test_the_contents_colours_can_be_kept(larger):
    content, style = (np.float32(picture) for picture in larger)
    made = transfer(content, style, steps=4, keep_colours=True, frames=(0, 4), **SMALL)
    np.testing.assert_allclose(made.frames[0], content, atol=1e-5)
    inside = (made.image > 0).all(-1) & (made.image < 1).all(-1)
    change = (made.image - content)[inside]
    np.testing.assert_allclose(change, np.repeat(change[:, :1], 3, axis=1), atol=1e-5)
    assert np.abs(change).mean() > 0.01
    free = transfer(content, style, steps=4, **SMALL).image
    assert np.ptp((free - content)[inside], axis=-1).mean() > 0.01, "otherwise colours change"


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"steps": 0}, "steps is 0"),
        ({"steps": 2, "frames": (3,)}, "frame 3 is wanted"),
        ({"start": "nothing"}, "start is 'nothing'"),
        ({"start": np.zeros((32, 32, 3))}, "as the content"),
        ({"optimiser": "sgd"}, "optimiser is 'sgd'"),
        ({"learning_rate": 0}, "learning_rate is 0"),
        ({"seed": -1}, "seed is -1"),
        ({"scales": ()}, "end with 1"),
        ({"scales": (2,)}, "end with 1"),
        ({"scales": (1, 2, 1)}, "falling numbers"),
        ({"scales": (2, 1)}, "a scale is 2 and a side 32 pixels; at least 32"),
        ({"steps": 1, "scales": (1.0005, 1)}, "steps is 1, for 2 scales"),
    ],
)
def test_what_cannot_be_done_is_refused(pictures, settings, words):
    with pytest.raises(ValueError, match=words):
        transfer(*pictures, **{**SMALL, **settings})


@pytest.mark.parametrize(
    "picture",
    [np.zeros((31, 40, 3)), np.zeros((40, 40)), np.zeros((40, 40, 4)), np.full((40, 40, 3), 2.0),
     np.full((40, 40, 3), np.nan), np.zeros((40, 40, 3), int)],
)  # fmt: skip
def test_what_is_no_picture_is_refused(pictures, picture):
    for both in ((picture, pictures[1]), (pictures[0], picture)):
        with pytest.raises(ValueError, match="needed"):
            transfer(*both, steps=1, **SMALL)


def test_half_precision_is_chosen_where_the_processor_has_it(tmp_path):
    assert fastest_precision() in ("float32", "bfloat16")
    for flags, has in (("flags : sse avx512_bf16 avx", True), ("flags : sse avx512f", False)):
        (tmp_path / flags[-9:]).write_text(flags)
        assert has_half_products(tmp_path / flags[-9:]) is has
    assert has_half_products(tmp_path / "missing") is False
