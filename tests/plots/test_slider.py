"""A slider over pictures: every picture has its text, one is shown, and no text becomes markup."""

import re

import pytest

from cnn_helpers.plots import picture_slider

JPEG = b"\xff\xd8\xff\xe0 and more"


def test_the_last_picture_is_shown_and_every_one_has_its_text():
    page = picture_slider([JPEG] * 3, ["0", "10", "20"], ["a", "b", "c"], "step", "three")._repr_html_()
    pictures = re.findall(r"<img [^>]*>", page)
    assert [" hidden " in picture for picture in pictures] == [True, True, False]
    assert [re.search(r'alt="(\w)"', picture)[1] for picture in pictures] == ["a", "b", "c"]
    assert 'max="2"' in page and 'aria-valuetext="20"' in page and "http" not in page


def test_text_is_no_markup():
    page = picture_slider([JPEG] * 2, ["<b>", "2"], ['"x"', "y"], "<i>", "<script>")._repr_html_()
    assert "<b>" not in page and "<i>" not in page and "<script>" not in page
    assert 'alt="&quot;x&quot;"' in page


@pytest.mark.parametrize(
    ("files", "labels", "alts", "words"),
    [
        ([JPEG], ["0"], ["a"], "at least two"),
        ([JPEG] * 2, ["0"], ["a", "b"], "2 pictures, 1 labels and 2 alternative texts"),
        ([JPEG] * 2, ["0", "1"], ["a"], "and 1 alternative"),
        ([JPEG, b"\x89PNG"], ["0", "1"], ["a", "b"], "the picture '1' begins with"),
    ],
)
def test_what_is_no_row_of_pictures_is_refused(files, labels, alts, words):
    with pytest.raises(ValueError, match=words):
        picture_slider(files, labels, alts, "step", "")
