"""The page's cells, run here once, against the claims of its text."""

import numpy as np
import pytest

from cnn_helpers.data import photo


@pytest.fixture(scope="module")
def page(run_page):
    return run_page("week1/what-vision-is-for")


def test_every_task_has_its_number_of_answers(page):
    street = page["street"]
    assert page["answers"]["detection"] == 5 * len(street.classes) == 20
    assert page["answers"]["segmentation"] == street.image.shape[0] * street.image.shape[1]
    assert page["answers"]["landmarks"] == 2 * page["glued"]["landmarks"]


def test_a_dim_cat_is_farther_from_the_cat_than_a_cup(page):
    cat, cup = photo("chelsea", width=192), photo("coffee", width=192)
    loop = [abs(float(a) - float(b)) for a, b in zip(cat.ravel(), cup.ravel(), strict=True)]
    assert page["distances"]["a cup of coffee"] == pytest.approx(sum(loop) / len(loop))
    assert page["distances"]["the cat in dim light"] == pytest.approx(0.65 * cat.mean())
    assert 0.65 * cat.mean() > 1.1 * page["distances"]["a cup of coffee"]


def test_standardising_mends_the_light_and_nothing_else(page):
    mended = page["mended"]
    assert mended["the cat in dim light"] == pytest.approx(0, abs=1e-9)
    assert min(mended["the cat, moved"], mended["the cat, mirrored"]) > 0.75 * mended["a cup of coffee"]


def test_faces_of_one_person_are_two_photographs(page):
    assert page["face"].identity == page["again"].identity
    assert not np.array_equal(page["face"].image, page["again"].image)
