"""Sphinx extension: the time a chapter takes stands under its title, computed from what the build shows.

It is words / 200 + lines of shown code / 12, in whole minutes, up to the exercises. A page without a section
"Exercises" (a table, a guide) gets none. Formulas and printed outputs are not counted; folded text is.
"""

from docutils import nodes

WORDS_A_MINUTE = 200
LINES_A_MINUTE = 12
NOT_READ = nodes.math, nodes.math_block, nodes.raw, nodes.comment, nodes.literal_block


def is_exercises(section: nodes.section) -> bool:
    return section.next_node(nodes.title).astext() == "Exercises"


def read(node: nodes.Element):
    """The words and the lines of shown code below a node, as pairs."""
    for child in node.children:
        if isinstance(child, nodes.Text):
            yield len(child.astext().split()), 0
        elif isinstance(child, nodes.container) and child.get("nb_element") == "cell_code":
            shown = child.get("hide_mode") in (None, "output")
            source = [one for one in child.children if one.get("nb_element") == "cell_code_source"]
            yield 0, sum(len(one.astext().splitlines()) for one in source if shown)
        elif isinstance(child, NOT_READ) or (isinstance(child, nodes.section) and is_exercises(child)):
            continue
        elif isinstance(child, nodes.Element):
            yield from read(child)


def minutes(chapter: nodes.Element) -> int:
    """How long a chapter takes to read, its exercises left out; at least one minute."""
    words, lines = (sum(counts) for counts in zip((0, 0), *read(chapter), strict=True))
    return max(1, round(words / WORDS_A_MINUTE + lines / LINES_A_MINUTE))


def add_to_chapter(app, doctree):
    if any(is_exercises(section) for section in doctree.findall(nodes.section)):
        text = f"Reading time: about {minutes(doctree)} minutes, without the exercises."
        title = doctree.next_node(nodes.title)
        title.parent.insert(
            title.parent.index(title) + 1, nodes.paragraph(text=text, classes=["reading-time"])
        )


def setup(app):
    app.connect("doctree-read", add_to_chapter)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
