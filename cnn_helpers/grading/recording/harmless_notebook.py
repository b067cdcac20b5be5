"""A student's notebook made harmless for a page that a teacher opens: rebuilt from the parts that are known."""

from __future__ import annotations

import base64
import binascii
import html
import re
from collections import Counter
from functools import lru_cache
from typing import Any

import nbformat
import nh3

LONGEST_TEXT = 200_000  # characters of one source or output that a page shows
LONGEST_HTML = 100_000  # more is no table that anyone reads
DEEPEST_HTML = 500  # nh3's time grows with the square of the depth: 19,000 levels take it 6 s
IMAGES = ("image/png", "image/jpeg", "image/gif")
TAGS = set(
    "a abbr b blockquote br caption code col colgroup dd del details div dl dt em h1 h2 h3 h4 h5 h6 hr i img ins kbd "
    "li mark ol p pre q s samp small span strong sub summary sup table tbody td tfoot th thead tr u ul var".split()
)
STYLES = set(
    "background-color border border-bottom border-collapse border-left border-right border-top color font-family "
    "font-size font-style font-weight list-style margin padding padding-left text-align text-decoration "
    "vertical-align white-space".split()
)
CLASSES = re.compile(
    r"(highlight|hl-\w{1,20}|dataframe|[a-z]{1,2}\d?)( (highlight|hl-\w{1,20}))?"
)  # Pygments' own
LINKS = re.compile(r"https?://|mailto:", re.IGNORECASE)
TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)", re.IGNORECASE)
NOT_NESTED = set("br col dd dt hr img input li p td th tr wbr".split())  # they end where the next one begins
PICTURES = re.compile(r"data:image/(png|jpeg|gif|webp|svg\+xml);base64,[A-Za-z0-9+/=\s]*")
LOADING = re.compile(r"url|image|\\", re.IGNORECASE)  # a style with one of these may ask another machine
COUNTS = {"colspan", "rowspan", "width", "height", "start", "span"}
PLAIN = {"alt", "title", "scope", "align", "border", "open"}


@lru_cache(maxsize=2048)  # a class shares the released texts
def clean_html(text: str) -> str:
    """HTML without scripts, frames, handlers, forms, ids, or anything that another machine is asked for.

    >>> clean_html('<b onclick="x()">2 &lt; 3</b><script>x()</script><img src="http://a/b.png" alt="graph">')
    '<b>2 &lt; 3</b><img alt="graph">'
    """
    if len(text) > LONGEST_HTML:
        return f"<p>An HTML output of {len(text):,} characters is left out.</p>"
    if depth(text) > DEEPEST_HTML:
        return f"<pre>{html.escape(text)}</pre>"
    return CLEANER.clean(text)


def depth(text: str) -> int:
    """How deep elements lie in each other, counted from tags alone.

    >>> depth("<ul><li>one<li><b>two</b></ul>")
    2
    """
    unclosed: Counter[str] = Counter()
    now = deepest = 0
    for end, tag in TAG.findall(text.lower()):
        if tag in NOT_NESTED:
            continue
        if not end:
            unclosed[tag] += 1
            now += 1
            deepest = max(deepest, now)
        elif unclosed[tag]:
            unclosed[tag] -= 1
            now -= 1
    return deepest


def _kept(tag: str, name: str, value: str) -> str | None:
    """An attribute's value; None for one that names an element, runs something, or loads from elsewhere."""
    kept: object
    if name == "href":
        kept = LINKS.match(value.strip())
    elif name == "src":
        kept = PICTURES.fullmatch(value.strip())
    elif name == "class":
        kept = CLASSES.fullmatch(value)
    elif name == "style":
        kept = not LOADING.search(value)
    elif name in COUNTS:
        kept = value.isdecimal() and len(value) < 5
    else:
        kept = name in PLAIN
    return value if kept else None


CLEANER = nh3.Cleaner(
    tags=TAGS,
    clean_content_tags={"script", "style", "title", "template", "iframe", "svg", "math"},
    attributes={"*": {"class", "style", *COUNTS, *PLAIN}, "a": {"href"}, "img": {"src"}},
    attribute_filter=_kept,
    url_schemes={"http", "https", "mailto", "data"},
    filter_style_properties=STYLES,
    link_rel=None,
)


