"""Sphinx extension: the directive {checklist}, a table of the syllabus and of the sections that teach it.

The rows are those of book/reference/syllabus.yml; the sections are found by their labels, which begin with a
row's id: (f18-equivariance)= teaches F18. A row without a section is a warning, and so fails the build.
"""

import re
from pathlib import Path

import yaml
from docutils import nodes
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

ROWS = Path(__file__).parents[1] / "reference" / "syllabus.yml"
LABEL = re.compile(r"([a-z]\d+)-[\w-]+")
log = logging.getLogger(__name__)


class checklist(nodes.General, nodes.Element):
    """Where the table will stand once every label is known."""


class Checklist(SphinxDirective):
    def run(self):
        self.env.note_dependency(str(ROWS))
        return [checklist()]


def sections(env) -> dict[str, list[tuple[str, str, str]]]:
    """For each row's id: the (page, anchor, title) of the sections that teach it."""
    found: dict[str, list[tuple[str, str, str]]] = {}
    for label, (page, anchor, title) in sorted(env.get_domain("std").labels.items()):
        if match := LABEL.fullmatch(label):
            found.setdefault(match[1].upper(), []).append((page, anchor, title))
    return found


def table_of(app, page: str, rows: dict[str, str], found: dict) -> nodes.table:
    body = nodes.tbody()
    for row, what in rows.items():
        if row not in found:
            log.warning(
                "no section teaches %s (%s): give one the label %s-…", row, what, row.lower(), location=page
            )
        links = nodes.paragraph()
        for place, (home, anchor, title) in enumerate(found.get(row, [])):
            links += [nodes.Text("; ")] if place else []
            address = app.builder.get_relative_uri(page, home) + f"#{anchor}"
            links += nodes.reference("", title, internal=True, refuri=address)
        entries = [nodes.paragraph(text=row), nodes.paragraph(text=what), links]
        body += nodes.row("", *[nodes.entry("", entry) for entry in entries])
    heading = nodes.row("", *[nodes.entry("", nodes.paragraph(text=t)) for t in ("", "what", "taught in")])
    widths = [nodes.colspec(colwidth=width) for width in (6, 52, 42)]
    return nodes.table("", nodes.tgroup("", *widths, nodes.thead("", heading), body, cols=3))


def fill_in(app, doctree, page):
    for place in list(doctree.findall(checklist)):
        parts, found = yaml.safe_load(ROWS.read_text(encoding="utf-8")), sections(app.env)
        filled = []
        for part, rows in parts.items():
            filled += [nodes.rubric(text=part), table_of(app, page, rows, found)]
        place.replace_self(filled)


def always_anew(app, env, added, changed, removed):
    """The page with the checklist is read again in each build: any page may have gained a label."""
    return ["book/reference/checklist"] if "book/reference/checklist" in env.found_docs else []


def setup(app):
    app.add_node(checklist)
    app.add_directive("checklist", Checklist)
    app.connect("doctree-resolved", fill_in)
    app.connect("env-get-outdated", always_anew)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
