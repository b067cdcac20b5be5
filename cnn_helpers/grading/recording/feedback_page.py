"""The page a student gets back: nbgrader's feedback template, self-contained and harmless to open."""

from __future__ import annotations

import html
from functools import cache, lru_cache

import nbformat
from jinja2 import DictLoader, pass_context

from .recorded import Recorded
from .sanitising import LONGEST_HTML, clean_html, clean_notebook

# The browser's own promise: this page runs nothing and asks no machine for anything.
POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
HEAD = f'<head>\n<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
NO_MATHJAX = "{%- macro mathjax() -%}{%- endmacro %}"  # formulas stay as they are written


def feedback_page(notebook: str | dict, marks: Recorded, title: str) -> str:
    """HTML of a graded notebook (JSON or a node) with its scores, comments and late penalty.

    Scripts, frames, event handlers and remote pictures of the student's are left out, and nothing of
    another machine is asked for. Raises ValueError when the notebook is not one of nbformat 4.
    """
    if isinstance(notebook, str):
        notebook = nbformat.v4.reads(notebook)
    if notebook.get("nbformat") != 4:
        raise ValueError(f"a notebook of nbformat {notebook.get('nbformat')} was given; nbformat 4 is needed")
    clean = clean_notebook(notebook, set(marks.scores), set(marks.comments))
    for cell in clean.cells:
        grading = cell.metadata.get("nbgrader")
        if grading:
            grading.score, grading.points = marks.scores.get(grading.grade_id, (0.0, 0.0))
            grading.comment = marks.comments.get(grading.grade_id) or None
    resources = {
        "notebook": html.escape(title),
        "score": marks.score - marks.late_penalty,
        "max_score": marks.max_score,
        "late_penalty": marks.late_penalty,
    }
    page, _ = _exporter().from_notebook_node(clean, resources={"nbgrader": resources})
    head, found, rest = page.partition("<head>")
    if not found:
        raise RuntimeError("nbgrader's feedback template has changed: no <head> is found")
    return head + HEAD + rest


@cache
def _exporter():
    """nbgrader's exporter in nbgrader's settings; made once a process (about half a second)."""
    from nbconvert.exporters import HTMLExporter
    from nbgrader.converters import GenerateFeedback
    from nbgrader.coursedir import CourseDirectory

    class HarmlessExporter(HTMLExporter):
        """What Markdown turns into is cleaned: links and HTML in it are a student's."""

        @pass_context
        def markdown2html(self, context, source):
            cell = context.get("cell", {})
            if cell.get("attachments"):
                return clean_html(super().markdown2html(context, source))
            return _rendered(source)

    @lru_cache(maxsize=2048)  # a class shares the released texts
    def _rendered(source: str) -> str:
        if len(source) > LONGEST_HTML:
            return f"<pre>{html.escape(source)}</pre>"
        try:
            return clean_html(HTMLExporter.markdown2html(exporter, {"cell": {}}, source))
        except RecursionError:
            return f"<pre>{html.escape(source)}</pre>"

    stock = GenerateFeedback(coursedir=CourseDirectory())
    loader = DictLoader({"mathjax.html.j2": NO_MATHJAX})
    exporter = HarmlessExporter(config=stock.config, extra_loaders=[loader])
    for preprocessor in stock.preprocessors:
        if preprocessor.__name__ != "GetGrades":  # the marks are given: no gradebook is opened here
            exporter.register_preprocessor(preprocessor, enabled=True)
    return exporter
