"""Every page of the book, at desk and phone width: quiet, whole, and asking nothing of other machines."""

import pytest
import yaml
from axe_playwright_python.sync_playwright import Axe

from cnn_helpers.commands.book import PROJECT

DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
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


def in_two_groups(every: int = 1) -> list:
    """Every page; one of two processes opens it, and all its tests look at it there.

    `make browser` looks at all, `make test` at one of `every` so many and at the one with code.
    """

    def marks(place: int, name: str) -> list:
        later = place % every and not WITH_CODE.startswith(f"/{name.rpartition('/')[2]}.")
        return [pytest.mark.xdist_group(f"browser {place % 2}"), *([pytest.mark.slow] if later else [])]

    return [pytest.param(name, id=name, marks=marks(i, name)) for i, name in enumerate(pages())]


@pytest.fixture(scope="module")
def opened(request, chromium, site):
    """A page that is fully loaded at desk width, with what it asked for and complained of."""
    page = chromium.new_page(viewport=DESK)
    page.away, page.complaints = [], []
    page.on(
        "request",
        lambda r: page.away.append(r.url) if not r.url.startswith((site, "data:", "blob:")) else None,
    )
    page.on("console", lambda m: page.complaints.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: page.complaints.append(str(error)))
    page.on("response", lambda r: page.complaints.append(f"{r.status} {r.url}") if r.status >= 400 else None)
    page.goto(f"{site}/{request.param}.html", wait_until="networkidle")
    yield page
    page.close()


every_page = pytest.mark.parametrize("opened", in_two_groups(), indirect=True)


@pytest.fixture(params=[DESK, PHONE], ids=["desk", "phone"])
def at_width(request, opened):
    """The opened page at one width; it is at a desk's again afterwards."""
    opened.set_viewport_size(request.param)
    yield opened
    opened.set_viewport_size(DESK)


@every_page
def test_page_is_whole(at_width):
    # not window.innerWidth: a phone's window becomes as wide as what is in it
    sideways = at_width.evaluate("document.documentElement.scrollWidth") - at_width.viewport_size["width"]
    assert sideways <= 0, f"it scrolls {sideways}px sideways"
    assert at_width.evaluate(CUT) == [], "a formula in the text is cut off"


@every_page
def test_page_is_quiet_and_offline(opened):
    assert opened.away == [], "it asks other machines"
    assert opened.complaints == []
    unset = opened.locator("text=/{glue|{cite|{eq}|{numref|\\\\$\\\\$/").count()
    assert unset == 0, "markup shows through"
    assert opened.locator("mjx-merror").count() == 0, "a formula is broken"
    assert opened.locator("article img:not([alt]), article img[alt='']").count() == 0, (
        "a picture has no alt text"
    )


def violations(page, **options) -> list:
    """What axe finds on a page that is serious; it sees code and formulas on one page alone."""
    context = None if page.url.endswith(WITH_CODE) else {"exclude": [["div.highlight"], ["mjx-container"]]}
    found = Axe().run(page, context=context, options={"resultTypes": ["violations"]} | options)
    return [
        (violation["id"], [node["target"] for node in violation["nodes"]][:5])
        for violation in found.response["violations"]
        if violation["impact"] in ("serious", "critical") and not violation["id"].startswith(THEME)
    ]


@every_page
@pytest.mark.parametrize(
    "at_width",
    [pytest.param(DESK, id="desk"), pytest.param(PHONE, id="phone", marks=pytest.mark.slow)],
    indirect=True,
)  # `make browser` looks at the phone's width too
def test_page_can_be_read_by_everyone(at_width):
    but_colours = {"color-contrast": {"enabled": False}}
    assert violations(at_width, runOnly=["wcag2a", "wcag2aa"], rules=but_colours) == []


@pytest.mark.parametrize("opened", in_two_groups(every=4), indirect=True)
def test_colours_of_a_page_can_be_told_apart(opened):
    assert violations(opened, runOnly={"type": "rule", "values": ["color-contrast"]}) == []


@pytest.mark.xdist_group("browser 0")
def test_hidden_solution_opens(chromium, site):
    page = chromium.new_page()
    page.goto(f"{site}/book/week1/edges-and-convolution.html", wait_until="networkidle")
    solution = page.locator("div.solution.dropdown, div.toggle.solution, div.solution").first
    body = solution.locator("section, .section, p:not(.admonition-title)").first
    assert not body.is_visible()
    solution.locator("button").first.click()
    body.wait_for(state="visible", timeout=3000)
    page.close()
