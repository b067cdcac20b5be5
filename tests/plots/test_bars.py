import pytest

from cnn_helpers.plots import bar_chart

TIMES = {"loops": {"forward": 20.0, "backward": 40.0}, "fast": {"forward": 0.2, "backward": 0.5}}


def test_every_value_is_as_long_as_its_bar_and_the_first_name_is_on_top():
    axes = bar_chart(TIMES, "time in ms").axes[0]
    assert [bar.get_width() for bar in axes.patches] == [20.0, 40.0, 0.2, 0.5]
    assert [label.get_text() for label in axes.get_yticklabels()] == ["forward", "backward"]
    assert axes.yaxis_inverted()


def test_bars_of_one_name_stand_side_by_side():
    bars = bar_chart(TIMES, "time in ms").axes[0].patches
    assert bars[0].get_y() + bars[0].get_height() == pytest.approx(bars[2].get_y())


def test_series_differ_in_hatch_as_well_as_in_colour():
    slow, fast = bar_chart(TIMES, "time in ms").axes[0].patches[::2]
    assert slow.get_hatch() != fast.get_hatch() and slow.get_facecolor() != fast.get_facecolor()


def test_texts_stand_at_the_bars_they_belong_to():
    axes = bar_chart({"a": {"x": 1.0, "y": 2.0}}, "s", texts={"a": {"y": "two", "x": "one"}}).axes[0]
    assert [text.get_text() for text in axes.texts] == ["one", "two"]


def test_a_logarithm_of_0_is_refused_and_a_linear_axis_takes_it():
    bar_chart({"a": {"x": 0.0}}, "s")
    with pytest.raises(ValueError, match="above 0"):
        bar_chart({"a": {"x": 0.0}}, "s", log=True)


@pytest.mark.parametrize("series", [{}, {str(k): {"x": 1.0} for k in range(5)}])
def test_no_series_and_more_than_the_palette_has_are_refused(series):
    with pytest.raises(ValueError, match="1 to 4"):
        bar_chart(series, "s")


@pytest.mark.parametrize("series", [{"a": {}}, {"a": {"x": 1.0}, "b": {"y": 1.0}}])
def test_series_without_bars_or_with_other_names_are_refused(series):
    with pytest.raises(ValueError, match="same names"):
        bar_chart(series, "s")
