"""HTML by calls: everything is escaped unless it was made here."""

from __future__ import annotations

import html

from .text import revealed, visible

VOID = {"meta", "rect", "line", "path"}


class Html(str):
    """A text that is HTML already."""


def element(name: str, /, *children: object, **attributes: object) -> Html:
    """An element; texts among the children are escaped, lists are flattened, None is left out.

    `class_` is written class and `aria_label` aria-label; an attribute that is None is left out.

    >>> element("p", "a < b ", element("b", "c"), class_="note")
    '<p class="note">a &lt; b <b>c</b></p>'
    """
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{html.escape(revealed(str(value)))}"'
        for key, value in attributes.items()
        if value is not None
    )
    if name in VOID:
        return Html(f"<{name}{written}>" if name == "meta" else f"<{name}{written}/>")
    return Html(f"<{name}{written}>{fragment(*children)}</{name}>")


def fragment(*children: object) -> Html:
    """Children side by side.

    >>> fragment("<b>", [element("i", 1), None])
    '&lt;b&gt;<i>1</i>'
    """
    return Html("".join(_written(child) for child in children))


def _written(child: object) -> str:
    if child is None:
        return ""
    if isinstance(child, Html):
        return child
    if isinstance(child, (list, tuple)):
        return "".join(map(_written, child))
    return html.escape(revealed(str(child)))


def quoted(text: str) -> Html:
    """A text from outside (a student's name, a message): marks of direction inside cannot reach beyond it."""
    return element("bdi", visible(text))


def hint(text: str) -> Html:
    """A message, with what stands between backticks as code.

    >>> hint("pad `x<2` twice")
    '<bdi>pad <code>x&lt;2</code> twice</bdi>'
    """
    pieces = visible(text).split("`")
    if len(pieces) % 2 == 0:  # a backtick without its other half
        return quoted(text)
    return element("bdi", [element("code", piece) if i % 2 else piece for i, piece in enumerate(pieces)])
