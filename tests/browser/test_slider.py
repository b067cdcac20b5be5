"""The slider over pictures, moved with the keyboard as a reader would."""

import pytest

pytestmark = pytest.mark.browser


@pytest.mark.xdist_group("browser 0")
def test_the_arrow_keys_change_the_picture(chromium, site):
    page = chromium.new_page()
    page.goto(f"{site}/book/week4/style-transfer.html", wait_until="networkidle")
    figure = page.locator(".picture-slider")
    slider, said, shown = figure.locator("input"), figure.locator("output"), figure.locator("img:visible")
    last, alt = said.inner_text(), shown.get_attribute("alt")
    slider.press("ArrowLeft")
    assert shown.count() == 1 and shown.get_attribute("alt") != alt and said.inner_text() != last
    slider.press("Home")
    assert said.inner_text() == slider.get_attribute("aria-valuetext") == "0"
    slider.press("End")
    assert (said.inner_text(), shown.get_attribute("alt")) == (last, alt)
    page.close()
