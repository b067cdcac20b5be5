"""The page's cells: boxes and colours by arithmetic, what the changes did in every run, and what a pipeline yields."""

import numpy as np
import pytest


@pytest.fixture(scope="module")
def page(run_page):
    return run_page("week2/augmentation")


def test_the_box_of_a_rotated_square_has_the_diagonal_as_its_side(page):
    assert page["glued"]["grown"] == pytest.approx(2)


def test_each_box_of_the_photograph_holds_one_region_of_the_mask(page):
    mask, regions = page["mask"], page["regions"]
    for (x1, y1, x2, y2), k in zip(page["boxes"], page["large"], strict=True):
        rows, columns = np.nonzero(regions == k)
        assert (columns.min(), rows.min(), columns.max() + 1, rows.max() + 1) == (x1, y1, x2, y2)
        assert mask[rows, columns].all()


def test_a_moved_box_holds_the_moved_pixels_of_its_flower(page):
    flower = (page["regions"] == page["large"][0]).astype(int)
    augmentation, (box, *_) = page["augmentation"], page["boxes"]
    for change in (
        augmentation.mirror,
        lambda *x, **y: augmentation.rotate(*x, 20, **y),
        lambda *x, **y: augmentation.shear(*x, 20, **y),
    ):
        new = change(page["flower"], boxes=[box], mask=flower)
        x1, y1, x2, y2 = new.boxes[0]
        rows, columns = np.nonzero(new.mask)
        assert x1 - 1 <= columns.min() and columns.max() <= x2 and y1 - 1 <= rows.min() and rows.max() <= y2


def test_the_axes_of_the_colours_are_the_singular_vectors_of_the_centred_pixels(page):
    pixels = page["flower"].reshape(-1, 3)
    _, lengths, axes = np.linalg.svd(pixels - pixels.mean(axis=0), full_matrices=False)
    np.testing.assert_allclose(page["own"].variances, lengths**2 / len(pixels))
    np.testing.assert_allclose(np.abs(page["own"].axes), np.abs(axes.T), atol=1e-8)


def test_mirrored_digits_made_more_errors_in_the_median(page):
    ends = page["ends"]
    assert np.median(ends["mirror"]) > np.median(ends["nothing"]) and len(ends["mirror"]) >= 3
    assert np.median(ends["nothing"]) < np.median(ends["softmax regression"]) < 90


def test_every_way_of_training_was_measured_as_often(page):
    assert {runs.shape for runs in page["errors"].values()} == {(3, 8)} and len(page["errors"]) == 10


def test_prefetching_leaves_the_batches_as_they_are_and_another_seed_does_not(page):
    for first, second in zip(page["in_turn"], page["ahead"], strict=True):
        np.testing.assert_array_equal(first, second)
    change = page["augmentation"].keras_augmentation(seed=1)
    other = page["augmentation"].training_pipeline(
        page["pieces"], page["numbers"], change, 16, parallel=False
    )
    assert not np.array_equal(next(iter(other))[0], page["in_turn"][0])


def test_the_time_of_a_pipeline_is_that_of_a_simulated_one(page):
    a, b, m = 20, 20, 4
    ready = done = 0
    for _ in range(m):
        ready = max(ready, 0) + a
        done = max(done, ready) + b
    assert page["glued"]["prefetched"] == done and page["glued"]["in_turn"] == m * (a + b)
