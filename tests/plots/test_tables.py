"""Tables say what they hold, and no text in them becomes markup."""

import pytest

from cnn_helpers.plots import text_table


def test_text_in_a_cell_is_no_markup():
    page = text_table(["a<b"], [["<script>"]], 'one "table"')._repr_html_()
    assert "<script>" not in page and "&lt;script&gt;" in page and "a&lt;b" in page
    assert 'aria-label="one &quot;table&quot;"' in page


def test_a_row_that_does_not_fit_is_refused():
    with pytest.raises(ValueError, match="a row has 1 values; 2"):
        text_table(["a", "b"], [["only"]], "a table")