def clean_notebook(
    notebook: nbformat.NotebookNode, graded: set[str], commented: set[str]
) -> nbformat.NotebookNode:
    """A new notebook of the given one's sources and outputs, and of nothing else it holds.

    nbgrader's marks stay on the cells named in `graded` (they have points) and `commented` (answers), once each.
    """
    seen: set[str] = set()
    cells = [_cell(cell, graded, commented, seen) for cell in notebook["cells"]]
    metadata = {"language_info": {"name": "python"}}
    return nbformat.from_dict({"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": cells})


def _cell(cell: nbformat.NotebookNode, graded: set[str], commented: set[str], seen: set[str]) -> dict:
    source = _text(cell.get("source", ""))
    metadata = _marks(cell, graded, commented, seen)
    if cell.get("cell_type") == "code":
        outputs = [clean for output in cell.get("outputs", []) if (clean := _output(output))]
        count = cell.get("execution_count")
        count = count if type(count) is int else None
        return _made("code", source, metadata, seen, outputs=outputs, execution_count=count)
    if cell.get("cell_type") == "raw":
        source = f"<pre>{html.escape(source)}</pre>"
    pictures = {
        name: kept
        for name, bundle in (cell.get("attachments") or {}).items()
        if (kept := {mime: data for mime in IMAGES if (data := _picture(bundle.get(mime)))})
    }
    return _made("markdown", source, metadata, seen, attachments=pictures)


def _made(kind: str, source: str, metadata: dict, seen: set[str], **more: object) -> dict:
    seen.add(f"cell {len(seen)}")
    return {"cell_type": kind, "id": f"cell-{len(seen)}", "metadata": metadata, "source": source, **more}


def _marks(cell: nbformat.NotebookNode, graded: set[str], commented: set[str], seen: set[str]) -> dict:
    """nbgrader's metadata, for a cell whose name is the gradebook's and not taken yet."""
    given = cell.get("metadata", {}).get("nbgrader") or {}
    name = given.get("grade_id")
    if not isinstance(name, str) or name not in graded | commented or name in seen:
        return {}
    seen.add(name)
    task = given.get("task") is True
    facts = {"grade": name in graded and not task, "solution": name in commented and not task, "task": task}
    return {"nbgrader": {"grade_id": name, **facts}}


def _output(output: nbformat.NotebookNode) -> dict | None:
    """One output, of the kinds a page can show without running anything."""
    kind = output.get("output_type")
    if kind == "stream":
        name = "stderr" if output.get("name") == "stderr" else "stdout"
        return {"output_type": "stream", "name": name, "text": _text(output.get("text", ""))}
    if kind == "error":
        lines = [_text(line) for line in output.get("traceback", [])[:200]]
        return {"output_type": "error", "ename": "", "evalue": "", "traceback": lines}
    if kind not in ("display_data", "execute_result"):
        return None
    data = _bundle(output.get("data", {}))
    if not data:
        return None
    described = {mime: {"alt": "a picture that this cell drew"} for mime in IMAGES}
    made = {"output_type": kind, "data": data, "metadata": described}
    return made | {"execution_count": None} if kind == "execute_result" else made


def _bundle(data: dict) -> dict:
    clean = {mime: picture for mime in IMAGES[:2] if (picture := _picture(data.get(mime)))}
    svg = data.get("image/svg+xml")
    if isinstance(svg, str | list) and len(drawing := _joined(svg)) <= 10 * LONGEST_HTML:
        clean["image/svg+xml"] = drawing  # shown as <img>, where a browser runs no script and loads nothing
    if "text/html" in data:
        clean["text/html"] = clean_html(_joined(data["text/html"]))
    for mime in ("text/plain", "text/latex", "text/markdown"):
        if mime in data:
            clean[mime] = _text(data[mime])
    return clean


def _picture(data: object) -> str | None:
    """Base64 of a picture, written anew; None when it is no such thing."""
    try:
        return base64.b64encode(base64.b64decode("".join(_joined(data).split()), validate=True)).decode()
    except (TypeError, ValueError, binascii.Error):
        return None


def _joined(text: Any) -> str:
    """A notebook keeps texts whole or as lines. Raises TypeError for anything else."""
    if text is None:
        raise TypeError
    return text if isinstance(text, str) else "".join(text)


def _text(text: object) -> str:
    text = _joined(text) if isinstance(text, str | list) else ""
    if len(text) > LONGEST_TEXT:
        text = f"{text[:LONGEST_TEXT]}\n… {len(text) - LONGEST_TEXT:,} more characters are left out"
    return text.encode("utf-8", "replace").decode("utf-8")
