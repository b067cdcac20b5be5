"""Every page of the book, at desk and phone width: quiet, whole, and asking nothing of other machines."""

import pytest
import yaml
from axe_playwright_python.sync_playwright import Axe

from cnn_helpers.commands.book import PROJECT

SIZES = {"desk": (1280, 900), "phone": (390, 844)}
# Of the theme and of docutils: wide code scrolls in its box; a bibliography is a list without list items.
THEME = ("scrollable-region-focusable", "aria-required-children")

# Code and formulas look alike on all pages, and are half of what axe looks at: it sees them on this one.
WITH_CODE = "/edges-and-convolution.html"

# Formulas in a line of text, hidden solutions too, that are wider than their place and cannot be moved in it.
CUT = """() => {
  const closed = [...document.querySelectorAll(".toggle-hidden")];
  closed.forEach(one => one.classList.remove("toggle-hidden"));
  const details = [...document.querySelectorAll("details:not([open])")];
  details.forEach(one => one.open = true);
  const cut = [...document.querySelectorAll("article span.math")]
    .filter(one => getComputedStyle(one).overflowX === "hidden")
    .map(one => [one, one.querySelector("mjx-math")?.getBoundingClientRect().width ?? 0])
    .filter(([one, width]) => width > one.getBoundingClientRect().width + 1)
    .map(([one, width]) => `${one.textContent} ${width}/${one.clientWidth}`);
  closed.forEach(one => one.classList.add("toggle-hidden"));
  details.forEach(one => one.open = false);
  return cut;
}"""

pytestmark = pytest.mark.browser


def pages() -> list[str]:
    """The pages of the table of contents."""
    toc = yaml.safe_load((PROJECT / "_toc.yml").read_text(encoding="utf-8"))
    return [toc["root"], *(chapter["file"] for part in toc["parts"] for chapter in part["chapters"])]


def page_at(size: str, *marks):
    """Every page at one width; one process opens them."""
    group = pytest.mark.xdist_group(f"browser at {size} width")
    return [pytest.param((page, size), id=f"{page}-{size}", marks=[group, *marks]) for page in pages()]


@pytest.fixture(scope="module")
def opened(request, chromium, site):
    """A page that is fully loaded, with what it asked for and complained of; all its tests look at it."""
    name, size = request.param
    width, height = SIZES[size]
    context = chromium.new_context(viewport={"width": width, "height": height}, is_mobile=size == "phone")
    page = context.new_page()
    page.away, page.complaints = [], []
    page.on(
        "request",
        lambda r: page.away.append(r.url) if not r.url.startswith((site, "data:", "blob:")) else None,
    )
    page.on("console", lambda m: page.complaints.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on("response", lambda r: page.complaints.append(f"{r.status} {r.url}") if r.status >= 400 else None)
    page.goto(f"{site}/{name}.html", wait_until="networkidle")
    yield page
    context.close()


@pytest.mark.parametrize("opened", page_at("desk") + page_at("phone"), indirect=True)
def test_page_is_quiet_whole_and_offline(opened):
    assert opened.away == [], "it asks other machines"
    assert opened.complaints == []
    # not window.innerWidth: a phone's window becomes as wide as what is in it
    sideways = opened.evaluate("document.documentElement.scrollWidth") - opened.viewport_size["width"]
    assert sideways <= 0, f"it scrolls {sideways}px sideways"
    assert opened.evaluate(CUT) == [], "a formula in the text is cut off"
    unset = opened.locator("text=/{glue|{cite|{eq}|{numref|\\\\$\\\\$/").count()
    assert unset == 0, "markup shows through"
    assert opened.locator("mjx-merror").count() == 0, "a formula is broken"
    assert opened.locator("article img:not([alt]), article img[alt='']").count() == 0, (
        "a picture has no alt text"
    )


@pytest.mark.parametrize(
    "opened", page_at("desk") + page_at("phone", pytest.mark.slow), indirect=True
)  # `make browser` looks at the phone's width too
def test_page_can_be_read_by_everyone(opened):
    options = {"runOnly": ["wcag2a", "wcag2aa"], "resultTypes": ["violations"]}
    with_code = opened.url.endswith(WITH_CODE)
    context = None if with_code else {"exclude": [["div.highlight"], ["mjx-container"]]}
    found = Axe().run(opened, context=context, options=options).response["violations"]
    serious = [
        (violation["id"], [node["target"] for node in violation["nodes"]][:5])
        for violation in found
        if violation["impact"] in ("serious", "critical") and not violation["id"].startswith(THEME)
    ]
    assert serious == []


@pytest.mark.xdist_group("browser at desk width")
def test_hidden_solution_opens(chromium, site):
    page = chromium.new_page()
    page.goto(f"{site}/book/week1/edges-and-convolution.html", wait_until="networkidle")
    solution = page.locator("div.solution.dropdown, div.toggle.solution, div.solution").first
    body = solution.locator("section, .section, p:not(.admonition-title)").first
    assert not body.is_visible()
    solution.locator("button").first.click()
    body.wait_for(state="visible", timeout=3000)
    page.close()
