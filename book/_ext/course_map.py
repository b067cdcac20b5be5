"""Sphinx extension: the front page's map, a list of a part's pages with the minutes that each takes, and sums of them.

{pages-of} with a folder of the book lists its chapters in the order of the table of contents; the role
{time-of}`week1` is the time of all of them together, {time-of}`all` that of the book. The minutes are those
that stand under the chapters' titles (reading_time.py); a folder without chapters is a warning, and so fails the build.
"""

import reading_time
from docutils import nodes
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective, SphinxRole

log = logging.getLogger(__name__)


class pages_of(nodes.General, nodes.Element):
    """Where the list will stand once every chapter is read."""


class time_of(nodes.Inline, nodes.Element):
    """Where the sum will stand once every chapter is read."""


class PagesOf(SphinxDirective):
    required_arguments = 1

    def run(self):
        return [pages_of(folder=self.arguments[0])]


class TimeOf(SphinxRole):
    def run(self):
        return [time_of(folder=self.text)], []


def in_words(minutes: int) -> str:
    """Minutes as hours and minutes: 50 min, 2 h, 2 h 5 min."""
    hours, rest = divmod(minutes, 60)
    return " ".join(([f"{hours} h"] if hours else []) + ([f"{rest} min"] if rest or not hours else []))


def chapters_of(env, folder: str) -> dict[str, int]:
    """The chapters of a folder, or of all, in the order of the table of contents, and their minutes."""
    order = env.toctree_includes.get(env.config.root_doc, [])
    inside = [page for page in order if folder == "all" or page.split("/")[-2] == folder]
    return {page: env.chapter_minutes[page] for page in inside if page in env.chapter_minutes}


def remember(app, doctree):
    """Keep the minutes of a chapter, before the line with them is added to it."""
    if any(reading_time.is_exercises(section) for section in doctree.findall(nodes.section)):
        app.env.chapter_minutes[app.env.docname] = reading_time.minutes(doctree)


def fill_in(app, doctree, page):
    for place in list(doctree.findall(time_of)) + list(doctree.findall(pages_of)):
        chapters = chapters_of(app.env, place["folder"])
        if not chapters:
            log.warning("no chapter lies in a folder %r of the book", place["folder"], location=page)
        if isinstance(place, time_of):
            place.replace_self(nodes.Text(in_words(sum(chapters.values()))))
            continue
        entries = nodes.bullet_list()
        for chapter, minutes in chapters.items():
            title = app.env.titles[chapter].astext()
            address = app.builder.get_relative_uri(page, chapter)
            link = nodes.reference("", title, internal=True, refuri=address)
            entries += nodes.list_item(
                "", nodes.paragraph("", "", link, nodes.Text(f", {in_words(minutes)}"))
            )
        place.replace_self(entries)


def begin(app):
    if not hasattr(app.env, "chapter_minutes"):  # it may come from an earlier build
        app.env.chapter_minutes = {}


def forget(app, env, page):
    env.chapter_minutes.pop(page, None)


def merge(app, env, pages, other):
    env.chapter_minutes.update(other.chapter_minutes)


def always_anew(app, env, added, changed, removed):
    """The front page is read again in each build: any chapter may have become longer."""
    return [env.config.root_doc] if env.config.root_doc in env.found_docs else []


def setup(app):
    app.add_node(pages_of)
    app.add_node(time_of)
    app.add_directive("pages-of", PagesOf)
    app.add_role("time-of", TimeOf())
    app.connect("builder-inited", begin)
    app.connect("env-purge-doc", forget)
    app.connect("env-merge-info", merge)
    app.connect("env-get-outdated", always_anew)
    app.connect("doctree-read", remember, priority=400)  # reading_time adds its line at 500
    app.connect("doctree-resolved", fill_in)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
